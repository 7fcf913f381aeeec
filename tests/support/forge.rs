//! Writes and opens vault files without the core, by docs/vault-format.md: what the core is held
//! against, and the only way to make files that it would never make.
//!
//! Nothing here is random, so that a file of test data can be made again byte for byte.

use std::sync::OnceLock;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use serde_json::Value;
use uuid::Uuid;

pub const PASSWORD: &str = "correct horse battery staple";
pub const MAGIC: &[u8; 8] = b"TESSERA\x1a";
pub const BLOCK: usize = 4_096;
pub const EMPTY: &str = r#"{"entries":[],"tombstones":[]}"#;

const VAULT_ID: Uuid = Uuid::from_u128(0x7e55e2a0_0000_4000_8000_000000000001);
const VAULT_KEY: [u8; 32] = [0x5a; 32];
const PAYLOAD_NONCE: [u8; 24] = [0x9c; 24];

/// A password slot of a forged header.
#[derive(Clone, Copy)]
pub struct Slot<'a> {
    pub number: u8,
    pub password: &'a str,
    pub m_kib: u32,
    pub t: u32,
    pub p: u32,
}

impl Default for Slot<'_> {
    /// As cheap as a vault may be.
    fn default() -> Self {
        Self { number: 1, password: PASSWORD, m_kib: 19 * 1024, t: 2, p: 1 }
    }
}

impl Slot<'_> {
    fn id(self) -> Uuid {
        Uuid::from_u128(0x0510_7000_0000_4000_8000_0000_0000_0000 + u128::from(self.number))
    }

    pub fn json(self) -> String {
        self.json_of("password")
    }

    /// A slot of this kind for what is typed.
    pub fn json_of(self, kind: &str) -> String {
        let Self { number, m_kib, t, p, .. } = self;
        let salt = [number; 16];
        let nonce = [number + 0x40; 24];
        let key = derive(self.password, &salt, m_kib, t, p);
        let kdf = [19, m_kib, t, p].map(u32::to_be_bytes).concat();
        let data = associated(VAULT_ID, self.id(), kind, "argon2id", &[&kdf, &salt[..]].concat());
        let wrapped = seal(&key, &nonce, &data, &VAULT_KEY);
        format!(
            r#"{{"id":"{}","kind":"{kind}","kdf":{{"name":"argon2id","version":19,"m_kib":{m_kib},"t":{t},"p":{p},"salt":"{}"}},"nonce":"{}","wrapped":"{}"}}"#,
            self.id(),
            BASE64.encode(&salt),
            BASE64.encode(&nonce),
            BASE64.encode(&wrapped),
        )
    }
}

/// A slot for the key `[0x77; 32]` in some keyring.
pub fn device_slot() -> String {
    let id = Uuid::from_u128(0xde71ce00_0000_4000_8000_000000000000);
    let nonce = [0x70; 24];
    let data = associated(VAULT_ID, id, "device", "none", &[]);
    let wrapped = BASE64.encode(&seal(&[0x77; 32], &nonce, &data, &VAULT_KEY));
    let nonce = BASE64.encode(&nonce);
    format!(
        r#"{{"id":"{id}","kind":"device","kdf":{{"name":"none"}},"nonce":"{nonce}","wrapped":"{wrapped}"}}"#
    )
}

pub fn header_with(slots: &[String]) -> String {
    format!(
        r#"{{"vault_id":"{VAULT_ID}","revision":7,"saved_at":1700000000000,"slots":[{}],"payload":{{"cipher":"xchacha20poly1305","nonce":"{}"}}}}"#,
        slots.join(","),
        BASE64.encode(&PAYLOAD_NONCE),
    )
}

/// A sound header with one cheap password slot.
pub fn header() -> String {
    static SLOT: OnceLock<String> = OnceLock::new();
    header_with(&[SLOT.get_or_init(|| Slot::default().json()).clone()])
}

/// `u32 n ‖ JSON ‖ zeros`.
pub fn plaintext(json: &[u8]) -> Vec<u8> {
    let mut plaintext = (json.len() as u32).to_be_bytes().to_vec();
    plaintext.extend_from_slice(json);
    plaintext.resize(plaintext.len().next_multiple_of(BLOCK), 0);
    plaintext
}

/// Everything before the ciphertext.
pub fn front(header: &[u8]) -> Vec<u8> {
    let length = (header.len() as u32).to_be_bytes();
    [MAGIC, &1_u16.to_be_bytes()[..], &length, header].concat()
}

/// A whole file: the payload is sealed to just this header, sound or not.
pub fn file(header: &str, plaintext: &[u8]) -> Vec<u8> {
    let mut file = front(header.as_bytes());
    let sealed = seal(&VAULT_KEY, &PAYLOAD_NONCE, &file, plaintext);
    file.extend_from_slice(&sealed);
    file
}

/// A sound file around this JSON.
pub fn vault(json: &str) -> Vec<u8> {
    file(&header(), &plaintext(json.as_bytes()))
}

/// The JSON of the header and of the payload.
pub fn open(file: &[u8], password: &str) -> (Value, String) {
    assert_eq!(&file[..8], MAGIC);
    assert_eq!(file[8..10], [0, 1]);
    let length = u32::from_be_bytes(file[10..14].try_into().unwrap()) as usize;
    let (front, sealed) = file.split_at(14 + length);
    let header: Value = serde_json::from_slice(&front[14..]).unwrap();
    let uuid = |value: &Value| Uuid::parse_str(value.as_str().unwrap()).unwrap();
    let bytes = |value: &Value| BASE64.decode(value.as_str().unwrap().as_bytes()).unwrap();
    let slot =
        header["slots"].as_array().unwrap().iter().find(|s| s["kind"] == "password").unwrap();
    let number = |key: &str| slot["kdf"][key].as_u64().unwrap() as u32;
    let salt = bytes(&slot["kdf"]["salt"]);
    let key = derive(password, &salt, number("m_kib"), number("t"), number("p"));
    let kdf = ["version", "m_kib", "t", "p"].map(|k| number(k).to_be_bytes()).concat();
    let kdf = [kdf.as_slice(), &salt].concat();
    let data =
        associated(uuid(&header["vault_id"]), uuid(&slot["id"]), "password", "argon2id", &kdf);
    let vault_key = unseal(&key, &bytes(&slot["nonce"]), &data, &bytes(&slot["wrapped"]));
    let plaintext = unseal(&vault_key, &bytes(&header["payload"]["nonce"]), front, sealed);
    let n = u32::from_be_bytes(plaintext[..4].try_into().unwrap()) as usize;
    assert!(plaintext.len().is_multiple_of(BLOCK) && plaintext.len() - 4 - n < BLOCK);
    assert!(plaintext[4 + n..].iter().all(|b| *b == 0));
    (header.clone(), String::from_utf8(plaintext[4..4 + n].to_vec()).unwrap())
}

fn associated(vault: Uuid, slot: Uuid, kind: &str, kdf: &str, parameters: &[u8]) -> Vec<u8> {
    let word = |word: &str| [&[word.len() as u8], word.as_bytes()].concat();
    let ids = [vault.as_bytes().as_slice(), slot.as_bytes()].concat();
    [b"tessera slot v1".as_slice(), &ids, &word(kind), &word(kdf), parameters].concat()
}

fn derive(password: &str, salt: &[u8], m_kib: u32, t: u32, p: u32) -> [u8; 32] {
    let params = Params::new(m_kib, t, p, Some(32)).unwrap();
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut key)
        .unwrap();
    key
}

fn seal(key: &[u8], nonce: &[u8], aad: &[u8], msg: &[u8]) -> Vec<u8> {
    cipher(key).encrypt(&nonce_of(nonce), Payload { msg, aad }).unwrap()
}

fn unseal(key: &[u8], nonce: &[u8], aad: &[u8], msg: &[u8]) -> Vec<u8> {
    cipher(key).decrypt(&nonce_of(nonce), Payload { msg, aad }).unwrap()
}

fn cipher(key: &[u8]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&<[u8; 32]>::try_from(key).unwrap().into())
}

fn nonce_of(nonce: &[u8]) -> XNonce {
    XNonce::from(<[u8; 24]>::try_from(nonce).unwrap())
}

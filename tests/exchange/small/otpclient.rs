//! OTPClient: databases of every version, sealed here as the app seals them.

use aes::Aes256;
use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use argon2::{Algorithm, Argon2, Params, Version};
use tessera_core::secret::SecretText;
use tessera_exchange::formats::{self, Content, Import, ReadContext, ReadError};

use crate::reading::{SECRET, read, recognised, told};

const IV: [u8; 16] = [7; 16];
const SALT: [u8; 32] = [9; 32];
/// The least that OTPClient itself takes, with two lanes: passes, KiB, lanes.
const COST: [u32; 3] = [1, 8_192, 2];
const EXPECTED: [&str; 5] = [
    "Example|alice: totp SHA256 8 60s",
    "Other|bob: hotp SHA1 6 #7",
    "Steam|carol: steam SHA1 5 30s",
    "Example|dave: the algorithm MD5 is not one of SHA1, SHA256 and SHA512",
    "|: the entry cannot be read",
];

fn entries() -> String {
    format!(
        r#"[{{"type":"TOTP","label":"alice","issuer":"Example","digits":8,"algo":"SHA256","secret":"{SECRET}","period":60,"group":"Work"}},
        {{"type":"HOTP","label":"bob","issuer":"Other","digits":6,"algo":"SHA1","secret":"{SECRET}","counter":7}},
        {{"type":"TOTP","label":"carol","issuer":"Steam","digits":6,"algo":"SHA1","secret":"{SECRET}","period":30}},
        {{"type":"TOTP","label":"dave","issuer":"Example","digits":6,"algo":"MD5","secret":"{SECRET}","period":30}},
        "nothing"]"#
    )
}

fn header(version: u32, cost: [u32; 3]) -> Vec<u8> {
    let (version, cost, padding): (_, Vec<_>, &[u8]) = match version {
        2 => (version.to_le_bytes(), cost.map(u32::to_le_bytes).concat(), &[0; 3]),
        _ => (version.to_be_bytes(), cost.map(u32::to_be_bytes).concat(), &[]),
    };
    [b"OTPClient", padding, &version, &IV, &SALT, &cost].concat()
}

fn seal(header: Vec<u8>, key: &[u8; 32], plain: &str) -> Vec<u8> {
    let payload = Payload { msg: plain.as_bytes(), aad: &header };
    let sealed = AesGcm::<Aes256, U16>::new(key.into()).encrypt(&IV.into(), payload).unwrap();
    [header, sealed].concat()
}

/// Versions 2 and 3.
fn database(version: u32, password: &[u8], plain: &str) -> Vec<u8> {
    let [passes, kib, lanes] = COST;
    let params = Params::new(kib, passes, lanes, Some(32)).unwrap();
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password, &SALT, &mut key)
        .unwrap();
    seal(header(version, COST), &key, plain)
}

/// Version 1.
fn unmarked(password: &[u8], plain: &str) -> Vec<u8> {
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha2::Sha512>(password, &SALT, 100_000, &mut key);
    seal([&IV[..], &SALT].concat(), &key, plain)
}

fn named(bytes: &[u8], password: &str) -> Result<Import, ReadError> {
    let password = SecretText::new(password.to_owned());
    let mut context = ReadContext { password: Some(&password), ..ReadContext::default() };
    formats::by_name("otpclient").unwrap().read(&Content::new(bytes), &mut context)
}

fn lines(import: &Import) -> Vec<String> {
    import.drafts.iter().map(told).collect()
}

#[test]
fn every_version_gives_its_accounts() {
    for version in [2, 3] {
        let import =
            read("otpclient", &database(version, b"one", &entries()), Some("one")).unwrap();
        assert_eq!(lines(&import), EXPECTED, "{version}");
        assert_eq!(import.drafts[0].tags, ["Work"]);
        assert!(import.drafts[1].tags.is_empty());
    }
    assert_eq!(lines(&named(&unmarked(b"one", &entries()), "one").unwrap()), EXPECTED);
}

#[test]
fn the_end_of_the_c_string_is_no_part_of_the_text() {
    let plain = format!("{}\0", entries());
    let import = read("otpclient", &database(2, b"one", &plain), Some("one")).unwrap();
    assert_eq!(import.drafts.len(), EXPECTED.len());
}

/// Older versions counted characters where they should have counted bytes.
#[test]
fn a_password_that_the_app_cut_opens_what_it_sealed() {
    let cut = "Schlüssel".as_bytes().get(..9).unwrap();
    let old = database(2, cut, &entries());
    assert_eq!(lines(&read("otpclient", &old, Some("Schlüssel")).unwrap()), EXPECTED);
    assert_eq!(lines(&named(&unmarked(cut, &entries()), "Schlüssel").unwrap()), EXPECTED);
    let new = database(3, cut, &entries());
    assert_eq!(read("otpclient", &new, Some("Schlüssel")).unwrap_err(), ReadError::WrongPassword);
}

#[test]
fn a_wrong_password_a_cut_file_and_an_unknown_version_are_told_apart() {
    for version in [2, 3] {
        let file = database(version, b"one", &entries());
        let say = |bytes: &[u8], password| read("otpclient", bytes, password).unwrap_err();
        assert_eq!(say(&file, None), ReadError::NeedsPassword);
        assert_eq!(say(&file, Some("two")), ReadError::WrongPassword);
        assert_eq!(say(&file[..60], Some("one")), ReadError::Damaged);
        assert_eq!(say(&file[..85], Some("one")), ReadError::Damaged);
        let no_json = database(version, b"one", "{");
        assert_eq!(say(&no_json, Some("one")), ReadError::Damaged);
        let empty = database(version, b"one", "[]");
        assert_eq!(say(&empty, Some("one")), ReadError::Empty);
        // The tag covers the header.
        let mut turned = file.clone();
        turned[20] ^= 1;
        assert_eq!(say(&turned, Some("one")), ReadError::WrongPassword);
    }
    let newer = header(4, COST);
    assert_eq!(
        read("otpclient", &newer, Some("one")).unwrap_err(),
        ReadError::Newer { version: 4 }
    );
}

#[test]
fn a_header_that_asks_for_too_much_is_refused_before_a_byte_is_allocated() {
    for cost in [[65, 8_192, 1], [1, u32::MAX, 1], [1, 8_192, 17], [64, 1 << 20, 1]] {
        for version in [2, 3] {
            let file = [header(version, cost), vec![0; 40]].concat();
            let refused = read("otpclient", &file, Some("one")).unwrap_err();
            assert_eq!(refused, ReadError::TooCostly, "{cost:?}");
        }
    }
    let nothing = [header(3, [0, 0, 0]), vec![0; 40]].concat();
    assert_eq!(read("otpclient", &nothing, Some("one")).unwrap_err(), ReadError::Damaged);
}

#[test]
fn a_text_that_begins_with_the_name_is_no_database() {
    assert_eq!(recognised(b"OTPClient is an app"), None);
    assert_eq!(named(b"OTPClient is an app", "one").unwrap_err(), ReadError::Damaged);
}

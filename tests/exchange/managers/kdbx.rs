//! A writer of KDBX files for the tests, from the description of the format.

use std::io::Write;

use aes::cipher::BlockCipherEncrypt;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{KeyIvInit, StreamCipher};
use chacha20::ChaCha20;
use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use hmac::{Hmac, KeyInit, Mac};
use salsa20::Salsa20;
use sha2::{Digest, Sha256, Sha512};

use super::padded;

pub const SEED: [u8; 32] = [0x11; 32];
const START: [u8; 32] = [0x22; 32];
const STREAM_KEY: [u8; 64] = [0x33; 64];

#[derive(Clone, Copy, PartialEq)]
pub enum Cipher {
    Aes,
    Twofish,
    ChaCha,
}

#[derive(Clone, Copy)]
pub enum Kdf {
    Aes(u64),
    Argon2d { mib: u64, passes: u64 },
    Argon2id { mib: u64, passes: u64 },
}

/// What a file is made of.
#[derive(Clone, Copy)]
pub struct Made<'a> {
    pub major: u16,
    pub cipher: Cipher,
    pub kdf: Kdf,
    pub is_compressed: bool,
    /// The hashes of a password and the keys of key files, joined.
    pub credentials: &'a [u8],
}

/// The secrets of a document, encrypted one after another.
pub enum Secrets {
    Salsa(Box<Salsa20>),
    ChaCha(Box<ChaCha20>),
}

impl Secrets {
    pub fn of(major: u16) -> Self {
        if major == 3 {
            let nonce = [0xe8, 0x30, 0x09, 0x4b, 0x97, 0x20, 0x5d, 0x2a];
            return Self::Salsa(Box::new(Salsa20::new(&Sha256::digest(STREAM_KEY), &nonce.into())));
        }
        let hash = Sha512::digest(STREAM_KEY);
        let (key, nonce): ([u8; 32], [u8; 12]) =
            (hash[..32].try_into().unwrap(), hash[32..44].try_into().unwrap());
        Self::ChaCha(Box::new(ChaCha20::new(&key.into(), &nonce.into())))
    }

    /// A field whose value is protected.
    pub fn field(&mut self, key: &str, value: &str) -> String {
        let mut bytes = value.as_bytes().to_vec();
        match self {
            Self::Salsa(cipher) => cipher.apply_keystream(&mut bytes),
            Self::ChaCha(cipher) => cipher.apply_keystream(&mut bytes),
        }
        let value = BASE64.encode(&bytes);
        format!("<String><Key>{key}</Key><Value Protected=\"True\">{value}</Value></String>")
    }
}

pub fn password(word: &str) -> Vec<u8> {
    Sha256::digest(word.as_bytes()).to_vec()
}

impl Made<'_> {
    pub fn file(&self, xml: &str) -> Vec<u8> {
        let header = self.header();
        let derived = self.derived();
        let key: [u8; 32] = Sha256::digest([&SEED[..], &derived].concat()).into();
        let mut file = header.clone();
        if self.major == 3 {
            let xml = self.packed(xml.as_bytes());
            let mut plain = START.to_vec();
            for (number, block) in [&xml[..xml.len() / 2], &xml[xml.len() / 2..]].iter().enumerate()
            {
                plain.extend((number as u32).to_le_bytes());
                plain.extend(Sha256::digest(block));
                plain.extend((block.len() as u32).to_le_bytes());
                plain.extend(*block);
            }
            plain.extend(2_u32.to_le_bytes());
            plain.extend([0; 36]);
            file.extend(self.sealed(&key, plain));
            return file;
        }
        let mut plain = Vec::new();
        for (id, value) in
            [(1_u8, &3_u32.to_le_bytes()[..]), (2, &STREAM_KEY), (3, b"\x01file"), (0, b"")]
        {
            plain.push(id);
            plain.extend((value.len() as u32).to_le_bytes());
            plain.extend(value);
        }
        plain.extend(xml.as_bytes());
        let sealed = self.sealed(&key, self.packed(&plain));
        let base = Sha512::digest([&SEED[..], &derived, &[1]].concat());
        let sign = |number: u64, bytes: &[u8]| {
            let key = Sha512::digest([&number.to_le_bytes()[..], &base].concat());
            let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
            mac.update(bytes);
            mac.finalize().into_bytes().to_vec()
        };
        file.extend(Sha256::digest(&header));
        file.extend(sign(u64::MAX, &header));
        for (number, block) in [&sealed[..40], &sealed[40..], &[]].into_iter().enumerate() {
            let length = (block.len() as u32).to_le_bytes();
            let number = number as u64;
            file.extend(sign(number, &[&number.to_le_bytes()[..], &length, block].concat()));
            file.extend(length);
            file.extend(block);
        }
        file
    }

    fn header(&self) -> Vec<u8> {
        let cipher: u128 = match self.cipher {
            Cipher::Aes => 0x31c1f2e6_bf71_4350_be58_05216afc5aff,
            Cipher::Twofish => 0xad68f29f_576f_4bb9_a36a_d47af965346c,
            Cipher::ChaCha => 0xd6038a2b_8b6f_4cb5_a524_339a31dbb59a,
        };
        let mut fields: Vec<(u8, Vec<u8>)> = vec![
            (2, cipher.to_be_bytes().to_vec()),
            (3, u32::from(self.is_compressed).to_le_bytes().to_vec()),
            (4, SEED.to_vec()),
            (7, self.iv()),
        ];
        match (self.major, self.kdf) {
            (3, Kdf::Aes(rounds)) => fields.extend([
                (5, SEED.to_vec()),
                (6, rounds.to_le_bytes().to_vec()),
                (8, STREAM_KEY.to_vec()),
                (9, START.to_vec()),
                (10, 2_u32.to_le_bytes().to_vec()),
            ]),
            (_, kdf) => fields.push((11, dictionary(kdf))),
        }
        fields.push((0, b"\r\n\r\n".to_vec()));
        let mut header = vec![0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5, 1, 0];
        header.extend(self.major.to_le_bytes());
        for (id, value) in fields {
            header.push(id);
            match self.major {
                3 => header.extend((value.len() as u16).to_le_bytes()),
                _ => header.extend((value.len() as u32).to_le_bytes()),
            }
            header.extend(value);
        }
        header
    }

    fn iv(&self) -> Vec<u8> {
        vec![0x44; if self.cipher == Cipher::ChaCha { 12 } else { 16 }]
    }

    fn derived(&self) -> [u8; 32] {
        let key: [u8; 32] = Sha256::digest(self.credentials).into();
        let (algorithm, mib, passes) = match self.kdf {
            Kdf::Aes(rounds) => {
                let cipher = aes::Aes256::new(&SEED.into());
                let mut halves = [[0; 16]; 2];
                for (half, own) in halves.iter_mut().zip(key.chunks(16)) {
                    let mut block = aes::Block::try_from(own).unwrap();
                    (0..rounds).for_each(|_| cipher.encrypt_block(&mut block));
                    half.copy_from_slice(&block);
                }
                return Sha256::digest(halves.concat()).into();
            }
            Kdf::Argon2d { mib, passes } => (argon2::Algorithm::Argon2d, mib, passes),
            Kdf::Argon2id { mib, passes } => (argon2::Algorithm::Argon2id, mib, passes),
        };
        let params = argon2::Params::new(mib as u32 * 1024, passes as u32, 1, Some(32)).unwrap();
        let mut derived = [0; 32];
        argon2::Argon2::new(algorithm, argon2::Version::V0x13, params)
            .hash_password_into(&key, &SEED, &mut derived)
            .unwrap();
        derived
    }

    fn packed(&self, plain: &[u8]) -> Vec<u8> {
        if !self.is_compressed {
            return plain.to_vec();
        }
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(plain).unwrap();
        gzip.finish().unwrap()
    }

    fn sealed(&self, key: &[u8; 32], mut plain: Vec<u8>) -> Vec<u8> {
        let iv = self.iv();
        let block = || <[u8; 16]>::try_from(&iv[..]).unwrap();
        match self.cipher {
            Cipher::Aes => padded::<Pkcs7>(
                cbc::Encryptor::<aes::Aes256>::new(key.into(), &block().into()),
                &plain,
            ),
            Cipher::Twofish => padded::<Pkcs7>(
                cbc::Encryptor::<twofish::Twofish>::new(key.into(), &block().into()),
                &plain,
            ),
            Cipher::ChaCha => {
                let iv: [u8; 12] = iv[..].try_into().unwrap();
                ChaCha20::new(key.into(), &iv.into()).apply_keystream(&mut plain);
                plain
            }
        }
    }
}

/// Name, type and bytes of a value.
type Typed = (&'static str, u8, Vec<u8>);

fn dictionary(kdf: Kdf) -> Vec<u8> {
    let (id, numbers): (u128, Vec<Typed>) = match kdf {
        Kdf::Aes(rounds) => {
            (0xc9d9f39a_628a_4460_bf74_0d08c18a4fea, vec![("R", 5, rounds.to_le_bytes().to_vec())])
        }
        Kdf::Argon2d { mib, passes } => {
            (0xef636ddf_8c29_444b_91f7_a9a403e30a0c, argon(mib, passes))
        }
        Kdf::Argon2id { mib, passes } => {
            (0x9e298b19_56db_4773_b23d_fc3ec6f0a1e6, argon(mib, passes))
        }
    };
    let mut values = vec![("$UUID", 0x42, id.to_be_bytes().to_vec()), ("S", 0x42, SEED.to_vec())];
    values.extend(numbers);
    let mut dictionary = vec![0, 1];
    for (name, kind, value) in values {
        dictionary.push(kind);
        for bytes in [name.as_bytes(), &value] {
            dictionary.extend((bytes.len() as u32).to_le_bytes());
            dictionary.extend(bytes);
        }
    }
    dictionary.push(0);
    dictionary
}

fn argon(mib: u64, passes: u64) -> Vec<Typed> {
    vec![
        ("V", 4, 0x13_u32.to_le_bytes().to_vec()),
        ("M", 5, (mib << 20).to_le_bytes().to_vec()),
        ("I", 5, passes.to_le_bytes().to_vec()),
        ("P", 4, 1_u32.to_le_bytes().to_vec()),
    ]
}

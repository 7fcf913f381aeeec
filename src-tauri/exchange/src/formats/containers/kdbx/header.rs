//! The outer header of a KDBX file: what it is encrypted with, and what that costs.

use crate::formats::format::{ReadError, Unsupported};

/// What databases of KeePass 1 and 2 begin with.
pub(crate) const SIGNATURE: &[u8] = &[0x03, 0xd9, 0xa2, 0x9a];

const KEEPASS_2: [u8; 4] = [0x67, 0xfb, 0x4b, 0xb5];

const AES_256: [u8; 16] = uuid(0x31c1f2e6_bf71_4350_be58_05216afc5aff);
const TWOFISH: [u8; 16] = uuid(0xad68f29f_576f_4bb9_a36a_d47af965346c);
const CHACHA20: [u8; 16] = uuid(0xd6038a2b_8b6f_4cb5_a524_339a31dbb59a);

const AES_KDF: [u8; 16] = uuid(0xc9d9f39a_628a_4460_bf74_0d08c18a4fea);
const AES_KDF_4: [u8; 16] = uuid(0x7c02bb82_79a7_4ac0_927d_114a00648238);
const ARGON2D: [u8; 16] = uuid(0xef636ddf_8c29_444b_91f7_a9a403e30a0c);
const ARGON2ID: [u8; 16] = uuid(0x9e298b19_56db_4773_b23d_fc3ec6f0a1e6);

const fn uuid(number: u128) -> [u8; 16] {
    number.to_be_bytes()
}

/// The header of a database of KeePass, as far as it is needed to open one.
#[derive(Default)]
pub(super) struct Header<'a> {
    /// 3 or 4.
    pub(super) major: u16,
    pub(super) cipher: Option<Cipher>,
    pub(super) is_compressed: bool,
    pub(super) master_seed: &'a [u8],
    pub(super) iv: &'a [u8],
    pub(super) kdf: Option<Kdf<'a>>,
    /// Version 3 only: the key of the stream over its secrets, its kind, and what the plaintext
    /// begins with.
    pub(super) stream_key: &'a [u8],
    pub(super) stream_kind: u32,
    pub(super) start: &'a [u8],
    /// The header's length: where it ends in the file, in bytes.
    pub(super) length: usize,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cipher {
    Aes256,
    Twofish,
    ChaCha20,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kdf<'a> {
    Aes { seed: &'a [u8], rounds: u64 },
    Argon2 { is_id: bool, salt: &'a [u8], version: u32, bytes: u64, passes: u64, lanes: u32 },
}

impl<'a> Header<'a> {
    pub(super) fn parse(file: &'a [u8]) -> Result<Self, ReadError> {
        let mut rest = Bytes(file);
        rest.take(4).ok_or(ReadError::Damaged)?;
        if rest.array() != Some(KEEPASS_2) {
            return Err(ReadError::Unsupported(Unsupported::Cipher));
        }
        let minor_and_major = rest.word().ok_or(ReadError::Damaged)?;
        let major = (minor_and_major >> 16) as u16;
        match major {
            3 | 4 => {}
            5.. => return Err(ReadError::Newer { version: major.into() }),
            _ => return Err(ReadError::Unsupported(Unsupported::Cipher)),
        }
        let mut header = Self { major, ..Self::default() };
        let (mut aes_seed, mut aes_rounds): (&[u8], _) = (&[], 0);
        loop {
            let (id, value) = rest.field(major).ok_or(ReadError::Damaged)?;
            match id {
                0 => break,
                2 => header.cipher = Some(Cipher::of(value)?),
                3 => header.is_compressed = Bytes(value).word() == Some(1),
                4 => header.master_seed = value,
                5 => aes_seed = value,
                6 => aes_rounds = Bytes(value).long().ok_or(ReadError::Damaged)?,
                7 => header.iv = value,
                8 => header.stream_key = value,
                9 => header.start = value,
                10 => header.stream_kind = Bytes(value).word().ok_or(ReadError::Damaged)?,
                11 => header.kdf = Some(Kdf::parse(value)?),
                _ => {}
            }
        }
        if major == 3 {
            header.kdf = Some(Kdf::Aes { seed: aes_seed, rounds: aes_rounds });
        }
        header.length = file.len() - rest.0.len();
        Ok(header)
    }
}

impl Cipher {
    fn of(id: &[u8]) -> Result<Self, ReadError> {
        match id {
            id if id == AES_256 => Ok(Self::Aes256),
            id if id == TWOFISH => Ok(Self::Twofish),
            id if id == CHACHA20 => Ok(Self::ChaCha20),
            _ => Err(ReadError::Unsupported(Unsupported::Cipher)),
        }
    }
}

impl<'a> Kdf<'a> {
    /// A dictionary of typed values: `type u8, name, value`, each length u32.
    fn parse(dictionary: &'a [u8]) -> Result<Self, ReadError> {
        let mut rest = Bytes(dictionary);
        rest.take(2).ok_or(ReadError::Damaged)?;
        let mut values = Vec::new();
        while let Some(kind) = rest.take(1).filter(|kind| *kind != [0]) {
            let _ = kind;
            let name = rest.counted().ok_or(ReadError::Damaged)?;
            values.push((name, rest.counted().ok_or(ReadError::Damaged)?));
        }
        let get = |wanted: &str| {
            let found = values.iter().find(|(name, _)| *name == wanted.as_bytes());
            found.map(|(_, value)| *value).ok_or(ReadError::Damaged)
        };
        let long = |name| Bytes(get(name)?).long().ok_or(ReadError::Damaged);
        let word = |name| Bytes(get(name)?).word().ok_or(ReadError::Damaged);
        let id = get("$UUID")?;
        if id == AES_KDF || id == AES_KDF_4 {
            return Ok(Self::Aes { seed: get("S")?, rounds: long("R")? });
        }
        let is_id = id == ARGON2ID;
        if !is_id && id != ARGON2D {
            return Err(ReadError::Unsupported(Unsupported::Cipher));
        }
        Ok(Self::Argon2 {
            is_id,
            salt: get("S")?,
            version: word("V")?,
            bytes: long("M")?,
            passes: long("I")?,
            lanes: word("P")?,
        })
    }
}

/// Little-endian numbers and counted bytes, taken from the front.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(super) fn word(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn long(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn counted(&mut self) -> Option<&'a [u8]> {
        let length = self.word()?;
        self.take(usize::try_from(length).ok()?)
    }

    /// `id u8, length, value`: the length has two bytes in version 3, four in version 4.
    pub(super) fn field(&mut self, major: u16) -> Option<(u8, &'a [u8])> {
        let [id] = self.array()?;
        if major >= 4 {
            return Some((id, self.counted()?));
        }
        let length = u16::from_le_bytes(self.array()?);
        Some((id, self.take(length.into())?))
    }
}

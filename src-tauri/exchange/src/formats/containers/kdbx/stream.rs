//! The cipher over the secrets inside a database: one stream, used from the first secret in the
//! document to the last.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use salsa20::Salsa20;
use sha2::{Digest, Sha256, Sha512};

use crate::formats::format::{ReadError, Unsupported};

/// KeePass uses one nonce for every file: the key is fresh each time.
const SALSA_NONCE: [u8; 8] = [0xe8, 0x30, 0x09, 0x4b, 0x97, 0x20, 0x5d, 0x2a];

pub(crate) enum Stream {
    None,
    Salsa20(Box<Salsa20>),
    ChaCha20(Box<ChaCha20>),
}

impl Stream {
    pub(super) fn of(kind: u32, key: &[u8]) -> Result<Self, ReadError> {
        match kind {
            0 => Ok(Self::None),
            2 => {
                let key = Sha256::digest(key);
                Ok(Self::Salsa20(Box::new(Salsa20::new(&key, &SALSA_NONCE.into()))))
            }
            3 => {
                let hash: [u8; 64] = Sha512::digest(key).into();
                let (key, rest) = hash.split_first_chunk::<32>().ok_or(ReadError::Damaged)?;
                let nonce = rest.first_chunk::<12>().ok_or(ReadError::Damaged)?;
                Ok(Self::ChaCha20(Box::new(ChaCha20::new(key.into(), nonce.into()))))
            }
            _ => Err(ReadError::Unsupported(Unsupported::Cipher)),
        }
    }

    /// Decrypts the next bytes in place.
    pub(crate) fn apply(&mut self, bytes: &mut [u8]) -> Option<()> {
        match self {
            Self::None => Some(()),
            Self::Salsa20(cipher) => cipher.try_apply_keystream(bytes).ok(),
            Self::ChaCha20(cipher) => cipher.try_apply_keystream(bytes).ok(),
        }
    }
}

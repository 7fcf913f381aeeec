//! The blocks that the content of a KDBX file is cut into, each with a hash or a signature.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

use super::header::Bytes;

/// The number that stands for the header where blocks are signed.
const HEADER: u64 = u64::MAX;

/// Keys of signatures: `SHA-512(number of the block, u64 ‖ base)`.
pub(super) struct Signer {
    base: Zeroizing<Vec<u8>>,
}

impl Signer {
    /// `SHA-512(master seed ‖ derived key ‖ 01)`.
    pub(super) fn of(master_seed: &[u8], derived: &[u8; 32]) -> Self {
        let base = Sha512::new().chain_update(master_seed).chain_update(derived).chain_update([1]);
        Self { base: Zeroizing::new(base.finalize().to_vec()) }
    }

    fn signed(&self, number: u64, parts: &[&[u8]], tag: &[u8]) -> Option<()> {
        let key = Sha512::new().chain_update(number.to_le_bytes()).chain_update(&*self.base);
        let key = Zeroizing::new(key.finalize().to_vec());
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        parts.iter().for_each(|part| mac.update(part));
        mac.verify_slice(tag).ok()
    }

    pub(super) fn signed_header(&self, header: &[u8], tag: &[u8]) -> bool {
        self.signed(HEADER, &[header], tag).is_some()
    }

    /// Version 4: `signature (32), length u32, data`, up to an empty one.
    pub(super) fn join(&self, file: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (mut rest, mut whole) = (Bytes(file), Zeroizing::new(Vec::with_capacity(file.len())));
        for number in 0_u64.. {
            let tag = rest.take(32)?;
            let length = rest.word()?;
            let data = rest.take(usize::try_from(length).ok()?)?;
            self.signed(number, &[&number.to_le_bytes(), &length.to_le_bytes(), data], tag)?;
            if data.is_empty() {
                break;
            }
            whole.extend_from_slice(data);
        }
        Some(whole)
    }
}

/// Version 3: `number u32, SHA-256 (32), length u32, data`, up to an empty one.
pub(super) fn join_hashed(plain: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (mut rest, mut whole) = (Bytes(plain), Zeroizing::new(Vec::with_capacity(plain.len())));
    for number in 0_u32.. {
        let (own, hash, length) = (rest.word()?, rest.take(32)?, rest.word()?);
        let data = rest.take(usize::try_from(length).ok()?)?;
        if data.is_empty() {
            break;
        }
        if own != number || *hash != *Sha256::digest(data) {
            return None;
        }
        whole.extend_from_slice(data);
    }
    Some(whole)
}

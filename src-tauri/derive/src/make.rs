//! Deriving, in this process.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::method::{Argon2Cost, Argon2Kind, Hash, Kind};
use crate::request::Request;

/// How many rounds of AES pass before it is asked again whether to go on.
const ROUNDS_AT_ONCE: u64 = 1 << 16;

/// Why there is no key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotMade {
    /// There is not as much memory as the method takes.
    #[error("there is not enough memory")]
    OutOfMemory,
    /// It was told to stop.
    #[error("stopped")]
    Stopped,
}

/// Makes the key that is asked for. `go_on` is asked now and then where the method allows a pause.
///
/// # Errors
/// See [`NotMade`].
pub fn make(
    request: &Request<'_>,
    go_on: &dyn Fn() -> bool,
) -> Result<Zeroizing<Vec<u8>>, NotMade> {
    let Request { method, password, salt, length } = *request;
    let mut key = Zeroizing::new(vec![0; length]);
    match method.0 {
        Kind::Pbkdf2 { hash, rounds } => match hash {
            Hash::Sha1 => pbkdf2::pbkdf2_hmac::<sha1::Sha1>(password, salt, rounds, &mut key),
            Hash::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, rounds, &mut key),
            Hash::Sha512 => pbkdf2::pbkdf2_hmac::<sha2::Sha512>(password, salt, rounds, &mut key),
        },
        Kind::Scrypt { log_n, r, p } => {
            find_room(method.memory())?;
            // Both were checked when the request was made.
            let params = scrypt::Params::new(log_n, r, p).map_err(|_| NotMade::OutOfMemory)?;
            scrypt::scrypt(password, salt, &params, &mut key).map_err(|_| NotMade::OutOfMemory)?;
        }
        Kind::Argon2 { kind, cost } => argon2(kind, cost, password, salt, &mut key)?,
        Kind::Aes { rounds } => aes(rounds, password, salt, go_on, &mut key)?,
    }
    Ok(key)
}

/// What scrypt takes by itself would end the process where there is not as much.
fn find_room(bytes: usize) -> Result<(), NotMade> {
    Vec::<u8>::new().try_reserve_exact(bytes).map_err(|_| NotMade::OutOfMemory)
}

fn argon2(
    kind: Argon2Kind,
    cost: Argon2Cost,
    password: &[u8],
    salt: &[u8],
    key: &mut [u8],
) -> Result<(), NotMade> {
    let (algorithm, version) = match kind {
        Argon2Kind::Id => (Algorithm::Argon2id, Version::V0x13),
        Argon2Kind::D => (Algorithm::Argon2d, Version::V0x13),
        Argon2Kind::OldId => (Algorithm::Argon2id, Version::V0x10),
        Argon2Kind::OldD => (Algorithm::Argon2d, Version::V0x10),
    };
    // All that this refuses was refused when the request was made.
    let params = Params::new(cost.kib, cost.passes, cost.lanes, Some(key.len()));
    let params = params.map_err(|_| NotMade::OutOfMemory)?;
    let mut memory = Zeroizing::new(Vec::new());
    let blocks = params.block_count();
    memory.try_reserve_exact(blocks).map_err(|_| NotMade::OutOfMemory)?;
    memory.resize(blocks, argon2::Block::default());
    Argon2::new(algorithm, version, params)
        .hash_password_into_with_memory(password, salt, key, memory.as_mut_slice())
        .map_err(|_| NotMade::OutOfMemory)
}

/// Both halves encrypted again and again with AES-256 under the seed, then hashed.
fn aes(
    rounds: u64,
    halves: &[u8],
    seed: &[u8],
    go_on: &dyn Fn() -> bool,
    key: &mut [u8],
) -> Result<(), NotMade> {
    // The length was checked when the request was made.
    let cipher = Aes256::new_from_slice(seed).map_err(|_| NotMade::Stopped)?;
    let mut bytes = Zeroizing::new([[0_u8; 16]; 2]);
    for (block, half) in bytes.iter_mut().zip(halves.chunks_exact(16)) {
        block.copy_from_slice(half);
    }
    let blocks = aes::Block::cast_slice_from_core_mut(bytes.as_mut_slice());
    let mut left = rounds;
    while left > 0 {
        if !go_on() {
            return Err(NotMade::Stopped);
        }
        let now = left.min(ROUNDS_AT_ONCE);
        for _ in 0..now {
            cipher.encrypt_blocks(blocks);
        }
        left -= now;
    }
    let mut hash = Sha256::new();
    blocks.iter().for_each(|block| hash.update(block));
    let hash: Zeroizing<[u8; 32]> = Zeroizing::new(hash.finalize().into());
    key.copy_from_slice(hash.as_ref());
    Ok(())
}

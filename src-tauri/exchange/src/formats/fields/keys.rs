//! Keys from passwords, and what they open: the derivations and ciphers that other apps use, each
//! with a bound on what a hostile file may ask for.
//!
//! Plaintexts come out in memory that is wiped. A cipher without a tag (CBC) proves nothing: whoever
//! uses it parses what comes out before believing it.

use aes::Aes256;
use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, AesGcm, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use hmac::{Hmac, Mac};
use zeroize::Zeroizing;

use crate::formats::fields::work::{Derivation, find_room};
use crate::formats::format::{ReadContext, ReadError};

/// A key of 32 bytes.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// The most rounds of PBKDF2 that a file may ask for.
pub(crate) const MAX_ROUNDS: u32 = 10_000_000;

/// The hash under PBKDF2.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hash {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// PBKDF2 (RFC 8018, section 5.2) into so many bytes. At most ten million rounds.
pub(crate) fn pbkdf2(
    context: &ReadContext<'_>,
    hash: Hash,
    password: &[u8],
    salt: &[u8],
    rounds: u32,
    key: &mut [u8],
) -> Result<(), ReadError> {
    if rounds == 0 {
        return Err(ReadError::Damaged);
    }
    if rounds > MAX_ROUNDS {
        return Err(ReadError::TooCostly);
    }
    context.begin(Derivation::Pbkdf2(rounds.into()))?;
    match hash {
        Hash::Sha1 => pbkdf2::pbkdf2_hmac::<sha1::Sha1>(password, salt, rounds, key),
        Hash::Sha256 => pbkdf2::pbkdf2_hmac::<sha2::Sha256>(password, salt, rounds, key),
        Hash::Sha512 => pbkdf2::pbkdf2_hmac::<sha2::Sha512>(password, salt, rounds, key),
    }
    Ok(())
}

/// scrypt (RFC 7914): `n` ≤ 2^20 and a power of two, `r` ≤ 32, `p` ≤ 16, `n · r · p` ≤ 2^23.
pub(crate) fn scrypt(
    context: &ReadContext<'_>,
    password: &[u8],
    salt: &[u8],
    (n, r, p): (u64, u32, u32),
) -> Result<Key, ReadError> {
    let product = n.saturating_mul(r.into()).saturating_mul(p.into());
    if n < 2 || !n.is_power_of_two() || r == 0 || p == 0 {
        return Err(ReadError::Damaged);
    }
    if n > 1 << 20 || r > 32 || p > 16 || product > 1 << 23 {
        return Err(ReadError::TooCostly);
    }
    context.begin(Derivation::Scrypt(product))?;
    find_room(128 * n as usize * r as usize)?;
    let params = scrypt::Params::new(n.ilog2() as u8, r, p).map_err(|_| ReadError::TooCostly)?;
    let mut key = Key::default();
    scrypt::scrypt(password, salt, &params, key.as_mut()).map_err(|_| ReadError::TooCostly)?;
    Ok(key)
}

/// What an Argon2 derivation costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Argon2Cost {
    /// Memory in KiB: at most 1 GiB.
    pub(crate) kib: u32,
    /// Passes: so many that memory times passes is at most 8 GiB.
    pub(crate) passes: u32,
    /// Lanes: at most 64.
    pub(crate) lanes: u32,
}

/// The kinds of Argon2 that files name. Version 1.3 where nothing else is said.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Argon2Kind {
    /// Argon2id.
    Id,
    /// Argon2d.
    D,
    /// Argon2id, version 1.0.
    OldId,
    /// Argon2d, version 1.0.
    OldD,
}

/// Argon2id, version 1.3 (RFC 9106).
pub(crate) fn argon2id(
    context: &ReadContext<'_>,
    password: &[u8],
    salt: &[u8],
    cost: Argon2Cost,
) -> Result<Key, ReadError> {
    argon2(context, Argon2Kind::Id, password, salt, cost)
}

/// Argon2 of any kind (RFC 9106).
pub(crate) fn argon2(
    context: &ReadContext<'_>,
    kind: Argon2Kind,
    password: &[u8],
    salt: &[u8],
    cost: Argon2Cost,
) -> Result<Key, ReadError> {
    if cost.kib > 1 << 20 || cost.lanes > 64 {
        return Err(ReadError::TooCostly);
    }
    // What is left is too little, or a salt that is too short: no app writes that.
    let params = Params::new(cost.kib, cost.passes, cost.lanes, Some(32));
    let params = params.map_err(|_| ReadError::Damaged)?;
    context.begin(Derivation::Argon2(u64::from(cost.kib) * u64::from(cost.passes)))?;
    let (algorithm, version) = match kind {
        Argon2Kind::Id => (Algorithm::Argon2id, Version::V0x13),
        Argon2Kind::D => (Algorithm::Argon2d, Version::V0x13),
        Argon2Kind::OldId => (Algorithm::Argon2id, Version::V0x10),
        Argon2Kind::OldD => (Algorithm::Argon2d, Version::V0x10),
    };
    let mut memory = Zeroizing::new(Vec::new());
    let blocks = params.block_count();
    memory.try_reserve_exact(blocks).map_err(|_| ReadError::TooCostly)?;
    memory.resize(blocks, argon2::Block::default());
    let mut key = Key::default();
    Argon2::new(algorithm, version, params)
        .hash_password_into_with_memory(password, salt, key.as_mut(), memory.as_mut_slice())
        .map_err(|_| ReadError::Damaged)?;
    Ok(key)
}

/// Opens ciphertext ‖ tag (AES-256-GCM, 12-byte nonce); none if the tag is wrong.
pub(crate) fn open_gcm(
    key: &[u8; 32],
    nonce: &[u8; 12],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = Aes256Gcm::new(key.into());
    let payload = Payload { msg: sealed, aad };
    cipher.decrypt(&Nonce::from(*nonce), payload).ok().map(Zeroizing::new)
}

/// Opens ciphertext ‖ tag (AES-256-GCM) under a nonce of 16 bytes, which GCM hashes first (NIST SP
/// 800-38D, section 7.1); none if the tag is wrong.
pub(crate) fn open_gcm_16(
    key: &[u8; 32],
    nonce: &[u8; 16],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = AesGcm::<Aes256, U16>::new(key.into());
    let payload = Payload { msg: sealed, aad };
    cipher.decrypt(&Nonce::from(*nonce), payload).ok().map(Zeroizing::new)
}

/// Decrypts AES-256-CBC with PKCS#7 padding; none if the padding is wrong.
pub(crate) fn open_cbc(key: &[u8; 32], iv: &[u8; 16], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut buffer = Zeroizing::new(sealed.to_vec());
    let cipher = cbc::Decryptor::<Aes256>::new(key.into(), iv.into());
    let length = cipher.decrypt_padded::<Pkcs7>(&mut buffer).ok()?.len();
    buffer.truncate(length);
    Some(buffer)
}

/// Seals with AES-256-GCM: ciphertext ‖ tag; none only if the plaintext is absurdly long.
pub(crate) fn seal_gcm(
    key: &[u8; 32],
    nonce: &[u8; 12],
    plain: &[u8],
    aad: &[u8],
) -> Option<Vec<u8>> {
    let cipher = Aes256Gcm::new(key.into());
    cipher.encrypt(&Nonce::from(*nonce), Payload { msg: plain, aad }).ok()
}

/// Encrypts with AES-256-CBC and PKCS#7 padding.
pub(crate) fn seal_cbc(key: &[u8; 32], iv: &[u8; 16], plain: &[u8]) -> Option<Vec<u8>> {
    let mut buffer = vec![0; (plain.len() / 16 + 1) * 16];
    buffer.get_mut(..plain.len())?.copy_from_slice(plain);
    let cipher = cbc::Encryptor::<Aes256>::new(key.into(), iv.into());
    cipher.encrypt_padded::<Pkcs7>(&mut buffer, plain.len()).ok()?;
    Some(buffer)
}

/// HMAC-SHA-256 of several parts, one after another.
pub(crate) fn sign(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A short key is filled up with zeros (RFC 2104, section 2).
    let mut block = Zeroizing::new([0; 64]);
    let (start, _) = block.split_at_mut(key.len());
    start.copy_from_slice(key);
    let mut mac = <Hmac<sha2::Sha256> as KeyInit>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The beginning of what AES-256-CBC opens, without looking at the rest.
pub(crate) fn first_cbc_block(key: &[u8; 32], iv: &[u8; 16], sealed: &[u8]) -> Option<[u8; 16]> {
    let mut block = aes::Block::from(*sealed.first_chunk::<16>()?);
    Aes256::new(key.into()).decrypt_block(&mut block);
    let mut plain: [u8; 16] = block.into();
    plain.iter_mut().zip(iv).for_each(|(byte, iv)| *byte ^= iv);
    Some(plain)
}

/// Whether an HMAC-SHA-256 is right, in constant time.
pub(crate) fn is_signed(key: &[u8], parts: &[&[u8]], tag: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<sha2::Sha256>::new_from_slice(key) else { return false };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(tag).is_ok()
}

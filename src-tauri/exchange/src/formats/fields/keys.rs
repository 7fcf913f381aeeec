//! Keys from passwords, and what they open: the derivations that other apps use, asked for at the one door,
//! and their ciphers.
//!
//! Plaintexts come out in memory that is wiped. A cipher without a tag (CBC) proves nothing: whoever
//! uses it parses what comes out before believing it.

use aes::Aes256;
use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, AesGcm, Nonce};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use hmac::{Hmac, Mac};
use tessera_derive::{LONGEST_INPUT, Refused, Request};
use zeroize::Zeroizing;

use crate::formats::derivation::NoKey;
use crate::formats::format::{ReadContext, ReadError};

pub(crate) use tessera_derive::{Argon2Cost, Argon2Kind, Hash, MAX_ROUNDS, Method};

/// A key of 32 bytes.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// PBKDF2 (RFC 8018, section 5.2) into so many bytes. At most ten million rounds.
pub(crate) fn pbkdf2(
    context: &ReadContext<'_>,
    hash: Hash,
    password: &[u8],
    salt: &[u8],
    rounds: u32,
    key: &mut [u8],
) -> Result<(), ReadError> {
    derive(context, Method::pbkdf2(hash, rounds)?, password, salt, key)
}

/// scrypt (RFC 7914), within the bounds of [`Method::scrypt`].
pub(crate) fn scrypt(
    context: &ReadContext<'_>,
    password: &[u8],
    salt: &[u8],
    (n, r, p): (u64, u32, u32),
) -> Result<Key, ReadError> {
    let mut key = Key::default();
    derive(context, Method::scrypt(n, r, p)?, password, salt, key.as_mut())?;
    Ok(key)
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

/// Argon2 of any kind (RFC 9106), within the bounds of [`Method::argon2`].
pub(crate) fn argon2(
    context: &ReadContext<'_>,
    kind: Argon2Kind,
    password: &[u8],
    salt: &[u8],
    cost: Argon2Cost,
) -> Result<Key, ReadError> {
    let mut key = Key::default();
    derive(context, Method::argon2(kind, cost)?, password, salt, key.as_mut())?;
    Ok(key)
}

/// KeePass's rounds of AES over both halves of a key.
pub(crate) fn aes_rounds(
    context: &ReadContext<'_>,
    halves: &Key,
    seed: &[u8],
    rounds: u64,
) -> Result<Key, ReadError> {
    let mut key = Key::default();
    derive(context, Method::aes(rounds), halves.as_ref(), seed, key.as_mut())?;
    Ok(key)
}

/// The one place where a key is asked for.
fn derive(
    context: &ReadContext<'_>,
    method: Method,
    password: &[u8],
    salt: &[u8],
    key: &mut [u8],
) -> Result<(), ReadError> {
    if password.len() > LONGEST_INPUT {
        return Err(ReadError::WrongPassword);
    }
    let request = Request::new(method, password, salt, key.len())?;
    context.begin(method)?;
    let made = context.derive.derive(&request, &|| context.is_cancelled())?;
    // Whoever makes it keeps to its length.
    if made.len() != key.len() {
        return Err(ReadError::NoKey);
    }
    key.copy_from_slice(&made);
    Ok(())
}

impl From<Refused> for ReadError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Nonsense => Self::Damaged,
            Refused::TooCostly => Self::TooCostly,
        }
    }
}

impl From<NoKey> for ReadError {
    fn from(why: NoKey) -> Self {
        match why {
            NoKey::Cancelled => Self::Cancelled,
            NoKey::OutOfMemory => Self::OutOfMemory,
            NoKey::Failed => Self::NoKey,
        }
    }
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

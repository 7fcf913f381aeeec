//! How Stratum encrypts its backups: today with Argon2id and AES-256-GCM, once with PBKDF2 and
//! AES-256-CBC, which proves nothing by itself.

use zeroize::Zeroizing;

use super::accounts;
use crate::formats::fields::keys::{Argon2Cost, Hash, Key, argon2id, open_cbc, open_gcm, pbkdf2};
use crate::formats::format::{Import, ReadContext, ReadError};

const STRONG: &[u8] = b"AUTHENTICATORPRO";
const LEGACY: &[u8] = b"AuthenticatorPro";
const STRONG_COST: Argon2Cost = Argon2Cost { kib: 64 * 1_024, passes: 3, lanes: 4 };
const LEGACY_ROUNDS: u32 = 64_000;

pub(super) fn recognises(bytes: &[u8]) -> bool {
    bytes.starts_with(STRONG) || bytes.starts_with(LEGACY)
}

pub(super) fn read(bytes: &[u8], context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let plain = match bytes.strip_prefix(STRONG) {
        Some(rest) => open_strong(rest, context)?,
        None => open_legacy(bytes.strip_prefix(LEGACY).ok_or(ReadError::Damaged)?, context)?,
    };
    // What came out of CBC under a wrong password is no JSON.
    let refused =
        if bytes.starts_with(STRONG) { ReadError::Damaged } else { ReadError::WrongPassword };
    let text = std::str::from_utf8(&plain).map_err(|_| refused.clone())?;
    accounts::read(text).map_err(|error| if error == ReadError::Damaged { refused } else { error })
}

/// 16 bytes of salt, 12 of nonce, then ciphertext and tag.
fn open_strong(rest: &[u8], context: &ReadContext<'_>) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let (salt, rest) = rest.split_first_chunk::<16>().ok_or(ReadError::Damaged)?;
    let (nonce, sealed) = rest.split_first_chunk::<12>().ok_or(ReadError::Damaged)?;
    let key = argon2id(context, context.password()?.expose().as_bytes(), salt, STRONG_COST)?;
    open_gcm(&key, nonce, sealed, &[]).ok_or(ReadError::WrongPassword)
}

/// 20 bytes of salt, 16 of initialisation vector, then whole blocks.
fn open_legacy(rest: &[u8], context: &ReadContext<'_>) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let (salt, rest) = rest.split_first_chunk::<20>().ok_or(ReadError::Damaged)?;
    let (iv, sealed) = rest.split_first_chunk::<16>().ok_or(ReadError::Damaged)?;
    if sealed.is_empty() || !sealed.len().is_multiple_of(16) {
        return Err(ReadError::Damaged);
    }
    let password = context.password()?.expose().as_bytes();
    let mut key = Key::default();
    pbkdf2(context, Hash::Sha1, password, salt, LEGACY_ROUNDS, key.as_mut())?;
    open_cbc(&key, iv, sealed).ok_or(ReadError::WrongPassword)
}

//! The key of a KDBX file: from a password, a key file or both, through a derivation that the file
//! names.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::header::Kdf;
use crate::formats::fields::keys::{self, Argon2Cost, Argon2Kind, Key};
use crate::formats::format::{ReadContext, ReadError};

/// `SHA-256(SHA-256(password) ‖ key of the key file)`, then the derivation.
pub(super) fn derive(kdf: Kdf<'_>, context: &ReadContext<'_>) -> Result<Key, ReadError> {
    let mut parts = Sha256::new();
    match (context.password, context.key_file) {
        (None, None) => return Err(ReadError::NeedsPassword),
        (password, key_file) => {
            if let Some(password) =
                password.filter(|p| key_file.is_none() || !p.expose().is_empty())
            {
                parts.update(Sha256::digest(password.expose().as_bytes()));
            }
            if let Some(file) = key_file {
                parts.update(*of_file(file));
            }
        }
    }
    let composite: Key = Zeroizing::new(parts.finalize().into());
    match kdf {
        Kdf::Aes { seed, rounds } => keys::aes_rounds(context, &composite, seed, rounds),
        Kdf::Argon2 { is_id, salt, version, bytes, passes, lanes } => {
            let number = |n: u64| u32::try_from(n).map_err(|_| ReadError::TooCostly);
            let cost = Argon2Cost { kib: number(bytes / 1024)?, passes: number(passes)?, lanes };
            let kind = match (is_id, version) {
                (true, 0x13) => Argon2Kind::Id,
                (false, 0x13) => Argon2Kind::D,
                (true, 0x10) => Argon2Kind::OldId,
                (false, 0x10) => Argon2Kind::OldD,
                _ => return Err(ReadError::Damaged),
            };
            keys::argon2(context, kind, composite.as_ref(), salt, cost)
        }
    }
}

/// A key file is XML with a key in base64 (version 1) or hex (version 2), 32 bytes, 64 digits of hex,
/// or any other file, of which the hash counts.
fn of_file(file: &[u8]) -> Key {
    let text = std::str::from_utf8(file).unwrap_or_default();
    let known = in_xml(text)
        .or_else(|| file.try_into().ok().map(Zeroizing::new))
        .or_else(|| (file.len() == 64).then(|| hex(text)).flatten());
    known.unwrap_or_else(|| Zeroizing::new(Sha256::digest(file).into()))
}

fn in_xml(text: &str) -> Option<Key> {
    if !text.contains("<KeyFile") {
        return None;
    }
    let (_, data) = text.split_once("<Data")?;
    let (_, data) = data.split_once('>')?;
    let (data, _) = data.split_once("</Data>")?;
    let mut digits = Zeroizing::new(String::with_capacity(data.len()));
    digits.extend(data.chars().filter(|c| !c.is_whitespace()));
    let data = digits;
    if data.len() == 64 {
        return hex(&data);
    }
    let bytes = Zeroizing::new(BASE64.decode(data.as_bytes()).ok()?);
    bytes.as_slice().try_into().ok().map(Zeroizing::new)
}

fn hex(digits: &str) -> Option<Key> {
    let bytes = Zeroizing::new(HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok()?);
    bytes.as_slice().try_into().ok().map(Zeroizing::new)
}

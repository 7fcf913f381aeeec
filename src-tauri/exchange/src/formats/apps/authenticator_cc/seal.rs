//! How the extension encrypts: OpenSSL's old way, under the password itself, under a key that the
//! password opens, or under a key that Argon2 makes of it.

use std::collections::BTreeMap;

use data_encoding::{BASE64_NOPAD, HEXLOWER};
use md5::{Digest as _, Md5};
use zeroize::Zeroizing;

use tessera_core::secret::SecretText;

use super::Record;
use crate::formats::fields::encoded::base64;
use crate::formats::fields::keys::{self, Argon2Cost, Key};
use crate::formats::format::{ReadContext, ReadError};

const COST: Argon2Cost = Argon2Cost { kib: 19 * 1024, passes: 2, lanes: 1 };
/// The extension makes one key; a file with many would cost as many derivations.
const MAX_KEYS: usize = 4;

/// The keys of a file, opened when they are needed.
pub(super) struct Keys {
    records: Vec<Record>,
    opened: BTreeMap<String, Option<SecretText>>,
    hits: usize,
    misses: usize,
}

impl Keys {
    pub(super) fn new(records: Vec<Record>) -> Self {
        Self { records, opened: BTreeMap::new(), hits: 0, misses: 0 }
    }

    /// Opens a text with the key of an id; the empty id is that of the older ways.
    pub(super) fn open(
        &mut self,
        id: &str,
        sealed: &str,
        context: &ReadContext<'_>,
    ) -> Result<Option<SecretText>, ReadError> {
        // An entry whose key is gone stands for itself, and says nothing of the password.
        if !id.is_empty() && self.records.iter().all(|record| record.id != id) {
            return Ok(None);
        }
        if !self.opened.contains_key(id) {
            if self.opened.len() >= MAX_KEYS {
                return Err(ReadError::TooCostly);
            }
            let passphrase = self.passphrase(id, context)?;
            self.opened.insert(id.to_owned(), passphrase);
        }
        let passphrase = self.opened.get(id).and_then(Option::as_ref);
        let plain = passphrase.and_then(|words| open(sealed, words.expose().as_bytes()));
        // There is no tag: every plaintext is text.
        let text = plain.and_then(|plain| Some(std::str::from_utf8(&plain).ok()?.to_owned()));
        match text.filter(|text| !text.is_empty()) {
            Some(text) => {
                self.hits += 1;
                Ok(Some(text.into()))
            }
            None => {
                self.misses += 1;
                Ok(None)
            }
        }
    }

    /// Where nothing opened, the password is wrong.
    pub(super) fn verdict(&self) -> Result<(), ReadError> {
        if self.misses > 0 && self.hits == 0 { Err(ReadError::WrongPassword) } else { Ok(()) }
    }

    fn passphrase(
        &self,
        id: &str,
        context: &ReadContext<'_>,
    ) -> Result<Option<SecretText>, ReadError> {
        let password = context.password()?;
        if id.is_empty() {
            let Some(key) = self.records.iter().find(|record| !record.enc.is_empty()) else {
                return Ok(Some(password.clone()));
            };
            let opened = open(&key.enc, password.expose().as_bytes());
            return Ok(opened.map(|key| HEXLOWER.encode(&key).into()));
        }
        let key = self.records.iter().find(|record| record.id == id).ok_or(ReadError::Damaged)?;
        let password = password.expose().as_bytes();
        let hash = keys::argon2id(context, password, key.salt.as_bytes(), COST)?;
        Ok(Some(BASE64_NOPAD.encode(hash.as_ref()).into()))
    }
}

/// Base64 of `Salted__`, eight bytes of salt, and AES-256-CBC under what MD5 makes of passphrase and
/// salt.
fn open(sealed: &str, passphrase: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = base64(sealed)?;
    let (salt, sealed) = bytes.strip_prefix(b"Salted__")?.split_first_chunk::<8>()?;
    let mut material = Zeroizing::new(Vec::with_capacity(48));
    let mut last = Zeroizing::new(Vec::with_capacity(16));
    while material.len() < 48 {
        let mut hash = Md5::new();
        hash.update(last.as_slice());
        hash.update(passphrase);
        hash.update(salt);
        last.clear();
        last.extend_from_slice(&hash.finalize());
        material.extend_from_slice(&last);
    }
    let (key, iv) = material.split_first_chunk::<32>()?;
    let mut own = Key::default();
    own.copy_from_slice(key);
    keys::open_cbc(&own, iv.try_into().ok()?, sealed)
}

//! The backup of FreeOTP 2, `externalBackup.xml`, which is a map as Java serialises it: for each
//! token its data in the clear, and its secret under a master key, which is itself under the password
//! (PBKDF2, AES-256-GCM).

use std::collections::HashMap;

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use crate::draft::Draft;

use super::token::{Counter, SignedBytes, Token};
use crate::formats::containers::java;
use crate::formats::fields::keys::{Hash, Key, open_gcm, pbkdf2};
use crate::formats::fields::lenient_json;
use crate::formats::format::{Import, ReadContext, ReadError, Unsupported};

const MASTER: &str = "masterKey";
const SUFFIX: &str = "-token";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MasterKey {
    m_algorithm: String,
    m_encrypted_key: Sealed,
    m_iterations: u32,
    m_salt: SignedBytes,
}

/// A key under another.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sealed {
    m_cipher: String,
    m_cipher_text: SignedBytes,
    m_parameters: SignedBytes,
    /// What the key is for; the cipher vouches for it too.
    m_token: String,
}

/// What stands under the id of a token.
#[derive(Deserialize)]
struct TokenKey {
    /// JSON in JSON.
    #[serde(deserialize_with = "lenient_json::secret")]
    key: SecretText,
}

pub(super) fn read(bytes: &[u8], context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let pairs = java::map(bytes)?;
    let by_name: HashMap<&str, &str> =
        pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let master = by_name.get(MASTER).ok_or(ReadError::Damaged)?;
    let master: MasterKey = serde_json::from_str(master).map_err(|_| ReadError::Damaged)?;
    let master = master.open(context)?;
    let mut import = Import::default();
    for (name, data) in &pairs {
        if let Some(id) = name.strip_suffix(SUFFIX) {
            let sealed = by_name.get(id);
            let secret = sealed.and_then(|sealed| secret(sealed, &master));
            let is_closed = sealed.is_some() && secret.is_none();
            let draft = draft(data, secret);
            import.drafts.push(match is_closed {
                true => Draft::refused(draft.labels, UriError::Unreadable),
                false => draft,
            });
        }
    }
    import.or_empty()
}

fn draft(data: &str, secret: Option<Zeroizing<Vec<u8>>>) -> Draft {
    let Ok(mut token) = serde_json::from_str::<Token>(data) else {
        return Draft::refused(Labels::default(), UriError::Unreadable);
    };
    token.secret = secret.map(SignedBytes);
    token.draft(Counter::Next)
}

fn secret(json: &str, master: &[u8; 32]) -> Option<Zeroizing<Vec<u8>>> {
    let sealed: TokenKey = serde_json::from_str(json).ok()?;
    let sealed: Sealed = serde_json::from_str(sealed.key.expose()).ok()?;
    sealed.open(master)
}

impl MasterKey {
    fn open(&self, context: &ReadContext<'_>) -> Result<Key, ReadError> {
        // Android 7 and older have no SHA-512 there.
        let hash = match self.m_algorithm.to_ascii_lowercase().as_str() {
            "pbkdf2withhmacsha512" => Hash::Sha512,
            "pbkdf2withhmacsha1" => Hash::Sha1,
            _ => return Err(ReadError::Unsupported(Unsupported::Cipher)),
        };
        if !self.m_encrypted_key.is_known() {
            return Err(ReadError::Unsupported(Unsupported::Cipher));
        }
        let password = context.password()?.expose().as_bytes();
        let mut key = Key::default();
        pbkdf2(context, hash, password, &self.m_salt.0, self.m_iterations, key.as_mut())?;
        let master = self.m_encrypted_key.open(&key).ok_or(ReadError::WrongPassword)?;
        <[u8; 32]>::try_from(master.as_slice()).map(Key::from).map_err(|_| ReadError::Damaged)
    }
}

impl Sealed {
    fn is_known(&self) -> bool {
        self.m_cipher.eq_ignore_ascii_case("AES/GCM/NoPadding") && self.nonce().is_some()
    }

    fn open(&self, key: &[u8; 32]) -> Option<Zeroizing<Vec<u8>>> {
        open_gcm(key, &self.nonce()?, &self.m_cipher_text.0, self.m_token.as_bytes())
    }

    /// The octet string of 12 bytes in the DER of the parameters, which is a sequence with it and the
    /// length of the tag, or that string alone.
    fn nonce(&self) -> Option<[u8; 12]> {
        let der = self.m_parameters.0.as_slice();
        let inside = match der {
            [0x30, _, inside @ ..] => inside,
            inside => inside,
        };
        inside.strip_prefix(&[0x04, 0x0c])?.first_chunk().copied()
    }
}

//! Bitwarden's export under a password of its own: a key from the password, stretched into one that
//! encrypts and one that signs.

use data_encoding::BASE64;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Envelope;
use crate::formats::fields::keys::{self, Argon2Cost, Hash, Key};
use crate::formats::fields::lenient_json::Number;
use crate::formats::format::{ReadContext, ReadError, Unsupported};

/// Opens the data of an export.
pub(super) fn open(
    envelope: &Envelope<'_>,
    context: &ReadContext<'_>,
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let validation = Sealed::parse(envelope.validation.as_deref().unwrap_or_default())
        .ok_or(ReadError::Damaged)?;
    let data =
        Sealed::parse(envelope.data.as_deref().unwrap_or_default()).ok_or(ReadError::Damaged)?;
    let keys = Keys::derive(envelope, context)?;
    if !keys.signed(&validation) {
        return Err(ReadError::WrongPassword);
    }
    keys.open(&data).ok_or(ReadError::Damaged)
}

struct Keys {
    encryption: Key,
    signature: Key,
}

impl Keys {
    fn derive(envelope: &Envelope<'_>, context: &ReadContext<'_>) -> Result<Self, ReadError> {
        let password = context.password()?.expose().as_bytes();
        // The text of the salt is the salt: it looks like base64 and is never decoded.
        let salt = envelope.salt.as_deref().unwrap_or_default().as_bytes();
        let number = |number: Number| {
            let number = number.get().ok_or(ReadError::Damaged)?;
            u32::try_from(number).map_err(|_| ReadError::TooCostly)
        };
        let rounds = number(envelope.kdf_iterations)?;
        let master = match envelope.kdf_type {
            Number::None | Number::Some(0) => {
                let mut key = Key::default();
                keys::pbkdf2(context, Hash::Sha256, password, salt, rounds, key.as_mut())?;
                key
            }
            Number::Some(1) => {
                let kib = number(envelope.kdf_memory)?.checked_mul(1024);
                let kib = kib.ok_or(ReadError::TooCostly)?;
                let lanes = number(envelope.kdf_parallelism)?;
                let cost = Argon2Cost { kib, passes: rounds, lanes };
                keys::argon2id(context, password, &Sha256::digest(salt), cost)?
            }
            _ => return Err(ReadError::Unsupported(Unsupported::Cipher)),
        };
        let stretched =
            Hkdf::<Sha256>::from_prk(master.as_ref()).map_err(|_| ReadError::Damaged)?;
        let mut keys = Self { encryption: Key::default(), signature: Key::default() };
        for (info, key) in [("enc", &mut keys.encryption), ("mac", &mut keys.signature)] {
            stretched.expand(info.as_bytes(), key.as_mut()).map_err(|_| ReadError::Damaged)?;
        }
        Ok(keys)
    }

    fn signed(&self, sealed: &Sealed) -> bool {
        keys::is_signed(self.signature.as_ref(), &[&sealed.iv, &sealed.text], &sealed.tag)
    }

    fn open(&self, sealed: &Sealed) -> Option<Zeroizing<Vec<u8>>> {
        self.signed(sealed).then_some(())?;
        keys::open_cbc(&self.encryption, &sealed.iv, &sealed.text)
    }
}

/// `2.iv|ciphertext|tag`: AES-256-CBC, signed with HMAC-SHA-256 over iv ‖ ciphertext.
struct Sealed {
    iv: [u8; 16],
    text: Vec<u8>,
    tag: Vec<u8>,
}

impl Sealed {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("2.")?.split('|');
        let mut part = || BASE64.decode(parts.next()?.as_bytes()).ok();
        Some(Self { iv: part()?.try_into().ok()?, text: part()?, tag: part()? })
    }
}

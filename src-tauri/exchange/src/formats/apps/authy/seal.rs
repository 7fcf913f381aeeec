//! How Authy encrypts each secret: AES-256-CBC without a tag, a key of its own for each.

use tessera_core::base32;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;

use crate::formats::fields::encoded::{base64, hex_array};
use crate::formats::fields::keys::{self, Hash, Key, Method};
use crate::formats::format::{ReadContext, ReadError};

/// A secret as it is kept; the salt is used as the text it is.
pub(super) struct Sealed<'a> {
    pub(super) secret: &'a str,
    pub(super) salt: &'a str,
    pub(super) rounds: u32,
    /// Hexadecimal; zeros where there is none.
    pub(super) iv: Option<&'a str>,
}

/// Opens one secret after another, and believes a password once it has opened one.
#[derive(Default)]
pub(super) struct Opener {
    opened: usize,
    failed: usize,
    is_costly: bool,
}

impl Opener {
    /// How the key of a secret with so many rounds is derived.
    pub(super) fn method(rounds: u32) -> Option<Method> {
        Method::pbkdf2(Hash::Sha1, rounds).ok()
    }

    /// The base32 that was sealed; an inner error refuses the account alone.
    pub(super) fn open(
        &mut self,
        sealed: &Sealed<'_>,
        context: &ReadContext<'_>,
    ) -> Result<Result<SecretText, UriError>, ReadError> {
        // One token of many may be odd.
        if !(1..=keys::MAX_ROUNDS).contains(&sealed.rounds) {
            self.is_costly |= sealed.rounds > 0;
            return Ok(Err(UriError::Unreadable));
        }
        let password = context.password()?.expose().as_bytes();
        let iv = match sealed.iv {
            None | Some("") => Some([0; 16]),
            Some(iv) => hex_array(iv),
        };
        let (Some(iv), Some(bytes)) = (iv, base64(sealed.secret)) else {
            return Ok(Err(UriError::Unreadable));
        };
        let mut key = Key::default();
        let salt = sealed.salt.as_bytes();
        keys::pbkdf2(context, Hash::Sha1, password, salt, sealed.rounds, key.as_mut())?;
        let plain = keys::open_cbc(&key, &iv, &bytes);
        let text = plain.and_then(|plain| Some(std::str::from_utf8(&plain).ok()?.to_owned()));
        // There is no tag: what is no base32 was not opened.
        match text.map(SecretText::new).filter(|text| base32::decode(text.expose()).is_ok()) {
            Some(text) => {
                self.opened += 1;
                Ok(Ok(text))
            }
            None => {
                self.failed += 1;
                Ok(Err(UriError::Unreadable))
            }
        }
    }

    /// Where nothing opened, the password is wrong, or everything would cost too much.
    pub(super) fn verdict(&self) -> Result<(), ReadError> {
        match (self.opened, self.failed, self.is_costly) {
            (0, 1.., _) => Err(ReadError::WrongPassword),
            (0, 0, true) => Err(ReadError::TooCostly),
            _ => Ok(()),
        }
    }
}

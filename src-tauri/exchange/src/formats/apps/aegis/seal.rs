//! How Aegis encrypts: a master key in slots, each under a password by scrypt; AES-256-GCM.

use serde::Deserialize;
use zeroize::Zeroizing;

use crate::formats::fields::encoded::{base64, hex, hex_array};
use crate::formats::fields::keys::{Key, Method, open_gcm, scrypt};
use crate::formats::fields::lenient_json::{Each, Number};
use crate::formats::format::{ReadContext, ReadError, Unsupported};

/// A slot that a password opens; others are for a fingerprint and open on the device only.
const PASSWORD_SLOT: u64 = 1;
/// Aegis makes two; each costs a derivation.
const MAX_SLOTS: usize = 8;

#[derive(Deserialize)]
pub(super) struct Header {
    #[serde(default)]
    slots: Each<Slot>,
    #[serde(default)]
    params: Option<Params>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Slot {
    r#type: Number,
    key: String,
    key_params: Params,
    n: Number,
    r: Number,
    p: Number,
    salt: String,
}

/// Both in hexadecimal.
#[derive(Default, Deserialize)]
struct Params {
    nonce: String,
    tag: String,
}

impl Header {
    /// Opens what was sealed, in base64 without its tag.
    pub(super) fn open(
        &self,
        sealed: &str,
        context: &ReadContext<'_>,
    ) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let params = self.params.as_ref().ok_or(ReadError::Damaged)?;
        let master = self.master_key(context)?;
        let sealed = base64(sealed).ok_or(ReadError::Damaged)?;
        params.open(&master, &sealed).ok_or(ReadError::Damaged)
    }

    fn master_key(&self, context: &ReadContext<'_>) -> Result<Key, ReadError> {
        let all = self.slots.0.iter().flatten();
        let slots: Vec<&Slot> =
            all.filter(|slot| slot.r#type == Number::Some(PASSWORD_SLOT)).collect();
        if slots.is_empty() {
            return Err(ReadError::Unsupported(Unsupported::DeviceKey));
        }
        if slots.len() > MAX_SLOTS {
            return Err(ReadError::TooCostly);
        }
        let password = context.password()?.expose();
        context.foresee(slots.iter().filter_map(|slot| slot.method()))?;
        let mut failed = None;
        let mut was_tried = false;
        for slot in slots {
            match slot.open(password.as_bytes(), context) {
                Ok(Some(master)) => return Ok(master),
                Ok(None) => was_tried = true,
                Err(reason) if reason.is_of_the_key() => return Err(reason),
                // The next one may be sound.
                Err(reason) => failed = failed.or(Some(reason)),
            }
        }
        Err(failed.filter(|_| !was_tried).unwrap_or(ReadError::WrongPassword))
    }
}

impl Slot {
    /// The master key; none where the password is another's.
    fn open(&self, password: &[u8], context: &ReadContext<'_>) -> Result<Option<Key>, ReadError> {
        let salt = hex(&self.salt).ok_or(ReadError::Damaged)?;
        let sealed = hex(&self.key).ok_or(ReadError::Damaged)?;
        let key = scrypt(context, password, &salt, self.cost().ok_or(ReadError::Damaged)?)?;
        let Some(master) = self.key_params.open(&key, &sealed) else { return Ok(None) };
        let master = <[u8; 32]>::try_from(master.as_slice()).map_err(|_| ReadError::Damaged)?;
        Ok(Some(master.into()))
    }

    fn method(&self) -> Option<Method> {
        let (n, r, p) = self.cost()?;
        Method::scrypt(n, r, p).ok()
    }

    fn cost(&self) -> Option<(u64, u32, u32)> {
        let small = |number: Number| number.get().and_then(|n| u32::try_from(n).ok());
        Some((self.n.get()?, small(self.r)?, small(self.p)?))
    }
}

impl Params {
    fn open(&self, key: &[u8; 32], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let nonce = hex_array(&self.nonce)?;
        let tag: [u8; 16] = hex_array(&self.tag)?;
        open_gcm(key, &nonce, &[sealed, &tag].concat(), &[])
    }
}

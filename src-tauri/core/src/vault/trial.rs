//! One password, tried on many files: most have their slots in common.

use rand_core::CryptoRng;
use uuid::Uuid;

use super::format;
use super::slot::Slot;
use super::{Contents, DamagedPart, OpenError, Unlock, open_payload, ways};
use crate::secret::{Key, Password};
use crate::stamp::DeviceId;

/// A password, and the keys that it has given. Derives one key for all files that have the same slots.
pub struct Trial<'a> {
    password: &'a Password,
    /// Of which vault, with which slots; and the VaultKey, where the password opens one of them.
    tried: Vec<(Uuid, Vec<Slot>, Option<Key>)>,
}

impl<'a> Trial<'a> {
    /// A password that has been tried on nothing yet.
    #[must_use]
    pub fn new(password: &'a Password) -> Self {
        Self { password, tried: Vec::new() }
    }

    /// What is in the bytes of a vault file. Derives a key where the slots are new to it, within the
    /// same bounds as [`Vault::open`](super::Vault::open).
    ///
    /// # Errors
    /// As [`Vault::open`](super::Vault::open).
    pub fn open(&mut self, bytes: &[u8], rng: &mut impl CryptoRng) -> Result<Contents, OpenError> {
        let sealed = format::parse(bytes)?;
        let key = self.key(sealed.header.vault_id, &sealed.header.slots)?;
        open_payload(key, &sealed, DeviceId::make(rng))
            .ok_or(OpenError::Damaged { part: DamagedPart::Payload })
    }

    fn key(&mut self, vault: Uuid, slots: &[Slot]) -> Result<&Key, OpenError> {
        let known = self.tried.iter().position(|(id, tried, _)| *id == vault && tried == slots);
        let at = match known {
            Some(at) => at,
            None => {
                let key = match ways::unwrap(slots, vault, Unlock::Password(self.password)) {
                    Ok(key) => Some(key),
                    Err(OpenError::WrongPassword) => None,
                    Err(other) => return Err(other),
                };
                self.tried.push((vault, slots.to_vec(), key));
                self.tried.len() - 1
            }
        };
        self.tried[at].2.as_ref().ok_or(OpenError::WrongPassword)
    }
}

impl std::fmt::Debug for Trial<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

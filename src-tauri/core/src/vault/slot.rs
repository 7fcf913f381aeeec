//! Slots: each wraps the VaultKey under a key that only one way in can make.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::cipher::{self, NONCE, TAG};
use super::device::DeviceKey;
use super::format::Base64;
use super::kdf::{self, KdfParams, SALT};
use super::{OpenError, SealError, make_uuid, strict};
use crate::secret::{Key, Password};

/// One way to unwrap the VaultKey, as the header carries it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    #[serde(deserialize_with = "strict::uuid")]
    pub(super) id: Uuid,
    pub(super) kind: SlotKind,
    #[serde(deserialize_with = "strict::object")]
    pub(super) kdf: SlotKdf,
    nonce: Base64<NONCE>,
    wrapped: Base64<{ Key::LENGTH + TAG }>,
}

/// What makes the slot's key.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// A password that the user remembers.
    Password,
    /// A code on paper.
    Recovery,
    /// A key in the keyring of one computer.
    Device,
}

impl SlotKind {
    /// The word for it in the file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Recovery => "recovery",
            Self::Device => "device",
        }
    }
}

/// How the slot's key is derived.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "name", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum SlotKdf {
    /// RFC 9106; `version` is 19 (0x13).
    Argon2id { version: u32, m_kib: u32, t: u32, p: u32, salt: Base64<SALT> },
    /// The key has 256 random bits of its own.
    None {},
}

/// The only version of Argon2 there is in use: 0x13.
const ARGON2_VERSION: u32 = 19;

impl Slot {
    /// A slot for what a person types: a password, or the code of a recovery sheet.
    pub(super) fn seal_with_password(
        kind: SlotKind,
        vault_id: Uuid,
        password: &Password,
        params: KdfParams,
        vault_key: &Key,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        let salt = Base64::make(rng);
        let key = kdf::derive_key(password, &salt.0, params)?;
        let slot = Self {
            id: make_uuid(rng),
            kind,
            kdf: SlotKdf::argon2id(params, salt),
            nonce: Base64::make(rng),
            wrapped: Base64::ZERO,
        };
        slot.wrapping(vault_id, &key, vault_key)
    }

    /// A slot for a key in a keyring.
    pub(super) fn seal_with_device(
        vault_id: Uuid,
        device: &DeviceKey,
        vault_key: &Key,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        let slot = Self {
            id: device.slot(),
            kind: SlotKind::Device,
            kdf: SlotKdf::None {},
            nonce: Base64::make(rng),
            wrapped: Base64::ZERO,
        };
        slot.wrapping(vault_id, device.key(), vault_key)
    }

    fn wrapping(mut self, vault_id: Uuid, key: &Key, vault_key: &Key) -> Result<Self, SealError> {
        let mut wrapped = Vec::with_capacity(Key::LENGTH + TAG);
        wrapped.extend_from_slice(vault_key.expose());
        cipher::seal(key, &self.nonce.0, &self.associated_data(vault_id), &mut wrapped)?;
        self.wrapped = Base64(wrapped.try_into().map_err(|_| SealError::Encoding)?);
        Ok(self)
    }

    /// The VaultKey; none if the password is wrong or the slot damaged, which look the same.
    pub(super) fn open_with_password(
        &self,
        vault_id: Uuid,
        password: &Password,
    ) -> Result<Option<Key>, OpenError> {
        let Some((params, salt)) = self.kdf.params()? else { return Ok(None) };
        let key = kdf::derive_key(password, &salt.0, params)?;
        Ok(self.open_with_key(vault_id, &key))
    }

    /// The VaultKey; none if it is another key or the slot is damaged.
    pub(super) fn open_with_key(&self, vault_id: Uuid, key: &Key) -> Option<Key> {
        let mut wrapped = Zeroizing::new(self.wrapped.0);
        let associated_data = self.associated_data(vault_id);
        cipher::open(key, &self.nonce.0, &associated_data, &mut *wrapped)?;
        let mut vault_key = Key::zeroed();
        vault_key.expose_mut().copy_from_slice(wrapped.first_chunk::<{ Key::LENGTH }>()?);
        Some(vault_key)
    }

    /// `"tessera slot v1" ‖ vault id ‖ slot id ‖ kind ‖ kdf`, words with their length before them.
    fn associated_data(&self, vault_id: Uuid) -> Vec<u8> {
        let mut data = b"tessera slot v1".to_vec();
        data.extend_from_slice(vault_id.as_bytes());
        data.extend_from_slice(self.id.as_bytes());
        push_word(&mut data, self.kind.name());
        match &self.kdf {
            SlotKdf::None {} => push_word(&mut data, "none"),
            SlotKdf::Argon2id { version, m_kib, t, p, salt } => {
                push_word(&mut data, "argon2id");
                for number in [version, m_kib, t, p] {
                    data.extend_from_slice(&number.to_be_bytes());
                }
                data.extend_from_slice(&salt.0);
            }
        }
        data
    }
}

impl SlotKdf {
    fn argon2id(params: KdfParams, salt: Base64<SALT>) -> Self {
        let (m_kib, t, p) = (params.m_kib(), params.t(), params.p());
        Self::Argon2id { version: ARGON2_VERSION, m_kib, t, p, salt }
    }

    /// The costs, checked; none where nothing is derived.
    pub(super) fn params(&self) -> Result<Option<(KdfParams, Base64<SALT>)>, OpenError> {
        match *self {
            Self::None {} => Ok(None),
            Self::Argon2id { version: ARGON2_VERSION, m_kib, t, p, salt } => {
                Ok(Some((KdfParams::new(m_kib, t, p)?, salt)))
            }
            Self::Argon2id { .. } => Err(OpenError::Damaged { part: super::DamagedPart::Header }),
        }
    }
}

fn push_word(data: &mut Vec<u8>, word: &str) {
    data.push(word.len() as u8);
    data.extend_from_slice(word.as_bytes());
}

//! The frame of the file: magic, version, header, ciphertext. Checks every bound before it spends
//! memory on what it read.

use std::collections::HashSet;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cipher::{NONCE, TAG};
use super::slot::Slot;
use super::strict::{self, Object};
use super::{DamagedPart, KdfParams, OpenError, SealError, SlotKind};
use crate::time::UnixTime;

/// The largest file that is read or written, in bytes: 64 MiB.
pub const MAX_FILE: usize = 64 * 1024 * 1024;
/// The format version that is written, and the newest that is read.
pub const VERSION: u16 = 1;

const MAGIC: &[u8; 8] = b"TESSERA\x1a";
const MAX_HEADER: usize = 65_536;
pub(super) const MAX_SLOTS: usize = 16;
/// The most that deriving the keys of all slots may cost, in KiB over all passes: a password and a
/// recovery code, each as dear as they may be.
const MAX_WORK: u64 = 2 * KdfParams::MAX_WORK;
/// Magic, version and header length.
const PREFIX: usize = 14;
/// The padded plaintext is a multiple of this many bytes.
pub(super) const BLOCK: usize = 4_096;

/// What stands before the ciphertext.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    #[serde(deserialize_with = "strict::uuid")]
    pub(super) vault_id: Uuid,
    pub(super) revision: u64,
    /// Milliseconds since 1970.
    pub(super) saved_at: u64,
    #[serde(deserialize_with = "strict::objects")]
    pub(super) slots: Vec<Slot>,
    #[serde(deserialize_with = "strict::object")]
    pub(super) payload: PayloadCipher,
}

/// How the payload is sealed.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PayloadCipher {
    cipher: CipherName,
    pub(super) nonce: Base64<NONCE>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum CipherName {
    XChaCha20Poly1305,
}

impl PayloadCipher {
    pub(super) fn make(rng: &mut impl CryptoRng) -> Self {
        Self { cipher: CipherName::XChaCha20Poly1305, nonce: Base64::make(rng) }
    }
}

/// A file taken apart, nothing decrypted.
pub(super) struct Sealed<'a> {
    pub(super) header: Header,
    /// Every byte before the ciphertext.
    pub(super) associated_data: &'a [u8],
    /// With the tag at its end.
    pub(super) ciphertext: &'a [u8],
}

const fn damaged(part: DamagedPart) -> OpenError {
    OpenError::Damaged { part }
}

/// Where the header ends, from the first bytes of a file.
fn end_of_header(bytes: &[u8]) -> Result<usize, OpenError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(OpenError::NotAVault)?;
    let (version, rest) = rest.split_first_chunk().ok_or(damaged(DamagedPart::Length))?;
    match u16::from_be_bytes(*version) {
        0 => return Err(damaged(DamagedPart::Header)),
        VERSION => {}
        found => return Err(OpenError::TooNew { found, supported: VERSION }),
    }
    let (length, _) = rest.split_first_chunk().ok_or(damaged(DamagedPart::Length))?;
    let length = u32::from_be_bytes(*length) as usize;
    if length > MAX_HEADER {
        return Err(damaged(DamagedPart::Header));
    }
    Ok(PREFIX + length)
}

/// The most bytes that the front of a file has, before its ciphertext.
pub(crate) const MAX_FRONT: usize = PREFIX + MAX_HEADER;

/// The id of the vault whose file has these first bytes, [`MAX_FRONT`] of them or all that there are;
/// none where its header cannot be read. Nothing else of the file is looked at.
pub(crate) fn id_in(front: &[u8]) -> Option<Uuid> {
    let header = front.get(PREFIX..end_of_header(front).ok()?)?;
    let Object(header): Object<Header> = serde_json::from_slice(header).ok()?;
    Some(header.vault_id)
}

pub(super) fn parse(bytes: &[u8]) -> Result<Sealed<'_>, OpenError> {
    let end = end_of_header(bytes)?;
    if bytes.len() > MAX_FILE {
        return Err(damaged(DamagedPart::Length));
    }
    let (associated_data, ciphertext) =
        bytes.split_at_checked(end).ok_or(damaged(DamagedPart::Length))?;
    if ciphertext.len() < BLOCK + TAG || !(ciphertext.len() - TAG).is_multiple_of(BLOCK) {
        return Err(damaged(DamagedPart::Length));
    }
    let Object(header): Object<Header> = serde_json::from_slice(&associated_data[PREFIX..])
        .map_err(|_| damaged(DamagedPart::Header))?;
    let ids: HashSet<Uuid> = header.slots.iter().map(|slot| slot.id).collect();
    let has_password = header.slots.iter().any(|slot| slot.kind == SlotKind::Password);
    if !has_password || header.slots.len() > MAX_SLOTS || ids.len() < header.slots.len() {
        return Err(damaged(DamagedPart::Header));
    }
    let mut work = 0;
    for slot in &header.slots {
        let params = slot.kdf.params()?;
        // A device's key is random; whatever a person types has to be derived.
        if params.is_some() == (slot.kind == SlotKind::Device) {
            return Err(damaged(DamagedPart::Header));
        }
        work += params.map_or(0, |(params, _)| params.work());
    }
    // A wrong password is tried on every slot: all of them together must not keep the user waiting.
    if work > MAX_WORK {
        return Err(damaged(DamagedPart::Header));
    }
    Ok(Sealed { header, associated_data, ciphertext })
}

/// Whether the bytes start as a vault does, whatever its version.
#[must_use]
pub fn is_vault(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Magic, version, length and header: all that the payload's tag covers besides the payload.
pub(super) fn write_header(header: &Header) -> Result<Vec<u8>, SealError> {
    let json = serde_json::to_vec(header).map_err(|_| SealError::Encoding)?;
    let length = u32::try_from(json.len()).map_err(|_| SealError::Encoding)?;
    if json.len() > MAX_HEADER {
        return Err(SealError::Encoding);
    }
    Ok([MAGIC.as_slice(), &VERSION.to_be_bytes(), &length.to_be_bytes(), &json].concat())
}

/// What can be said of a vault file without its password.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Facts {
    /// Names the vault in every copy of it.
    pub vault_id: Uuid,
    /// How often it had been saved.
    pub revision: u64,
    /// When it was saved, by the clock of the computer that did.
    pub saved_at: UnixTime,
    /// The ways in.
    pub slots: Vec<SlotFacts>,
}

impl Facts {
    /// Whether there is a slot of this kind.
    #[must_use]
    pub fn has(&self, kind: SlotKind) -> bool {
        self.slots.iter().any(|slot| slot.kind == kind)
    }
}

/// Names the slot of the password: another one takes its place where a password is changed, or any way
/// in is taken away.
#[must_use]
pub fn password_slot(slots: &[SlotFacts]) -> Option<Uuid> {
    slots.iter().find(|slot| slot.kind == SlotKind::Password).map(|slot| slot.id)
}

/// One way in, as the header shows it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SlotFacts {
    /// Names it.
    pub id: Uuid,
    /// What opens it.
    pub kind: SlotKind,
    /// What deriving its key costs; none where nothing is derived.
    pub kdf: Option<KdfParams>,
}

impl SlotFacts {
    pub(super) fn of(slot: &Slot) -> Self {
        let kdf = slot.kdf.params().ok().flatten().map(|(params, _)| params);
        Self { id: slot.id, kind: slot.kind, kdf }
    }
}

impl Facts {
    pub(super) fn of(header: &Header) -> Self {
        Self {
            vault_id: header.vault_id,
            revision: header.revision,
            saved_at: UnixTime::from_millis(header.saved_at),
            slots: header.slots.iter().map(SlotFacts::of).collect(),
        }
    }
}

/// Exactly `N` bytes, in the header as standard base64 with padding (RFC 4648 section 4).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Base64<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> Base64<N> {
    pub(super) const ZERO: Self = Self([0; N]);

    pub(super) fn make(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; N];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }
}

impl<const N: usize> std::ops::Deref for Base64<N> {
    type Target = [u8; N];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<const N: usize> Serialize for Base64<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&data_encoding::BASE64.encode(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Base64<N> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = data_encoding::BASE64.decode(text.as_bytes()).ok();
        let bytes = bytes.and_then(|b| b.try_into().ok());
        bytes.map(Self).ok_or_else(|| serde::de::Error::custom("not base64 of this length"))
    }
}

//! The vault: entries under one random key, and the encrypted file that carries them.
//!
//! `docs/vault-format.md` is normative; this room implements it. Bytes come in and go out: which
//! file they belong to is [`crate::store`]'s business.
//!
//! ```text
//! password ─ Argon2id ─→ slot key ─ unwraps ─→ VaultKey ─ opens ─→ payload (JSON, padded)
//! ```

mod cipher;
mod compare;
mod contents;
mod device;
mod format;
mod kdf;
mod merge;
mod payload;
mod recovery;
mod rivals;
mod same_password;
mod slot;
mod strict;
mod trial;
mod ways;

use rand_core::CryptoRng;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::secret::{Key, Password, keep_out_of_swap};
use crate::stamp::DeviceId;
use crate::time::UnixTime;

pub use compare::{Change, EntryPart, What};
pub use contents::{Contents, NotFound, Side};
pub use device::DeviceKey;
pub use format::{Facts, MAX_FILE, SlotFacts, VERSION, is_vault, password_slot};
pub(crate) use format::{MAX_FRONT, id_in};
pub use kdf::{KdfParams, KdfRangeError};
pub use merge::Merged;
pub use recovery::{RecoveryCode, RecoveryCodeError};
pub use same_password::same_password;
pub use slot::SlotKind;
pub use trial::Trial;
pub use ways::{Issued, Prepared, Unlock, Ways};

use format::Header;
use slot::Slot;

/// An unlocked vault. Dropping it wipes its key and every secret in it.
#[derive(Clone)]
pub struct Vault {
    id: Uuid,
    revision: u64,
    key: Key,
    slots: Vec<Slot>,
    contents: Contents,
}

impl Vault {
    /// A new, empty vault with one password slot. Derives a key: takes as long as `kdf` says.
    ///
    /// # Errors
    /// [`SealError::OutOfMemory`] where the machine cannot give the memory that `kdf` asks for.
    pub fn create(
        password: &Password,
        kdf: KdfParams,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        let id = make_uuid(rng);
        let key = Key::make(rng);
        let slots =
            vec![Slot::seal_with_password(SlotKind::Password, id, password, kdf, &key, rng)?];
        let contents = Contents::new(DeviceId::make(rng));
        Ok(Self { id, revision: 0, key, slots, contents })
    }

    /// Opens the bytes of a vault file. With a password or a recovery code it derives a key: takes
    /// as long as the file's slots say, within the bounds of [`KdfParams`], which are checked before
    /// any memory is spent.
    ///
    /// # Errors
    /// See [`OpenError`]. A wrong password and a damaged slot cannot be told apart.
    pub fn open<'a>(
        bytes: &[u8],
        unlock: impl Into<Unlock<'a>>,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, OpenError> {
        let sealed = format::parse(bytes)?;
        let key = ways::unwrap(&sealed.header.slots, sealed.header.vault_id, unlock.into())?;
        Self::unsealed(sealed, key, rng)
    }

    /// Opens the bytes of a vault file as [`Self::open`] does with a password, with keys that the caller
    /// makes of that: `derive` is given what each costs, and its salt.
    ///
    /// # Errors
    /// What `derive` says; see [`OpenError`].
    pub fn open_deriving<E: From<OpenError>>(
        bytes: &[u8],
        derive: impl FnMut(KdfParams, &[u8]) -> Result<Zeroizing<[u8; Key::LENGTH]>, E>,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, E> {
        let sealed = format::parse(bytes)?;
        let key = ways::unwrap_deriving(&sealed.header.slots, sealed.header.vault_id, derive)?;
        Ok(Self::unsealed(sealed, key, rng)?)
    }

    fn unsealed(
        sealed: format::Sealed<'_>,
        key: Key,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, OpenError> {
        let contents = open_payload(&key, &sealed, DeviceId::make(rng))
            .ok_or(OpenError::Damaged { part: DamagedPart::Payload })?;
        let Header { vault_id: id, revision, slots, .. } = sealed.header;
        Ok(Self { id, revision, key, slots, contents })
    }

    /// The vault as another program saved it since, opened with the key in hand. None where that
    /// key does not open it.
    pub(crate) fn reopen(&self, bytes: &[u8], rng: &mut impl CryptoRng) -> Option<Self> {
        let sealed = format::parse(bytes).ok().filter(|s| s.header.vault_id == self.id)?;
        let contents = open_payload(&self.key, &sealed, DeviceId::make(rng))?;
        let Header { vault_id: id, revision, slots, .. } = sealed.header;
        Some(Self { id, revision, key: self.key.clone(), slots, contents })
    }

    /// Takes the contents over from another state of this vault, and never goes back a revision.
    pub(crate) fn take_contents_of(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.contents, &mut other.contents);
        self.revision = self.revision.max(other.revision);
    }

    /// Whether `bytes` are this vault, and open with its key to the same contents.
    pub(crate) fn verifies(&self, bytes: &[u8]) -> bool {
        self.contents_of(bytes).is_some_and(|contents| contents.holds_the_same_as(&self.contents))
    }

    /// What is in the bytes of this vault as it was saved at another time, under the same key.
    #[must_use]
    pub fn contents_of(&self, bytes: &[u8]) -> Option<Contents> {
        let sealed = format::parse(bytes).ok().filter(|s| s.header.vault_id == self.id)?;
        open_payload(&self.key, &sealed, self.contents.device())
    }

    /// The vault as the bytes of a file, under a fresh nonce and the next revision.
    ///
    /// # Errors
    /// [`SealError::TooLarge`] where the file would be over [`MAX_FILE`] bytes.
    pub fn seal(&mut self, now: UnixTime, rng: &mut impl CryptoRng) -> Result<Vec<u8>, SealError> {
        let mut plaintext = payload::write(&self.contents)?;
        let header = Header {
            vault_id: self.id,
            revision: self.revision.saturating_add(1),
            saved_at: now.millis(),
            slots: self.slots.clone(),
            payload: format::PayloadCipher::make(rng),
        };
        let mut file = format::write_header(&header)?;
        cipher::seal(&self.key, &header.payload.nonce, &file, &mut plaintext)?;
        if file.len() + plaintext.len() > MAX_FILE {
            return Err(SealError::TooLarge);
        }
        file.extend_from_slice(&plaintext);
        self.revision = header.revision;
        Ok(file)
    }

    /// Names this vault in every copy of it.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// How often it has been saved.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The entries of the vault, and what stands beside them.
    #[must_use]
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The entries of the vault, to be edited. Nothing is saved by that.
    pub fn contents_mut(&mut self) -> &mut Contents {
        &mut self.contents
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// What can be said of a vault file without its password.
///
/// # Errors
/// As [`Vault::open`], but for those that need the password.
pub fn inspect(bytes: &[u8]) -> Result<Facts, OpenError> {
    format::parse(bytes).map(|sealed| Facts::of(&sealed.header))
}

fn open_payload(key: &Key, sealed: &format::Sealed<'_>, device: DeviceId) -> Option<Contents> {
    let mut payload = Zeroizing::new(sealed.ciphertext.to_vec());
    keep_out_of_swap(&payload);
    let nonce = &sealed.header.payload.nonce;
    let length = cipher::open(key, nonce, sealed.associated_data, &mut payload)?;
    payload::read(&payload[..length], device)
}

/// A random UUID (version 4, RFC 9562 section 5.4).
pub(crate) fn make_uuid(rng: &mut impl CryptoRng) -> Uuid {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Why a vault could not be opened. Never holds a secret or another library's words.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum OpenError {
    /// The file does not start as a vault does.
    #[error("this is not a Tessera vault")]
    NotAVault,
    /// A later format.
    #[error("made by a newer version (format {found}, this one reads up to {supported})")]
    TooNew {
        /// The file's version.
        found: u16,
        /// The newest version that is read here.
        supported: u16,
    },
    /// Key derivation that costs too little or too much.
    #[error("{0}")]
    Kdf(#[from] KdfRangeError),
    /// No password slot opened: the password is wrong, or the slot is damaged.
    #[error("the password is wrong")]
    WrongPassword,
    /// The recovery slot did not open: the code is of another sheet, or the slot is damaged.
    #[error("this recovery code is not the one of this vault; a newer sheet may have replaced it")]
    WrongRecoveryCode,
    /// The vault has no slot of the kind that was asked for, or not the one of this device.
    #[error("this vault cannot be opened in this way")]
    NoSuchSlot,
    /// The device's key does not open its slot.
    #[error("the key in this computer's keyring does not open the vault")]
    WrongDeviceKey,
    /// The file is not what was saved.
    #[error("the vault is damaged: {part}")]
    Damaged {
        /// Where the damage shows.
        part: DamagedPart,
    },
    /// The machine could not give the memory for key derivation.
    #[error("there is not enough free memory to derive the key ({kib} KiB)")]
    OutOfMemory {
        /// What was asked for, in KiB.
        kib: u32,
    },
    /// The thread was called back while the key was derived: see [`interrupt`](crate::interrupt).
    #[error("the vault was locked meanwhile")]
    Interrupted,
}

/// Which part of a file is damaged.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DamagedPart {
    /// The file is shorter or longer than its header says.
    Length,
    /// The header cannot be read.
    Header,
    /// The payload does not fit its tag, or what it decrypts to cannot be read.
    Payload,
}

impl DamagedPart {
    /// One word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Header => "header",
            Self::Payload => "payload",
        }
    }
}

impl std::fmt::Display for DamagedPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Length => "its length is wrong",
            Self::Header => "its header cannot be read",
            Self::Payload => "its content was changed or cut",
        })
    }
}

/// Why a vault could not be turned into a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SealError {
    /// Over [`MAX_FILE`] bytes.
    #[error("the vault would be larger than {} MiB", MAX_FILE / (1024 * 1024))]
    TooLarge,
    /// The machine could not give the memory for key derivation.
    #[error("there is not enough free memory to derive the key ({kib} KiB)")]
    OutOfMemory {
        /// What was asked for, in KiB.
        kib: u32,
    },
    /// The contents could not be encoded.
    #[error("the vault could not be encoded")]
    Encoding,
    /// There is a recovery code already.
    #[error("there is a recovery code already")]
    SlotExists,
    /// More computers open this vault without a password than there is room for.
    #[error("too many computers open this vault without a password")]
    TooManySlots,
    /// The vault has other ways in than when the new ones were prepared.
    #[error("the ways into the vault were changed elsewhere")]
    WaysChanged,
    /// The thread was called back while the key was derived: see [`interrupt`](crate::interrupt).
    #[error("the vault was locked meanwhile")]
    Interrupted,
}

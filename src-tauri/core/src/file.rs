//! A vault on disk, unlocked: where [`crate::vault`] and [`crate::store`] meet.
//!
//! Every change is made on a copy, sealed and saved, and only then becomes what is in memory: memory
//! never holds what the disk does not.

use std::path::Path;

use rand_core::CryptoRng;

use crate::secret::Password;
use crate::store::{self, Fingerprint, Saved, Store, StoreError};
use crate::time::UnixTime;
use crate::vault::{KdfParams, OpenError, SealError, Vault};

/// How often a change is made on top of what others saved: each time, one of them got on.
const ATTEMPTS: u32 = 100;

/// An unlocked vault and the file it came from.
#[derive(Debug)]
pub struct VaultFile {
    store: Store,
    fingerprint: Fingerprint,
    vault: Vault,
}

/// A change that is on disk.
#[derive(Debug)]
#[must_use]
pub struct Changed<T> {
    /// What the change gave.
    pub value: T,
    /// Whether the file before the change is kept as a backup generation.
    pub backup: Result<(), StoreError>,
    /// Another program had changed the file: its state was loaded first and the change made on top.
    pub reloaded: bool,
}

impl VaultFile {
    /// Makes a new, empty vault where there is no file yet.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn create(
        store: Store,
        password: &Password,
        kdf: KdfParams,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, FileError> {
        if store.exists()? {
            return Err(StoreError::Exists.into());
        }
        let mut vault = Vault::create(password, kdf, rng)?;
        let saved = save(&store, &mut vault, None, now, rng)?;
        Ok(Self { store, fingerprint: saved.fingerprint, vault })
    }

    /// Opens the file with a password.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn open(
        store: Store,
        password: &Password,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, FileError> {
        let bytes = store.load()?;
        let vault = Vault::open(&bytes, password, rng)?;
        Ok(Self { store, fingerprint: Fingerprint::of(&bytes), vault })
    }

    /// Puts a backup in the place of the vault, which is kept as a generation if there is one. The
    /// bytes go to disk as they are, after they have been opened with `password`.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn restore(
        store: Store,
        backup: &[u8],
        password: &Password,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, FileError> {
        let vault = Vault::open(backup, password, rng)?;
        let current = match store.load() {
            Ok(bytes) => Some(Fingerprint::of(&bytes)),
            Err(StoreError::Missing) => None,
            Err(other) => return Err(other.into()),
        };
        let fingerprint = store.replace(backup, current, now, |bytes| vault.verifies(bytes))?;
        Ok(Self { store, fingerprint, vault })
    }

    /// What the file holds.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Where it came from.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Makes a change and saves it. Where another program has saved the file in the meantime, its
    /// state is loaded and the change made on top, so `edit` may run several times.
    ///
    /// # Errors
    /// What `edit` says, or why the result could not be saved; nothing has changed then.
    pub fn change<T, E: From<FileError>, R: CryptoRng>(
        &mut self,
        now: UnixTime,
        rng: &mut R,
        mut edit: impl FnMut(&mut Vault, &mut R) -> Result<T, E>,
    ) -> Result<Changed<T>, E> {
        let mut reloaded = false;
        for _ in 0..ATTEMPTS {
            reloaded |= self.reload(rng)?;
            let mut next = self.vault.clone();
            let value = edit(&mut next, rng)?;
            match save(&self.store, &mut next, Some(self.fingerprint), now, rng) {
                Ok(saved) => {
                    self.vault = next;
                    self.fingerprint = saved.fingerprint;
                    return Ok(Changed { value, backup: saved.backup, reloaded });
                }
                // Somebody saved between the look and the lock: once more, on top of theirs.
                Err(FileError::Store(StoreError::ChangedOnDisk)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(FileError::Store(StoreError::Busy).into())
    }

    /// Writes an encrypted copy under a VaultKey of its own, reads it back, and gives the number of
    /// live entries that it holds. The vault's own password opens it. Derives keys twice.
    ///
    /// # Errors
    /// [`OpenError::WrongPassword`] where `password` is not the vault's; see [`FileError`].
    pub fn export(
        &self,
        path: &Path,
        overwrite: bool,
        password: &Password,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Result<usize, FileError> {
        if !self.vault.password_opens(password)? {
            return Err(OpenError::WrongPassword.into());
        }
        let mut copy = self.vault.rekeyed(password, self.vault.kdf(), rng)?;
        let bytes = copy.seal(now, rng)?;
        store::write(path, &bytes, overwrite, |written| copy.verifies(written))?;
        Ok(copy.contents().live().len())
    }

    /// Writes an exact copy of the vault's file, reads it back, and gives the number of live
    /// entries that it holds.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn copy_to(&self, path: &Path, overwrite: bool) -> Result<usize, FileError> {
        let bytes = self.store.load()?;
        if !self.vault.verifies(&bytes) {
            return Err(StoreError::ChangedOnDisk.into());
        }
        store::write(path, &bytes, overwrite, |written| self.vault.verifies(written))?;
        Ok(self.vault.contents().live().len())
    }

    /// Loads the file again if another program has changed it, and says whether it had.
    ///
    /// # Errors
    /// [`FileError::KeyChanged`] where it no longer opens with the key in hand.
    pub fn reload(&mut self, rng: &mut impl CryptoRng) -> Result<bool, FileError> {
        let bytes = match self.store.load() {
            Ok(bytes) => bytes,
            Err(StoreError::Missing) => return Ok(false),
            Err(other) => return Err(other.into()),
        };
        let fingerprint = Fingerprint::of(&bytes);
        if fingerprint == self.fingerprint {
            return Ok(false);
        }
        self.vault = self.vault.reopen(&bytes, rng).ok_or(FileError::KeyChanged)?;
        self.fingerprint = fingerprint;
        Ok(true)
    }
}

fn save(
    store: &Store,
    vault: &mut Vault,
    expected: Option<Fingerprint>,
    now: UnixTime,
    rng: &mut impl CryptoRng,
) -> Result<Saved, FileError> {
    let bytes = vault.seal(now, rng)?;
    Ok(store.save(&bytes, expected, now, |written| vault.verifies(written))?)
}

/// Why a vault file could not be opened, changed or saved.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Reading or writing failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The content could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The content could not be encoded.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// Another program put something else in its place: a vault under another key, or no vault.
    #[error("the vault was replaced or its password was changed elsewhere")]
    KeyChanged,
}

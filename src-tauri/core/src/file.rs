//! A vault on disk, unlocked: where [`crate::vault`] and [`crate::store`] meet.
//!
//! Every change is made on a copy, sealed and saved, and only then becomes what is in memory. Where
//! another program has saved in between, its state is merged with what is in memory first.

mod foreign;
mod known;

use std::path::{Path, PathBuf};

use rand_core::CryptoRng;

use crate::secret::Password;
use crate::store::{self, Fingerprint, Kept, Look, Saved, SecondFolder, Store, StoreError, Worth};
use crate::time::UnixTime;
use crate::vault::{KdfParams, MAX_FILE, Merged, OpenError, SealError, Unlock, Vault};
use known::{Known, known_entries};

/// How often a change is made on top of what others saved: each time, one of them got on.
const ATTEMPTS: u32 = 100;

/// How large a change may make the file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Room {
    /// Up to [`RESERVE`] bytes below [`MAX_FILE`].
    Ordinary,
    /// Up to [`MAX_FILE`]: for what empties a vault, which writes a little more before it writes less.
    Reserve,
}

/// The room that only [`Room::Reserve`] uses, in bytes: 1 MiB, so that a full vault can be emptied.
pub const RESERVE: usize = 1024 * 1024;

/// An unlocked vault and the file it came from.
#[derive(Clone, Debug)]
pub struct VaultFile {
    store: Store,
    fingerprint: Fingerprint,
    /// What the file with that fingerprint is worth: it need not be opened again to know.
    on_disk: Worth,
    vault: Vault,
    /// A merge has given what is not on disk yet.
    unsaved: bool,
    /// What is in memory is kept among the generations, because the file is no longer ours.
    kept_aside: bool,
}

/// A change that is on disk.
#[derive(Debug)]
#[must_use]
pub struct Changed<T> {
    /// What the change gave.
    pub value: T,
    /// The backup generation that the file before the change became, reopened and counted.
    pub backup: Result<Option<Kept>, StoreError>,
    /// The copy in the second folder, reopened and counted; none without such a folder.
    pub second: Option<Result<Kept, StoreError>>,
    /// The name of a file beside the vault: what another program, which took no lock, wrote while this was
    /// saved. [`VaultFile::merge_conflict`] takes it in.
    pub displaced: Option<String>,
    /// What became of the changes of another program, where it had written the file since it was
    /// loaded. None where nobody had. The change of this save was made on top.
    pub foreign: Option<Foreign>,
}

/// A vault that is open under the key which another program has given it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Followed {
    /// What came from the file.
    pub merged: Merged,
    /// How often the file had been saved: one that is older than another may have an older key, too.
    pub revision: u64,
}

/// What another program had done to the file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Foreign {
    /// The other program had saved the vault: both states were merged.
    Merged(Merged),
    /// The file on disk was damaged: it was written anew, and the damaged one is kept among the
    /// generations.
    Damaged,
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
        let saved = save(&store, &mut vault, None, Room::Ordinary, now, rng)?;
        Ok(Self::of(store, saved.fingerprint, vault))
    }

    /// Opens the file.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn open<'a>(
        store: Store,
        unlock: impl Into<Unlock<'a>>,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, FileError> {
        let bytes = store.load()?;
        let vault = Vault::open(&bytes, unlock, rng)?;
        Ok(Self::of(store, Fingerprint::of(&bytes), vault))
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
            Ok(bytes) => Some((Fingerprint::of(&bytes), tried(&vault, password, &bytes, rng))),
            Err(StoreError::Missing) => None,
            // What cannot even be read makes room, and is kept as it stands.
            Err(_) => {
                store.move_aside(now)?;
                None
            }
        };
        let look = Known { vault: &vault, loaded: current };
        let saved = store.replace(backup, current.map(|(file, _)| file), now, &look)?;
        Ok(Self::of(store, saved.fingerprint, vault))
    }

    fn of(store: Store, fingerprint: Fingerprint, vault: Vault) -> Self {
        let on_disk = Worth::Holds(known_entries(vault.contents()));
        Self { store, fingerprint, on_disk, vault, unsaved: false, kept_aside: false }
    }

    /// What the file holds.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The file that the vault came from, and its folders of generations.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Makes a change and saves it. Where another program has saved the file in the meantime, its
    /// state is merged and the change made on top, so `edit` may run several times.
    ///
    /// # Errors
    /// What `edit` says, or why the result could not be saved; nothing has changed then.
    pub fn change<T, E: From<FileError>, R: CryptoRng>(
        &mut self,
        now: UnixTime,
        rng: &mut R,
        edit: impl FnMut(&mut Vault, &mut R) -> Result<T, E>,
    ) -> Result<Changed<T>, E> {
        self.change_within(Room::Ordinary, now, rng, edit)
    }

    /// Makes a change as [`Self::change`] does, and says how large the file may become.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub fn change_within<T, E: From<FileError>, R: CryptoRng>(
        &mut self,
        room: Room,
        now: UnixTime,
        rng: &mut R,
        mut edit: impl FnMut(&mut Vault, &mut R) -> Result<T, E>,
    ) -> Result<Changed<T>, E> {
        let mut foreign = None;
        for _ in 0..ATTEMPTS {
            foreign = self.take_in(now, rng)?.or(foreign);
            let mut next = self.vault.clone();
            let value = edit(&mut next, rng)?;
            let loaded = Some((self.fingerprint, self.on_disk));
            match save(&self.store, &mut next, loaded, room, now, rng) {
                Ok(saved) => {
                    self.vault = next;
                    self.fingerprint = saved.fingerprint;
                    self.on_disk = Worth::Holds(known_entries(self.vault.contents()));
                    self.unsaved = false;
                    let Saved { backup, displaced, second, .. } = saved;
                    return Ok(Changed { value, backup, second, displaced, foreign });
                }
                // Somebody saved between the look and the lock: once more, on top of theirs.
                Err(FileError::Store(StoreError::ChangedOnDisk)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(FileError::Store(StoreError::Busy).into())
    }

    /// Lets every save go to a second folder as well, or no longer. Nothing is written now.
    pub fn set_second_folder(&mut self, folder: Option<PathBuf>) {
        let tag = self.vault.id().simple().to_string();
        let second = folder.map(|folder| SecondFolder { folder, tag: tag[..8].to_owned() });
        self.store = self.store.clone().with_second(second);
    }

    /// Copies the file as it is to the second folder, and counts what the copy holds. None without
    /// such a folder.
    ///
    /// # Errors
    /// [`FileError::Store`].
    pub fn copy_to_second(&self, now: UnixTime) -> Result<Option<Kept>, FileError> {
        let bytes = self.store.load()?;
        Ok(self.store.copy_to_second(&bytes, now, &Known::by(&self.vault)).transpose()?)
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
        self.vault.check(password)?;
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
}

/// What a file is worth that makes room: a damaged one is kept as that, also where it was saved under
/// another key than the backup, as long as the password still opens it.
fn tried(vault: &Vault, password: &Password, bytes: &[u8], rng: &mut impl CryptoRng) -> Worth {
    match Known::by(vault).worth(bytes, Fingerprint::of(bytes)) {
        Worth::Locked => match Vault::open(bytes, password, rng) {
            Ok(vault) => Worth::Holds(known_entries(vault.contents())),
            Err(OpenError::Damaged { .. }) => Worth::Damaged,
            Err(_) => Worth::Locked,
        },
        known => known,
    }
}

fn save(
    store: &Store,
    vault: &mut Vault,
    loaded: Option<(Fingerprint, Worth)>,
    room: Room,
    now: UnixTime,
    rng: &mut impl CryptoRng,
) -> Result<Saved, FileError> {
    let bytes = vault.seal(now, rng)?;
    if room == Room::Ordinary && bytes.len() > MAX_FILE - RESERVE {
        return Err(SealError::TooLarge.into());
    }
    let expected = loaded.map(|(fingerprint, _)| fingerprint);
    Ok(store.save(&bytes, expected, now, &Known { vault, loaded })?)
}

/// Why a vault file could not be opened, changed or saved.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
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
    /// Another program gave the vault another key: the password or another way in was changed. Until
    /// [`VaultFile::follow`] nothing is saved.
    #[error("the password or another way in was changed elsewhere")]
    KeyChanged,
    /// Another program put another vault in its place.
    #[error("another vault lies in the place of this one")]
    Replaced,
    /// The copy was sealed under another key than the one in hand: it needs what opened it then.
    #[error("the copy needs the password that it was saved with")]
    OtherKey,
    /// The copy is of another vault.
    #[error("this is a copy of another vault")]
    OtherVault,
}

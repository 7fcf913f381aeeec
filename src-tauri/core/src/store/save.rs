//! One save, step by step.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::lock::Lock;
use super::{Fingerprint, Store, StoreError, folder_of, generations, read, resolved};
use crate::time::UnixTime;

/// A save that is done.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Saved {
    /// What is on disk now.
    pub fingerprint: Fingerprint,
    /// Whether the file that was there before is kept as a backup generation.
    pub backup: Result<(), StoreError>,
}

impl Store {
    /// Writes `bytes` in place of the file that was `expected`; `None` means that there must be no
    /// file yet. `check` looks at the bytes as they read back from the disk before they count.
    ///
    /// A backup generation that cannot be kept does not stop the save: the bytes hold all that the
    /// old file did.
    ///
    /// # Errors
    /// See [`StoreError`]. The old file is untouched then.
    pub fn save(
        &self,
        bytes: &[u8],
        expected: Option<Fingerprint>,
        now: UnixTime,
        check: impl FnOnce(&[u8]) -> bool,
    ) -> Result<Saved, StoreError> {
        let turn = Turn::take(self.target(), expected)?;
        let new = Staged::write(&turn.target, bytes, check)?;
        let backup = turn.keep_generation(now);
        new.put_in_place(true)?;
        Ok(Saved { fingerprint: Fingerprint::of(bytes), backup })
    }

    /// As [`Self::save`], for bytes that do not hold what the old file did: unless that can be kept
    /// as a backup generation, nothing is written.
    ///
    /// # Errors
    /// See [`StoreError`]. The old file is untouched then.
    pub fn replace(
        &self,
        bytes: &[u8],
        expected: Option<Fingerprint>,
        now: UnixTime,
        check: impl FnOnce(&[u8]) -> bool,
    ) -> Result<Fingerprint, StoreError> {
        let turn = Turn::take(self.target(), expected)?;
        let new = Staged::write(&turn.target, bytes, check)?;
        turn.keep_generation(now)?;
        new.put_in_place(true)?;
        Ok(Fingerprint::of(bytes))
    }
}

/// Writes a file that is no vault of ours to keep: an export or a copy. The same care, but no lock
/// and no generations beside it. `check` looks at the bytes as they read back from the disk.
///
/// # Errors
/// [`StoreError::Exists`] unless `overwrite`; see [`StoreError`]. An old file is untouched then.
pub fn write(
    path: &Path,
    bytes: &[u8],
    overwrite: bool,
    check: impl FnOnce(&[u8]) -> bool,
) -> Result<(), StoreError> {
    let target = resolved(path);
    if !overwrite && target.try_exists().map_err(write_failed)? {
        return Err(StoreError::Exists);
    }
    Staged::write(&target, bytes, check)?.put_in_place(overwrite)
}

/// One writer's turn: the lock is held, and the file is the one that was loaded.
struct Turn {
    target: PathBuf,
    has_old: bool,
    _lock: Lock,
}

impl Turn {
    fn take(target: PathBuf, expected: Option<Fingerprint>) -> Result<Self, StoreError> {
        create_private_folder(folder_of(&target)).map_err(write_failed)?;
        let lock = Lock::acquire(&target)?;
        let found = match read(&target) {
            Ok(bytes) => Some(Fingerprint::of(&bytes)),
            Err(StoreError::Missing) => None,
            Err(other) => return Err(other),
        };
        match (found, expected) {
            (Some(_), None) => return Err(StoreError::Exists),
            (Some(found), Some(loaded)) if found != loaded => {
                return Err(StoreError::ChangedOnDisk);
            }
            // A file that vanished is written again: nothing is lost by that.
            _ => {}
        }
        if lock.is_held() {
            sweep(&target);
        }
        Ok(Self { target, has_old: found.is_some(), _lock: lock })
    }

    fn keep_generation(&self, now: UnixTime) -> Result<(), StoreError> {
        if self.has_old { generations::keep(&self.target, now) } else { Ok(()) }
    }
}

/// New bytes beside the place where they belong: synced, read back and checked.
struct Staged<'a> {
    target: &'a Path,
    temporary: NamedTempFile,
}

impl<'a> Staged<'a> {
    fn write(
        target: &'a Path,
        bytes: &[u8],
        check: impl FnOnce(&[u8]) -> bool,
    ) -> Result<Self, StoreError> {
        let mut temporary = tempfile::Builder::new()
            .prefix(&temporary_prefix(target))
            .suffix(TEMPORARY)
            .tempfile_in(folder_of(target))
            .map_err(write_failed)?;
        temporary.write_all(bytes).map_err(write_failed)?;
        temporary.as_file().sync_all().map_err(write_failed)?;
        let written = read(temporary.path())?;
        if written != bytes || !check(&written) {
            return Err(StoreError::Unverified);
        }
        Ok(Self { target, temporary })
    }

    fn put_in_place(self, overwrite: bool) -> Result<(), StoreError> {
        match overwrite {
            true => self.temporary.persist(self.target),
            false => self.temporary.persist_noclobber(self.target),
        }
        .map_err(|e| match e.error.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists,
            kind => StoreError::Write { kind },
        })?;
        sync_folder(folder_of(self.target));
        Ok(())
    }
}

const TEMPORARY: &str = ".tmp";

/// `.vault.tessera-`: whose temporary file it is, so that nobody sweeps another vault's.
fn temporary_prefix(target: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push("-");
    prefix
}

/// Removes what saves that were cut off left beside the vault. Only under the lock: nobody else is
/// writing such a file then. What cannot be removed does no harm.
fn sweep(target: &Path) {
    let prefix = temporary_prefix(target);
    for file in fs::read_dir(folder_of(target)).into_iter().flatten().flatten() {
        let name = file.file_name();
        let name = name.as_encoded_bytes();
        if name.starts_with(prefix.as_encoded_bytes()) && name.ends_with(TEMPORARY.as_bytes()) {
            let _ = fs::remove_file(file.path());
        }
    }
}

pub(super) fn write_failed(error: io::Error) -> StoreError {
    StoreError::Write { kind: error.kind() }
}

/// Readable by its owner only, where the system knows owners. An existing folder stays as it is.
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a rename last through a power failure. Best effort: some file systems cannot sync a folder,
/// and what was renamed is in place by then. Windows does so by itself.
pub(super) fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

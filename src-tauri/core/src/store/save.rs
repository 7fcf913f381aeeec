//! One save, step by step.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::{Fingerprint, Store, StoreError, lock, read};
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
    /// # Errors
    /// See [`StoreError`]. The old file is untouched then.
    pub fn save(
        &self,
        bytes: &[u8],
        expected: Option<Fingerprint>,
        now: UnixTime,
        check: impl FnOnce(&[u8]) -> bool,
    ) -> Result<Saved, StoreError> {
        let target = self.target();
        let folder = target.parent().ok_or(StoreError::Write { kind: io::ErrorKind::NotFound })?;
        create_private_folder(folder).map_err(write_failed)?;
        let _lock = lock::acquire(&target)?;
        let current = match read(&target) {
            Ok(bytes) => Some(bytes),
            Err(StoreError::Missing) => None,
            Err(other) => return Err(other),
        };
        match (&current, expected) {
            (Some(_), None) => return Err(StoreError::Exists),
            (Some(found), Some(loaded)) if Fingerprint::of(found) != loaded => {
                return Err(StoreError::ChangedOnDisk);
            }
            // A file that vanished is written again: nothing is lost by that.
            _ => {}
        }

        let mut temporary = tempfile::Builder::new()
            .prefix(".tessera-")
            .suffix(".tmp")
            .tempfile_in(folder)
            .map_err(write_failed)?;
        temporary.write_all(bytes).map_err(write_failed)?;
        temporary.as_file().sync_all().map_err(write_failed)?;
        let written = read(temporary.path())?;
        if written != bytes || !check(&written) {
            return Err(StoreError::Unverified);
        }
        let backup = match &current {
            Some(_) => self.keep_generation(&target, now),
            None => Ok(()),
        };
        temporary.persist(&target).map_err(|e| write_failed(e.error))?;
        sync_folder(folder).map_err(write_failed)?;
        Ok(Saved { fingerprint: Fingerprint::of(bytes), backup })
    }
}

pub(super) fn write_failed(error: io::Error) -> StoreError {
    StoreError::Write { kind: error.kind() }
}

/// Readable by its owner only, where the system knows owners. An existing folder stays as it is.
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a rename last through a power failure. Windows does so by itself.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

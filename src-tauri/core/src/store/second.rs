//! The second folder: copies of every save on another disk or in a folder that is synced.
//!
//! It may be shared by several vaults and written by several computers, and it may not be there.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::Kind;
use super::generation::{Generation, Naming};
use super::look::Look;
use super::shelf::{Kept, Shelf};
use super::staged::Staged;
use super::{Fingerprint, Store, StoreError};
use crate::time::UnixTime;

/// How old the rest of a copy that was cut off must be before it is removed: another computer may be
/// at it.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder that takes a copy of every save.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SecondFolder {
    /// Where. It is never made: a drive that is not there must not be mistaken for an empty folder.
    pub folder: PathBuf,
    /// Names the vault, whatever its file is called: letters and digits.
    pub tag: String,
}

impl Store {
    /// The same file, with a second folder or without.
    #[must_use]
    pub fn with_second(self, second: Option<SecondFolder>) -> Self {
        Self { second, ..self }
    }

    /// The second folder.
    #[must_use]
    pub fn second(&self) -> Option<&SecondFolder> {
        self.second.as_ref()
    }

    /// The generations in the second folder, the newest first; none where there is no such folder to
    /// look into.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where the folder has vanished, [`StoreError::Read`].
    pub fn second_generations(&self) -> Result<Vec<Generation>, StoreError> {
        self.second_shelf().map_or(Ok(Vec::new()), |shelf| shelf.list())
    }

    /// Reads a generation in the second folder.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub fn load_second(&self, id: &str) -> Result<Vec<u8>, StoreError> {
        self.second_shelf().ok_or(StoreError::Missing)?.load(id)
    }

    /// Copies the vault as it is to the second folder now, without waiting for a save. `None` where
    /// there is no second folder.
    pub fn copy_to_second(
        &self,
        bytes: &[u8],
        now: UnixTime,
        look: &dyn Look,
    ) -> Option<Result<Kept, StoreError>> {
        self.keep_second(bytes, now, look)
    }

    pub(super) fn keep_second(
        &self,
        bytes: &[u8],
        now: UnixTime,
        look: &dyn Look,
    ) -> Option<Result<Kept, StoreError>> {
        let shelf = self.second_shelf()?;
        Some(keep(&shelf, bytes, now, look))
    }

    pub(super) fn second_shelf(&self) -> Option<Shelf<'_>> {
        let SecondFolder { folder, tag } = self.second.as_ref()?;
        let stem = self.path().file_stem().and_then(OsStr::to_str).unwrap_or("vault");
        let naming = Naming::shared(stem, tag);
        Some(Shelf { disk: self.disk(), folder: folder.clone(), naming })
    }
}

fn keep(
    shelf: &Shelf<'_>,
    bytes: &[u8],
    now: UnixTime,
    look: &dyn Look,
) -> Result<Kept, StoreError> {
    require_folder(shelf, &shelf.folder)?;
    let whose = shelf.naming.whose();
    let names = shelf.names(OsStr::new(&whose));
    names.sweep(shelf.disk, Some(UnixTime::from_millis(before(now))));
    let worth = look.worth(bytes, Fingerprint::of(bytes));
    if let Some(kept) = shelf.kept_already(bytes, worth)? {
        return Ok(kept);
    }
    let kept = shelf.keep(Staged::write(shelf.disk, &names, bytes)?, now, worth)?;
    // One that could not be let go of does no harm.
    let _ = shelf.rotate(look);
    Ok(kept)
}

fn before(now: UnixTime) -> u64 {
    now.millis().saturating_sub(ABANDONED.as_millis().try_into().unwrap_or(u64::MAX))
}

fn require_folder(shelf: &Shelf<'_>, folder: &Path) -> Result<(), StoreError> {
    match shelf.disk.facts(folder).map_err(StoreError::reading)?.kind {
        Kind::Folder => Ok(()),
        Kind::File | Kind::Other => Err(StoreError::Missing),
    }
}

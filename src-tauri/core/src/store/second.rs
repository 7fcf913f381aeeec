//! The second folder: copies of every save on another disk or in a folder that is synced.
//!
//! It may be shared by several vaults and written by several computers, and it may not be there.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::disk::Kind;
use super::generation::{Generation, Naming};
use super::look::Look;
use super::shelf::{Kept, Shelf};
use super::staged::Staged;
use super::{Content, Store, StoreError};
use crate::time::UnixTime;

/// How old, in milliseconds, the rest of a copy that was cut off must be before it is removed: another computer may be
/// at it.
const ABANDONED: u64 = 24 * 60 * 60 * 1000;

/// A folder that takes a copy of every save.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SecondFolder {
    /// Where, from the root on. It is never made: a drive that is not there must not be mistaken for an empty folder.
    pub folder: PathBuf,
    /// Names the vault, whatever its file is called: letters and digits.
    pub tag: String,
}

impl Store {
    /// This store, with the second folder that takes a copy of every save from now on; none for no
    /// copies.
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
        self.keep_second(&Content::of(bytes), now, look)
    }

    pub(super) fn keep_second(
        &self,
        content: &Content<'_>,
        now: UnixTime,
        look: &dyn Look,
    ) -> Option<Result<Kept, StoreError>> {
        self.second.as_ref()?;
        let shelf = self.second_shelf().ok_or(StoreError::Relative);
        Some(shelf.and_then(|shelf| shelf.keep_copy(content, now, look)))
    }

    /// None without a second folder, and where that would be another one in each folder that a program is
    /// started in.
    pub(super) fn second_shelf(&self) -> Option<Shelf<'_>> {
        let SecondFolder { folder, tag } = self.second.as_ref()?;
        if !folder.is_absolute() {
            return None;
        }
        let stem = self.path().file_stem().and_then(OsStr::to_str).unwrap_or("vault");
        let naming = Naming::shared(stem, tag);
        Some(Shelf { disk: self.disk(), folder: folder.clone(), naming, seen: &self.seen })
    }
}

impl Shelf<'_> {
    fn keep_copy(
        &self,
        content: &Content<'_>,
        now: UnixTime,
        look: &dyn Look,
    ) -> Result<Kept, StoreError> {
        if self.disk.facts(&self.folder).map_err(StoreError::reading)?.kind != Kind::Folder {
            return Err(StoreError::Missing);
        }
        let names = self.names(OsStr::new(&self.naming.whose()));
        names.sweep(self.disk, Some(UnixTime::from_millis(now.millis().saturating_sub(ABANDONED))));
        let worth = content.worth(look);
        if let Some(kept) = self.kept_already(content.bytes, worth)? {
            return Ok(kept);
        }
        let staged = Staged::write(self.disk, &names, content, Some(&self.folder), |_| true)?;
        let kept = self.keep(staged, now, worth)?;
        // One that could not be let go of does no harm.
        let _ = self.rotate(look);
        Ok(kept)
    }
}

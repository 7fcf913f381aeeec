//! Bytes without a name until they are known to be whole: a program that is ended in the middle leaves
//! nothing behind, where the file system has such files.

use std::path::Path;

use super::disk::{Disk, UnnamedFile};
use super::staged::{Names, Staged};
use super::{Content, StoreError};
use crate::vault::MAX_FILE;

/// A file that is whole and has no name.
pub(super) struct Unnamed<'a> {
    disk: &'a dyn Disk,
    file: Box<dyn UnnamedFile + 'a>,
}

impl<'a> Unnamed<'a> {
    /// A new file in a folder; none where the file system has no such.
    pub(super) fn create(disk: &'a dyn Disk, folder: &Path) -> Result<Option<Self>, StoreError> {
        let file = disk.create_unnamed(folder).map_err(StoreError::writing)?;
        Ok(file.map(|file| Self { disk, file }))
    }

    /// Writes all of it, syncs it, reads it back and has that checked.
    pub(super) fn write(
        &mut self,
        bytes: &[u8],
        check: impl FnOnce(&[u8]) -> bool,
    ) -> Result<(), StoreError> {
        self.file.write(bytes).map_err(StoreError::writing)?;
        self.file.sync().map_err(StoreError::writing)?;
        let written = self.file.read(MAX_FILE).map_err(StoreError::reading)?;
        if written == bytes && check(&written) { Ok(()) } else { Err(StoreError::Unverified) }
    }

    /// Gives it the name `target`, which must be free.
    pub(super) fn place(mut self, target: &Path) -> Result<(), StoreError> {
        self.file.name(target).map_err(StoreError::writing)
    }

    /// Gives it the name `target`, in the place of whatever is there. For a moment it has another name
    /// as well: no file system takes the place of a name at once.
    pub(super) fn replace(
        mut self,
        names: &Names,
        content: &Content<'_>,
        target: &Path,
    ) -> Result<(), StoreError> {
        Staged::named(self.disk, names, content, |path| self.file.name(path))?.replace(target)
    }
}

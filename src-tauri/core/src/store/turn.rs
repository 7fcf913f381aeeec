//! One writer's turn: the lock is held, and what cut-off saves left is swept up.

use std::path::{Path, PathBuf};

use super::generation::Naming;
use super::lock::Lock;
use super::look::Look;
use super::paths::{create_private_folder, folder_of, with_suffix};
use super::shelf::{Kept, Shelf};
use super::staged::{Names, Staged};
use super::{Content, Fingerprint, Store, StoreError};
use crate::time::UnixTime;

pub(super) struct Turn<'a> {
    store: &'a Store,
    target: PathBuf,
    _lock: Lock,
}

impl<'a> Turn<'a> {
    pub(super) fn take(store: &'a Store) -> Result<Self, StoreError> {
        let target = store.target().map_err(StoreError::writing)?;
        create_private_folder(store.disk(), folder_of(&target)).map_err(StoreError::writing)?;
        let lock = Lock::acquire(store.disk(), &target)?;
        let sweep = lock.is_held();
        let turn = Self { store, target, _lock: lock };
        if sweep {
            // Nobody else is writing such a file now.
            turn.names().sweep(store.disk(), None);
            turn.shelf().names(turn.whose()).sweep(store.disk(), None);
            turn.look_at_displaced();
        }
        Ok(turn)
    }

    pub(super) fn disk(&self) -> &'a dyn super::disk::Disk {
        self.store.disk()
    }

    /// The file itself, where the store's path is a symbolic link to it.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// The file as it is, if it is what the caller thinks. One that vanished may be written again:
    /// nothing is lost by that.
    pub(super) fn find(
        &self,
        expected: Option<Fingerprint>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let found = match self.store.read(&self.target) {
            Err(StoreError::Missing) => return Ok(None),
            found => found?,
        };
        match expected {
            None => Err(StoreError::Exists),
            Some(expected) if expected != Fingerprint::of(&found) => Err(StoreError::ChangedOnDisk),
            Some(_) => Ok(Some(found)),
        }
    }

    /// Keeps a file, which is known to hold `content`, among the generations.
    ///
    /// # Errors
    /// [`StoreError::ChangedOnDisk`] where it no longer does.
    pub(super) fn keep(
        &self,
        file: &Path,
        content: &Content<'_>,
        now: UnixTime,
        look: &dyn Look,
    ) -> Result<Kept, StoreError> {
        let worth = content.worth(look);
        let shelf = self.made_shelf()?;
        if let Some(kept) = shelf.kept_already(content.bytes, worth)? {
            return Ok(kept);
        }
        let (disk, names) = (self.store.disk(), shelf.names(self.whose()));
        let staged = match Staged::link(disk, &names, file, content) {
            Err(StoreError::ChangedOnDisk) => return Err(StoreError::ChangedOnDisk),
            // Not every file system gives a file two names.
            Err(_) => Staged::write(disk, &names, content, Some(file), |_| true)?,
            Ok(linked) => linked,
        };
        shelf.keep(staged, now, worth)
    }

    /// Puts the file where none is known to be.
    pub(super) fn place(
        &self,
        new: Staged<'_>,
        expected: Option<Fingerprint>,
    ) -> Result<(), StoreError> {
        match new.place(&self.target) {
            Ok(()) => Ok(()),
            Err((_, StoreError::Exists)) if expected.is_some() => Err(StoreError::ChangedOnDisk),
            Err((_, StoreError::Exists)) => Err(StoreError::Exists),
            // Not every file system can tell; the lock has to do.
            Err((new, _)) => new.replace(&self.target),
        }
    }

    /// The generations beside the file.
    pub(super) fn shelf(&self) -> Shelf<'a> {
        shelf_of(self.store, &self.target)
    }

    /// The generations beside the file. Makes their folder where there is none.
    pub(super) fn made_shelf(&self) -> Result<Shelf<'a>, StoreError> {
        let shelf = self.shelf();
        create_private_folder(shelf.disk, &shelf.folder).map_err(StoreError::writing)?;
        Ok(shelf)
    }

    /// The names of files that are on their way to the place of this one.
    pub(super) fn names(&self) -> Names {
        Names::new(folder_of(&self.target), self.whose())
    }

    pub(super) fn whose(&self) -> &std::ffi::OsStr {
        self.target.file_name().unwrap_or_default()
    }

    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.store.disk().sync_folder(folder_of(&self.target)).map_err(StoreError::writing)
    }
}

/// `vault.tessera` has its generations in `vault.tessera.backups`.
pub(super) fn shelf_of<'a>(store: &'a Store, target: &Path) -> Shelf<'a> {
    let folder = with_suffix(target, ".backups");
    Shelf { disk: store.disk(), folder, naming: Naming::alone(), seen: &store.seen }
}

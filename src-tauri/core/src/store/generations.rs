//! The generations as they are seen from outside, and what is put among them by hand.

use std::io;
use std::path::{Path, PathBuf};

use super::generation::{Generation, GenerationState};
use super::look::{Look, Worth};
use super::shelf::Kept;
use super::staged::Staged;
use super::turn::{Turn, shelf_of};
use super::{Content, Fingerprint, Store, StoreError};
use crate::time::UnixTime;

impl Store {
    /// The generations beside the vault, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Read`].
    pub fn generations(&self) -> Result<Vec<Generation>, StoreError> {
        let target = self.target().map_err(StoreError::reading)?;
        match shelf_of(self, &target).list() {
            // Nothing has been kept yet.
            Err(StoreError::Missing) => Ok(Vec::new()),
            listed => listed,
        }
    }

    /// Reads a generation beside the vault.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub fn load_generation(&self, id: &str) -> Result<Vec<u8>, StoreError> {
        let target = self.target().map_err(StoreError::reading)?;
        shelf_of(self, &target).load(id)
    }

    /// Where a generation beside the vault lies, to be shown to the user.
    #[must_use]
    pub fn generation_path(&self, id: &str) -> PathBuf {
        let target = self.target().unwrap_or_else(|_| self.path().to_owned());
        shelf_of(self, &target).folder.join(id)
    }

    /// Puts bytes among the generations that are not the file, or not any more: what would be lost
    /// otherwise. The same ones are kept once.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn keep_aside(
        &self,
        bytes: &[u8],
        now: UnixTime,
        worth: Worth,
    ) -> Result<Kept, StoreError> {
        let turn = Turn::take(self)?;
        let shelf = turn.made_shelf()?;
        if let Some(kept) = shelf.kept_already(bytes, worth)? {
            return Ok(kept);
        }
        let names = shelf.names(turn.whose());
        let staged =
            Staged::write(self.disk(), &names, &Content::of(bytes), Some(turn.target()), |_| true)?;
        shelf.keep(staged, now, worth)
    }

    /// Moves the file among the damaged generations as it stands, unread, where it cannot be read or
    /// is too large to be: what is restored then finds its place free.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where the file can be read: [`Self::replace`] keeps it then.
    /// [`StoreError::NotAFile`] for a folder, a pipe or a device, which stays where it is.
    pub fn move_aside(&self, now: UnixTime) -> Result<(), StoreError> {
        let turn = Turn::take(self)?;
        match turn.find(None) {
            Err(error @ (StoreError::Exists | StoreError::NotAFile)) => return Err(error),
            Ok(_) => return Err(StoreError::Missing),
            Err(_) => {}
        }
        turn.made_shelf()?.take_in(turn.target(), now, GenerationState::Damaged)?;
        turn.sync()
    }

    /// Keeps a file in the vault's folder among the generations and removes it there, if it is still
    /// the one that the caller has seen.
    pub(super) fn shelve(
        &self,
        path: &Path,
        seen: Fingerprint,
        now: UnixTime,
        look: &dyn Look,
    ) -> Result<Kept, StoreError> {
        let turn = Turn::take(self)?;
        let bytes = self.read(path)?;
        let content = Content::of(&bytes);
        if content.fingerprint != seen {
            return Err(StoreError::ChangedOnDisk);
        }
        let kept = turn.keep(path, &content, now, look)?;
        match self.disk().remove(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(StoreError::writing(e)),
            _ => turn.sync()?,
        }
        Ok(kept)
    }
}

//! Copies that a sync program left beside the vault, and entries that cannot be read.

use std::path::Path;

use tessera_core::file::FileError;
use tessera_core::store::{self, ConflictFile, StoreError};
use tessera_core::time::UnixTime;
use tessera_core::vault::Unlock;
use zeroize::Zeroizing;

use super::file::{of_a_copy, password_of_a_copy};
use crate::app::{App, rng};
use crate::error::CommandError;
use crate::events::Event;
use crate::import::file_name;
use crate::types::{Conflict, Exported, Merged, Quarantined, Reason, Typed};

impl App {
    /// The copies of this vault that a sync program left beside it.
    pub fn list_conflicts(&self) -> Result<Vec<Conflict>, CommandError> {
        let conflict = |file: ConflictFile| Conflict {
            id: file.id,
            saved_at: file.modified.map(UnixTime::seconds),
        };
        Ok(self.session()?.file.conflicts()?.into_iter().map(conflict).collect())
    }

    /// Joins such a copy into the vault, and keeps it among the generations.
    pub fn merge_conflict(
        &mut self,
        id: &str,
        password: Option<&Typed>,
    ) -> Result<Merged, CommandError> {
        let password = password.map(password_of_a_copy).transpose()?;
        let unlock = password.as_ref().map(Unlock::from);
        let now = self.now();
        let file = &mut self.session_mut()?.file;
        let merged =
            file.merge_conflict(id, unlock, now, &mut rng()).map_err(|error| match error {
                FileError::Store(StoreError::Missing) => CommandError(Reason::NotFound),
                other => of_a_copy(other),
            });
        let merged = self.settle(merged)?;
        self.emit(Event::Entries);
        Ok(merged.into())
    }

    /// Joins another copy of this vault into it. Whoever has the copy keeps it.
    ///
    /// # Errors
    /// `Locked`, `OtherVault`, `PasswordNeeded`; why the copy does not open, or nothing was saved.
    pub fn merge_copy(
        &mut self,
        copy: &[u8],
        password: Option<&Typed>,
    ) -> Result<Merged, CommandError> {
        let password = password.map(password_of_a_copy).transpose()?;
        let unlock = password.as_ref().map(Unlock::from);
        let now = self.now();
        let file = &mut self.session_mut()?.file;
        let merged = file.merge(copy, unlock, now, &mut rng()).map_err(of_a_copy);
        let merged = self.settle(merged)?;
        self.emit(Event::Entries);
        Ok(merged.into())
    }

    pub(crate) fn count_conflicts(&self) -> usize {
        // A folder that cannot be listed is told of when something is saved.
        self.list_conflicts().map_or(0, |conflicts| conflicts.len())
    }

    /// The entries that cannot be read.
    pub fn list_quarantine(&self) -> Result<Vec<Quarantined>, CommandError> {
        let kept = self.session()?.file.vault().contents().quarantine();
        let quarantined = |text: &tessera_core::secret::SecretText| Quarantined {
            label: label_of(text.expose()),
            bytes: text.expose().len(),
        };
        Ok(kept.iter().map(quarantined).collect())
    }

    /// Writes those entries to a file just as they stand. It may hold secrets.
    pub fn export_quarantine(
        &mut self,
        path: &Path,
        password: &Typed,
    ) -> Result<Exported, CommandError> {
        let json = self.quarantine_json(password)?;
        let file = &self.session()?.file;
        if self.own_files().holds(path) {
            return Err(CommandError(Reason::OwnFile));
        }
        store::write(path, &json, true, |written| *written == **json)?;
        let entries = file.vault().contents().quarantined();
        Ok(Exported { file_name: file_name(path), entries })
    }

    /// The entries that cannot be read, as JSON and just as they stand, for a face that prints them.
    ///
    /// # Errors
    /// `Locked`, `WrongPassword`.
    pub fn quarantine_json(&self, password: &Typed) -> Result<Zeroizing<Vec<u8>>, CommandError> {
        self.checked_password(password)?;
        Ok(self.session()?.file.vault().contents().quarantine_json())
    }
}

/// Who issued it, if that much can be read.
fn label_of(entry: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Entry {
        labels: Labels,
    }
    #[derive(serde::Deserialize)]
    struct Labels {
        issuer: String,
    }
    let entry: Entry = serde_json::from_str(entry).ok()?;
    Some(entry.labels.issuer).filter(|issuer| !issuer.is_empty())
}

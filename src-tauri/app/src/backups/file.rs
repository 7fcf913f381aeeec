//! Backups: out under a key of their own, and back in.

use std::path::{Path, PathBuf};

use tessera_core::file::{FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::store::{self, StoreError};
use tessera_core::vault::Vault;

use super::ChosenBackup;
use crate::app::{App, rng};
use crate::error::CommandError;
use crate::export::of_a_file;
use crate::import::file_name;
use crate::types::{BackupFile, Exported, LastBackup, Reason, Restored, Typed, VaultState};

impl App {
    /// Writes an encrypted copy, reads it back and counts it. The system's dialog has asked already
    /// whether an existing file may be replaced.
    pub fn export_backup(
        &mut self,
        path: &Path,
        password: &Typed,
    ) -> Result<Exported, CommandError> {
        let password = password_of_a_copy(password)?;
        let now = self.now();
        let file = &self.session()?.file;
        if self.own_files().holds(path) {
            return Err(CommandError(Reason::OwnFile));
        }
        let entries = file.export(path, true, &password, now, &mut rng())?;
        // A note that cannot be kept takes nothing from the backup.
        let _ = self.ports.profile.set_last_backup(LastBackup { saved_at: now.seconds(), entries });
        Ok(Exported { file_name: file_name(path), entries })
    }

    /// Writes an exact copy of the vault's file, reads it back and counts it. No file is replaced.
    ///
    /// # Errors
    /// `Locked`, `FileExists`; what cannot be read or written.
    pub fn copy_vault(&mut self, path: &Path) -> Result<Exported, CommandError> {
        let saved_at = self.now().seconds();
        let entries = self.session()?.file.copy_to(path, false).map_err(|error| match error {
            FileError::Store(error) => of_a_file(error),
            other => other.into(),
        })?;
        // A note that cannot be kept takes nothing from the backup.
        let _ = self.ports.profile.set_last_backup(LastBackup { saved_at, entries });
        Ok(Exported { file_name: file_name(path), entries })
    }

    /// Remembers which backup the user has chosen.
    pub fn choose_backup(&mut self, path: PathBuf) -> BackupFile {
        let file_name = file_name(&path);
        self.chosen = ChosenBackup(Some(path));
        BackupFile { file_name }
    }

    /// Makes the chosen backup the vault. Only where there is none: an open vault takes a backup in
    /// through a review, a damaged one through its generations.
    pub fn restore_backup(&mut self, password: &Typed) -> Result<Restored, CommandError> {
        if self.status()?.state != VaultState::Absent {
            return Err(CommandError(Reason::Exists));
        }
        let (_, bytes) = self.read_chosen()?;
        self.restore(&bytes, password)
    }

    /// Opens the backup that the user has chosen. A wrong password leaves it chosen.
    pub(crate) fn open_chosen(
        &mut self,
        password: &Typed,
    ) -> Result<(PathBuf, Vault), CommandError> {
        let (path, bytes) = self.read_chosen()?;
        let password = password_of_a_copy(password)?;
        let vault = Vault::open(&bytes, &password, &mut rng()).map_err(of_a_copy)?;
        Ok((path, vault))
    }

    fn read_chosen(&self) -> Result<(PathBuf, Vec<u8>), CommandError> {
        let path = self.chosen.0.clone().ok_or(CommandError::EXPIRED)?;
        match store::read(&path) {
            // It was there when it was chosen. `absent` would mean the vault.
            Err(StoreError::Missing) => Err(CommandError::READ),
            read => Ok((path, read?)),
        }
    }

    /// A damaged vault is worth more with the number of generations beside it.
    pub(crate) fn with_generations(&self, mut error: CommandError) -> CommandError {
        if let Reason::Damaged { generations, .. } = &mut error.0 {
            *generations = Some(self.ports.store.generations().map_or(0, |g| g.len()));
        }
        error
    }

    /// Makes a copy the vault, byte for byte. What was there is kept, whatever it was.
    ///
    /// # Errors
    /// Why the copy does not open, or could not be written.
    pub fn restore(&mut self, bytes: &[u8], password: &Typed) -> Result<Restored, CommandError> {
        let password = password_of_a_copy(password)?;
        let (store, now) = (self.ports.store.clone(), self.now());
        let restored = VaultFile::restore(store, bytes, &password, now, &mut rng());
        let file = restored.map_err(of_a_copy)?;
        let entries = file.vault().contents().live().len();
        let (id, revision) = (file.vault().id(), file.vault().revision());
        // It is as old as the user wants it. Then it is told to be older once more.
        let _ = self.ports.profile.note(id, |memory| memory.revision = revision);
        self.begin(file);
        self.password_was_typed();
        Ok(Restored { entries })
    }
}

/// A password that was typed for a copy. What cannot be a password cannot be the right one.
pub(crate) fn password_of_a_copy(typed: &Typed) -> Result<Password, CommandError> {
    Password::new(typed.expose()).map_err(|_| CommandError::WRONG_PASSWORD)
}

/// A copy that is damaged is not the vault that is: there may be others to choose from.
pub(crate) fn of_a_copy(error: impl Into<CommandError>) -> CommandError {
    match error.into() {
        CommandError(Reason::Damaged { .. }) => CommandError(Reason::DamagedCopy),
        other => other,
    }
}

//! Backup generations: what each holds, what restoring it would do, and doing it.

mod conflicts;
mod file;
mod trial;

use std::collections::BTreeSet;
use std::path::PathBuf;

use tessera_core::entry::EntryId;
use tessera_core::file::FileError;
use tessera_core::store::{self, Kept, Store, StoreError};
use tessera_core::vault::{self, Contents, Unlock, Vault, What};
use uuid::Uuid;

use crate::app::{App, parse_id, rng};
use crate::error::CommandError;
use crate::events::Event;
use crate::import::file_name;
use crate::ports::notifications::Notice;
use crate::types::{
    BackupFolder, BackupState, Backups, Change, Comparison, Generation, GenerationState,
    LastBackup, Reason, Restored, Typed,
};

use file::{of_a_copy, password_of_a_copy};

pub(crate) use trial::Trials;

/// Why the last automatic backup failed, while the vault is open.
#[derive(Default)]
pub(crate) struct BackupHealth(Option<Reason>);

/// A backup that the user has chosen; its path never goes to the page.
#[derive(Default)]
pub(crate) struct ChosenBackup(Option<PathBuf>);

impl ChosenBackup {
    pub(crate) fn forget(&mut self) {
        self.0 = None;
    }
}

/// What stands before the id of a generation to say that it lies in the second folder.
const SECOND: &str = "second/";
/// For how long the second folder may be away before its copies are called stale.
const STALE_DAYS: u64 = 7;
/// The length of a day, in seconds.
const DAY: u64 = 24 * 60 * 60;

impl App {
    /// Every generation there is, the newest first, and what can be said of it.
    pub fn list_backups(&self) -> Result<Backups, CommandError> {
        let store = self.store();
        let now = store.load().unwrap_or_default();
        let list = |g: &store::Generation, prefix, bytes| self.generation(g, prefix, bytes, &now);
        let here = |g: &store::Generation| list(g, "", store.load_generation(&g.id));
        let there = |g: &store::Generation| list(g, SECOND, store.load_second(&g.id));
        // A folder that is not there now is told as trouble, and has nothing to list.
        let second = store.second_generations().unwrap_or_default();
        let BackupState { second_folder, trouble, .. } = self.backup_state();
        Ok(Backups {
            generations: store.generations()?.iter().map(here).collect(),
            second: second.iter().map(there).collect(),
            second_folder,
            trouble,
        })
    }

    /// What restoring a generation would do to the open vault.
    pub fn compare_backup(
        &mut self,
        id: &str,
        password: Option<&Typed>,
    ) -> Result<Comparison, CommandError> {
        let bytes = self.read_generation(id)?;
        self.compare_copy(&bytes, password)
    }

    /// What restoring a copy of this vault would do to it. The password is the one that the copy was
    /// saved with, where the key in hand does not open it.
    ///
    /// # Errors
    /// `Locked`, `OtherVault`, `PasswordNeeded`; why the copy does not open.
    pub fn compare_copy(
        &self,
        copy: &[u8],
        password: Option<&Typed>,
    ) -> Result<Comparison, CommandError> {
        let older = self.older(copy, password)?;
        let contents = self.session()?.file.vault().contents();
        let changes = contents.compare(&older);
        let touched = changes.iter().filter(|change| change.what != What::Removed).count();
        let same = older.live().len() - touched;
        Ok(Comparison { changes: changes.into_iter().map(Change::from).collect(), same })
    }

    /// Restores some entries of a generation into the open vault, or all.
    pub fn restore_entries(
        &mut self,
        id: &str,
        password: Option<&Typed>,
        entries: Option<&[String]>,
    ) -> Result<Restored, CommandError> {
        let bytes = self.read_generation(id)?;
        self.restore_from_copy(&bytes, password, entries)
    }

    /// Restores some entries of a copy of this vault into it, or all.
    ///
    /// # Errors
    /// As [`Self::compare_copy`]; why it could not be saved.
    pub fn restore_from_copy(
        &mut self,
        copy: &[u8],
        password: Option<&Typed>,
        entries: Option<&[String]>,
    ) -> Result<Restored, CommandError> {
        let older = self.older(copy, password)?;
        let chosen: Option<BTreeSet<EntryId>> =
            entries.map(|ids| ids.iter().map(|id| parse_id(id)).collect()).transpose()?;
        let entries = self.change(|vault, now, _| {
            let chosen = |id| chosen.as_ref().is_none_or(|chosen| chosen.contains(&id));
            Ok(vault.contents_mut().restore_from(&older, chosen, now))
        })?;
        Ok(Restored { entries })
    }

    /// Makes a generation the vault, where that cannot be opened; what was there is kept.
    pub fn restore_generation(
        &mut self,
        id: &str,
        password: &Typed,
    ) -> Result<Restored, CommandError> {
        let bytes = self.read_generation(id)?;
        self.restore(&bytes, password)
    }

    /// The newest generation that opens with a password, or that may open where there is none: its
    /// file, and when it was replaced. For a face that names files.
    #[must_use]
    pub fn newest_that_opens(&self, password: Option<&Typed>) -> Option<(PathBuf, u64)> {
        let store = self.store();
        let password = password.map(password_of_a_copy).transpose().ok()?;
        let opens = |bytes: &[u8]| match &password {
            Some(password) => Vault::open(bytes, password, &mut rng()).is_ok(),
            None => vault::inspect(bytes).is_ok(),
        };
        let generations = store.generations().ok()?;
        let usable =
            generations.iter().find(|g| store.load_generation(&g.id).is_ok_and(|b| opens(&b)))?;
        Some((store.generation_path(&usable.id), usable.replaced_at.seconds()))
    }

    /// Where backups go besides.
    ///
    /// # Errors
    /// `Locked`; `SecondFolderRelative`; `Io` where it cannot be noted.
    pub fn set_second_folder(
        &mut self,
        folder: Option<PathBuf>,
    ) -> Result<Option<BackupFolder>, CommandError> {
        let id = self.session()?.file.vault().id();
        if folder.as_ref().is_some_and(|folder| !folder.is_absolute()) {
            return Err(Reason::SecondFolderRelative.into());
        }
        let name = folder.as_ref().map(|folder| file_name(folder));
        let noted = self.ports.profile.note(id, |memory| memory.second_folder = folder.clone());
        noted.map_err(|_| CommandError::WRITE)?;
        self.follow_second_folder();
        self.copy_to_second();
        Ok(name.map(|folder| BackupFolder { folder }))
    }

    /// Lets saves go to the second folder that is remembered for this vault.
    pub(crate) fn follow_second_folder(&mut self) {
        let Some(session) = &mut self.open else { return };
        let memory = self.ports.profile.memory(session.file.vault().id());
        session.file.set_second_folder(memory.second_folder);
    }

    /// Copies the vault there at once: a folder that does not work is known now, and one that was
    /// away for a while is up to date again.
    pub(crate) fn copy_to_second(&mut self) {
        let now = self.now();
        let Some(session) = &self.open else { return };
        match session.file.copy_to_second(now) {
            Ok(None) => {}
            Ok(Some(kept)) => self.note_second(&Ok(kept)),
            Err(FileError::Store(error)) => self.note_second(&Err(error)),
            Err(_) => {}
        }
    }

    /// What became of the copy in the second folder.
    pub(crate) fn note_second(&mut self, copied: &Result<Kept, StoreError>) {
        let now = self.now().seconds();
        let Some(session) = &self.open else { return };
        let id = session.file.vault().id();
        match copied {
            Ok(_) => {
                // Then it is called stale too early.
                let _ = self.ports.profile.note(id, |memory| memory.second_at = Some(now));
                self.note_trouble(None);
            }
            Err(StoreError::Relative) => {
                self.tell_of_trouble(Reason::SecondFolderRelative, Notice::SecondBackupFailed);
            }
            Err(_) => {
                let since = self.ports.profile.memory(id).second_at;
                let days = since.map_or(0, |at| now.saturating_sub(at) / DAY);
                let reason = match days {
                    0..STALE_DAYS => Reason::SecondBackupFailed,
                    days => Reason::BackupStale { days },
                };
                self.tell_of_trouble(reason, Notice::SecondBackupFailed);
            }
        }
    }

    /// What became of the generation that a save makes.
    pub(crate) fn note_kept(&mut self, kept: &Result<Option<Kept>, StoreError>) {
        let saved_at = self.now().seconds();
        let Some(session) = &self.open else { return };
        let id = session.file.vault().id();
        match kept {
            Ok(Some(Kept { id: name, entries: Some(entries), .. })) => {
                let kept = LastBackup { saved_at, entries: *entries };
                // A note that cannot be kept takes nothing from the backup.
                let _ = self.ports.profile.note(id, |memory| {
                    memory.kept = Some(kept);
                    memory.kept_name = Some(name.clone());
                });
                self.emit(Event::Status);
            }
            Ok(_) => {}
            Err(_) => self.tell_of_trouble(Reason::BackupFailed, Notice::BackupFailed),
        }
    }

    /// In the window and on the desktop, once.
    fn tell_of_trouble(&mut self, reason: Reason, notice: Notice) {
        let Some(session) = &mut self.open else { return };
        if session.backups.0.as_ref() != Some(&reason) {
            session.backups = BackupHealth(Some(reason.clone()));
            (self.ports.notify)(notice);
            self.emit(Event::Status);
        }
        self.emit(Event::Notice(reason));
    }

    fn note_trouble(&mut self, trouble: Option<Reason>) {
        if let Some(session) = &mut self.open {
            session.backups = BackupHealth(trouble);
        }
    }

    fn store(&self) -> &Store {
        self.open.as_ref().map_or(&self.ports.store, |session| session.file.store())
    }

    /// How the automatic backups stand.
    pub(crate) fn backup_state(&self) -> BackupState {
        let Some(session) = &self.open else {
            return BackupState { second_folder: None, last: None, trouble: None };
        };
        let memory = self.ports.profile.memory(session.file.vault().id());
        BackupState {
            second_folder: memory.second_folder.as_ref().map(|f| file_name(f)),
            last: memory.kept,
            trouble: session.backups.0.clone(),
        }
    }

    fn older(&self, copy: &[u8], password: Option<&Typed>) -> Result<Contents, CommandError> {
        let password = password.map(password_of_a_copy).transpose()?;
        let unlock = password.as_ref().map(Unlock::from);
        let file = &self.session()?.file;
        file.read_copy(copy, unlock, &mut rng()).map_err(of_a_copy)
    }

    fn read_generation(&self, id: &str) -> Result<Vec<u8>, CommandError> {
        let read = match id.strip_prefix(SECOND) {
            Some(id) => self.store().load_second(id),
            None => self.store().load_generation(id),
        };
        match read {
            Err(StoreError::Missing) => Err(CommandError(Reason::NotFound)),
            read => Ok(read?),
        }
    }

    /// `on_disk` is the file of the vault as it lies on the disk; empty where it cannot be read.
    fn generation(
        &self,
        generation: &store::Generation,
        prefix: &str,
        bytes: Result<Vec<u8>, StoreError>,
        on_disk: &[u8],
    ) -> Generation {
        let (state, entries) = match &bytes {
            Ok(bytes) => self.judge(generation, bytes, on_disk),
            Err(_) => (GenerationState::Damaged, None),
        };
        Generation {
            id: format!("{prefix}{}", generation.id),
            saved_at: generation.replaced_at.seconds(),
            bytes: generation.bytes,
            entries,
            state,
        }
    }

    /// What a generation is worth, and how many live entries it holds, as far as that can be told
    /// with the key of the open vault, or without one.
    fn judge(
        &self,
        generation: &store::Generation,
        bytes: &[u8],
        on_disk: &[u8],
    ) -> (GenerationState, Option<usize>) {
        let vault = self.open.as_ref().map(|session| session.file.vault());
        if let Some(contents) = vault.and_then(|vault| vault.contents_of(bytes)) {
            return held(&contents);
        }
        let Ok(facts) = vault::inspect(bytes) else { return (GenerationState::Damaged, None) };
        if vault.is_some_and(|vault| vault.should_open(&facts, bytes)) {
            return (GenerationState::Damaged, None);
        }
        match generation.state {
            store::GenerationState::Damaged => (GenerationState::Damaged, None),
            store::GenerationState::Empty => (GenerationState::Empty, Some(0)),
            store::GenerationState::Good => {
                let state = match vault::same_password(bytes, on_disk) {
                    true => GenerationState::Same,
                    false => GenerationState::Locked,
                };
                (state, self.noted(facts.vault_id, generation))
            }
        }
    }

    /// How many entries the last generation was found to hold when it was kept.
    fn noted(&self, vault: Uuid, generation: &store::Generation) -> Option<usize> {
        let memory = self.ports.profile.memory(vault);
        let entries = memory.kept?.entries;
        (memory.kept_name? == generation.id).then_some(entries)
    }
}

/// What contents are worth that have been opened, and how many live entries they hold.
fn held(contents: &Contents) -> (GenerationState, Option<usize>) {
    match contents.live().len() {
        0 => (GenerationState::Empty, Some(0)),
        count => (GenerationState::Verified, Some(count)),
    }
}

//! What the keeper's thread works on: the vault while it is open, and what each subject keeps beside
//! it. The subjects stand in files of their own (`codes.rs`, `entries.rs`, …); each owns
//! its state, and adds to [`App`] the requests that a command makes of it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tessera_core::entry::EntryId;
use tessera_core::file::{Changed, FileError, Followed, Foreign, Room, VaultFile};
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::{self, KdfParams, Merged, SlotKind, Vault};
use uuid::Uuid;

use crate::backups::{BackupHealth, ChosenBackup, Trials};
use crate::clock::Clock;
use crate::codes::{Codes, CopiedCode};
use crate::entries::UndoSteps;
use crate::error::CommandError;
use crate::events::{Event, Subscribers};
use crate::export::Exports;
use crate::held::Held;
use crate::import::{Arrived, QueuedLinks, Reviews};
use crate::job::{CancelOnDrop, CancelToken};
use crate::locking::{Activity, Locking};
use crate::ports::clipboard::Clipboard;
use crate::ports::clock::{ClockKeeper, TimeServer};
use crate::ports::desktop::Desktop;
use crate::ports::keyring::{Awaited, Keyring};
use crate::ports::notifications::Notice;
use crate::ports::protection::Protection;
use crate::settings::Profile;
use crate::types::{LockReason, Reason, ScanScreen, Status, Typed, VaultState};
use crate::ways::{Device, PendingSheet};

/// The system's randomness. A system that has none left to give stops the keeper's request.
pub(crate) type Rng = UnwrapErr<SysRng>;

/// What the application needs of the outside world, on the keeper's thread.
pub struct Ports {
    /// Where the vault is.
    pub store: Store,
    /// What this computer remembers.
    pub profile: Profile,
    /// The wall clock.
    pub clock: Box<dyn Fn() -> UnixTime + Send>,
    /// Whether that clock is kept right.
    pub clock_keeper: Arc<dyn ClockKeeper>,
    /// What it is compared with when the user asks for it.
    pub time_server: Arc<dyn TimeServer>,
    /// Where codes are copied to.
    pub clipboard: Box<dyn Clipboard>,
    /// Who hears what happens.
    pub events: Subscribers,
    /// Tells the user something while no window is in sight. Returns at once.
    pub notify: Box<dyn Fn(Notice) + Send>,
    /// What deriving a key from a new password is to cost on this machine.
    pub kdf: Box<dyn Fn() -> KdfParams + Send>,
    /// Where a key lies that opens the vault without typing.
    pub keyring: Arc<dyn Keyring>,
    /// Whether to notice what other programs save, without being asked, while the vault is open.
    pub watch: bool,
    /// For how long nobody has touched this computer, where that can be known.
    pub idle: Box<dyn Fn() -> Option<Duration> + Send>,
    /// Whether the screen can be scanned, as far as that is known by now.
    pub scan_screen: Box<dyn Fn() -> ScanScreen + Send>,
    /// What the system gives to protect this process.
    pub protection: Box<dyn Fn() -> Protection + Send>,
    /// What else of the desktop the user's settings reach.
    pub desktop: Arc<dyn Desktop>,
    /// Reads links and files that had to wait for the unlock. Returns at once.
    pub read: Box<dyn Fn(Vec<Arrived>) + Send>,
}

/// The state of the application.
pub struct App {
    pub(crate) ports: Ports,
    pub(crate) open: Option<Session>,
    pub(crate) locking: Locking,
    pub(crate) clock: Clock,
    pub(crate) copied: CopiedCode,
    pub(crate) chosen: ChosenBackup,
    pub(crate) trials: Trials,
    pub(crate) device: Device,
    pub(crate) queued: QueuedLinks,
    /// Passwords come from a file or a program, and nobody types them.
    pub(crate) password_is_read: bool,
    /// What is to open the vault once the user has said so.
    pub(crate) entering: Held,
}

/// What there is only while the vault is open.
pub(crate) struct Session {
    pub(crate) file: VaultFile,
    pub(crate) activity: Activity,
    pub(crate) codes: Codes,
    pub(crate) undo: UndoSteps,
    pub(crate) reviews: Reviews,
    pub(crate) backups: BackupHealth,
    pub(crate) exports: Exports,
    pub(crate) held: Held,
    /// Tells whoever asked the user something whether it is still this session.
    pub(crate) alive: CancelOnDrop,
    pub(crate) sheet: PendingSheet,
    /// The file is under another key than the one in hand.
    key_changed: bool,
}

impl App {
    /// With the vault locked, or absent.
    #[must_use]
    pub fn new(mut ports: Ports) -> Self {
        ports.keyring = Arc::new(Awaited(ports.keyring));
        let clock = Clock::new(Arc::clone(&ports.clock_keeper), ports.events.clone());
        Self {
            ports,
            clock,
            open: None,
            locking: Locking::default(),
            copied: CopiedCode::default(),
            chosen: ChosenBackup::default(),
            trials: Trials::default(),
            device: Device::default(),
            queued: QueuedLinks::default(),
            entering: Held::default(),
            password_is_read: false,
        }
    }

    /// What a face asks for when it starts.
    ///
    /// # Errors
    /// Where the vault's folder cannot be looked at.
    pub fn status(&self) -> Result<Status, CommandError> {
        let state = match &self.open {
            Some(_) => VaultState::Unlocked,
            None if self.ports.store.exists()? => VaultState::Locked,
            None => VaultState::Absent,
        };
        // What cannot be read is told when it is opened.
        let facts = self.ports.store.load().ok().and_then(|bytes| vault::inspect(&bytes).ok());
        let vault = self.open.as_ref().map(|session| session.file.vault());
        let device = self.device_state(facts.as_ref());
        Ok(Status {
            state,
            settings: self.ports.profile.settings().clone(),
            lock_reason: self.locking.reason(),
            last_backup: self.ports.profile.last_backup(),
            recovery: facts.as_ref().is_some_and(|facts| facts.has(SlotKind::Recovery)),
            recovery_nag: self.wants_a_sheet(),
            recovery_unfinished: facts
                .as_ref()
                .is_some_and(|facts| self.has_unfinished_sheet(facts)),
            device,
            device_trouble: self.device_trouble(device),
            key_changed: self.open.as_ref().is_some_and(|session| session.key_changed),
            weak_kdf: vault.is_some_and(Vault::is_weakly_derived),
            quarantined: vault.map_or(0, |vault| vault.contents().quarantined()),
            conflicts: self.count_conflicts(),
            backup: self.backup_state(),
            scan_screen: (self.ports.scan_screen)(),
            unheard: self.unheard(),
            has_tray: self.ports.desktop.has_tray(),
            picker_key: self.ports.desktop.picker_key(),
            waiting: self.queued.len(),
            clock: self.clock.sync(),
            clock_in_doubt: self.clock.is_to_be_told(),
        })
    }

    pub(crate) fn now(&self) -> UnixTime {
        (self.ports.clock)()
    }

    pub(crate) fn emit(&self, event: Event) {
        self.ports.events.emit(&event);
    }

    pub(crate) fn session(&self) -> Result<&Session, CommandError> {
        self.open.as_ref().ok_or(CommandError::LOCKED)
    }

    pub(crate) fn session_mut(&mut self) -> Result<&mut Session, CommandError> {
        self.open.as_mut().ok_or(CommandError::LOCKED)
    }

    /// Tells later whether the vault was locked meanwhile.
    ///
    /// # Errors
    /// `Locked`.
    pub fn session_token(&self) -> Result<CancelToken, CommandError> {
        Ok(self.session()?.alive.token())
    }

    /// Makes a change, saves it, and tells what else there is to tell of it. `edit` may run twice.
    pub(crate) fn change<T>(
        &mut self,
        edit: impl FnMut(&mut Vault, UnixTime, &mut Rng) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        self.change_within(Room::Ordinary, edit)
    }

    /// Changes the vault, and says how large its file may become.
    pub(crate) fn change_within<T>(
        &mut self,
        room: Room,
        mut edit: impl FnMut(&mut Vault, UnixTime, &mut Rng) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let now = self.now();
        let file = &mut self.session_mut()?.file;
        let changed = file.change_within(room, now, &mut rng(), |vault, rng| edit(vault, now, rng));
        self.settle(changed)
    }

    /// Takes a change that was saved: notes what was kept, tells every face of what came from
    /// elsewhere. One that was not because the file is no longer ours changes how the vault stands.
    pub(crate) fn settle<T>(
        &mut self,
        changed: Result<Changed<T>, CommandError>,
    ) -> Result<T, CommandError> {
        let changed = changed.inspect_err(|error| self.note_foreign_key(error))?;
        self.note_key_changed(false);
        self.note_kept(&changed.backup);
        if let Some(second) = &changed.second {
            self.note_second(second);
        }
        if let Some(file_name) = changed.displaced {
            self.emit(Event::Notice(Reason::Displaced { file_name }));
            self.emit(Event::Status);
        }
        if let Some(foreign) = changed.foreign {
            self.tell_of_foreign(foreign);
            self.emit(Event::Entries);
        }
        self.remember_state();
        Ok(changed.value)
    }

    /// Merges what another program has saved. Whether there was anything. Where that program has
    /// changed the key, what is in hand stays as it is.
    pub(crate) fn refresh(&mut self) -> Result<bool, CommandError> {
        let now = self.now();
        let foreign = match self.session_mut()?.file.reload(now, &mut rng()) {
            Err(FileError::KeyChanged) => {
                self.note_key_changed(true);
                return Ok(false);
            }
            foreign => foreign.map_err(CommandError::from),
        };
        let foreign = foreign.inspect_err(|error| self.note_foreign_key(error))?;
        self.note_key_changed(false);
        let Some(foreign) = foreign else { return Ok(false) };
        self.tell_of_foreign(foreign);
        self.remember_state();
        Ok(true)
    }

    /// Goes on with the vault under the password that it was given elsewhere, and saves what only this
    /// session holds.
    ///
    /// # Errors
    /// `Locked`, `WrongPassword`, `Replaced`; why the file does not open. What could not be saved is
    /// told, and is saved with the next change.
    pub fn follow_password(&mut self, password: &Typed) -> Result<(), CommandError> {
        let password =
            Password::new(password.expose()).map_err(|_| CommandError::WRONG_PASSWORD)?;
        let followed = self.session_mut()?.file.follow(&password, &mut rng());
        let followed = followed.map_err(CommandError::from);
        let Followed { merged, revision } =
            followed.inspect_err(|error| self.note_foreign_key(error))?;
        self.note_key_changed(false);
        self.tell_if_older(revision);
        self.tell_of_foreign(Foreign::Merged(merged));
        self.remember_state();
        self.password_was_typed();
        self.emit(Event::Entries);
        if let Err(error) = self.refresh() {
            // The password was right, and that is done: what is not on the disk yet stays in hand.
            self.emit(Event::Notice(error.0));
        }
        Ok(())
    }

    /// The file that is to be watched for changes; none while the vault is locked.
    pub(crate) fn watched(&self) -> Option<&Path> {
        let session = self.open.as_ref().filter(|_| self.ports.watch)?;
        Some(session.file.store().path())
    }

    /// The vault file may have changed: what another program has saved is merged and shown.
    pub(crate) fn notice_change(&mut self) {
        // What cannot be read now is read when somebody asks for the list, who then hears why.
        if self.refresh().is_ok_and(|is_new| is_new) {
            self.emit(Event::Entries);
            self.emit(Event::Status);
        }
    }

    /// Tells every face what became of the changes of another program. Nothing is said of a copy
    /// that had nothing new.
    fn tell_of_foreign(&self, foreign: Foreign) {
        let reason = match foreign {
            Foreign::Merged(merged) if merged.is_nothing() => return,
            Foreign::Merged(Merged { added, changed, removed, kept_both }) => {
                Reason::Merged { added, changed, removed, kept_both }
            }
            Foreign::Damaged => Reason::Repaired,
        };
        self.emit(Event::Notice(reason));
    }

    /// Tells of a file that is older than one which was seen here: it may be an old key as well.
    pub(crate) fn tell_if_older(&self, found: u64) {
        let Some(session) = &self.open else { return };
        let seen = self.ports.profile.memory(session.file.vault().id()).revision;
        if found < seen {
            self.emit(Event::Notice(Reason::OlderFile { seen, found }));
        }
    }

    /// Remembers how far the vault has come, so that an older file is noticed, and which password it
    /// has, so that one which is changed elsewhere is not called wrong and nothing else.
    pub(crate) fn remember_state(&mut self) {
        let Some(session) = &self.open else { return };
        let vault = session.file.vault();
        let (id, revision) = (vault.id(), vault.revision());
        let slot = vault::password_slot(&vault.slots()).filter(|_| !self.locking.is_one_command());
        // What could not be noted is not noticed: the next save tries again.
        let _ = self.ports.profile.note(id, |memory| {
            memory.revision = memory.revision.max(revision);
            memory.password_slot = slot.or(memory.password_slot);
        });
    }

    /// The file is no longer the one that was opened. Another key may be in the hands of the same
    /// person, who types its password; another vault is not ours to show.
    fn note_foreign_key(&mut self, error: &CommandError) {
        match error.0 {
            Reason::KeyChanged => self.note_key_changed(true),
            Reason::Replaced => self.lock(LockReason::Replaced),
            _ => {}
        }
    }

    fn note_key_changed(&mut self, changed: bool) {
        let Some(session) = &mut self.open else { return };
        if std::mem::replace(&mut session.key_changed, changed) != changed {
            self.emit(Event::Status);
        }
    }
}

impl Session {
    pub(crate) fn new(file: VaultFile, now: UnixTime) -> Self {
        Self {
            file,
            activity: Activity::at(now),
            codes: Codes::default(),
            undo: UndoSteps::default(),
            reviews: Reviews::default(),
            backups: BackupHealth::default(),
            exports: Exports::default(),
            held: Held::default(),
            alive: CancelOnDrop::default(),
            sheet: PendingSheet::default(),
            key_changed: false,
        }
    }
}

pub(crate) fn rng() -> Rng {
    UnwrapErr(SysRng)
}

/// Names a review or an undo step. Not secret; random only so that it is never used twice.
pub(crate) fn make_id() -> Uuid {
    let mut bytes = [0; 16];
    rand_core::Rng::fill_bytes(&mut rng(), &mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

pub(crate) fn parse_id(id: &str) -> Result<EntryId, CommandError> {
    id.parse().map_err(|_| Reason::NotFound.into())
}

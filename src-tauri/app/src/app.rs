//! What the keeper's thread works on: the vault while it is open, and what each subject keeps beside
//! it. The subjects stand in files of their own (`codes.rs`, `entries.rs`, …); each owns
//! its state, and adds to [`App`] the requests that a command makes of it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tessera_core::entry::EntryId;
use tessera_core::file::{Changed, FileError, Foreign, Room, VaultFile};
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::{self, KdfParams, Merged, SlotKind, Vault};
use uuid::Uuid;

use crate::backups::{BackupHealth, ChosenBackup};
use crate::codes::{Codes, CopiedCode};
use crate::entries::UndoSteps;
use crate::error::CommandError;
use crate::events::{Event, Subscribers};
use crate::export::Exports;
use crate::held::HeldPassword;
use crate::import::{Arrived, QueuedLinks, Reviews};
use crate::locking::{Activity, Locking};
use crate::ports::clipboard::Clipboard;
use crate::ports::keyring::{Awaited, Keyring};
use crate::ports::notifications::Notice;
use crate::settings::Profile;
use crate::types::{Reason, ScanScreen, Status, VaultState};
use crate::ways::Device;

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
    /// Reads links and files that had to wait for the unlock. Returns at once.
    pub read: Box<dyn Fn(Vec<Arrived>) + Send>,
}

/// The state of the application.
pub struct App {
    pub(crate) ports: Ports,
    pub(crate) open: Option<Session>,
    pub(crate) locking: Locking,
    pub(crate) copied: CopiedCode,
    pub(crate) chosen: ChosenBackup,
    pub(crate) device: Device,
    pub(crate) queued: QueuedLinks,
    /// Passwords come from a file or a program, and nobody types them.
    pub(crate) password_is_read: bool,
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
    pub(crate) held: HeldPassword,
}

impl App {
    /// With the vault locked, or absent.
    #[must_use]
    pub fn new(mut ports: Ports) -> Self {
        ports.keyring = Arc::new(Awaited(ports.keyring));
        Self {
            ports,
            open: None,
            locking: Locking::default(),
            copied: CopiedCode::default(),
            chosen: ChosenBackup::default(),
            device: Device::default(),
            queued: QueuedLinks::default(),
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
            device,
            device_trouble: self.device_trouble(device),
            weak_kdf: vault.is_some_and(Vault::is_weakly_derived),
            quarantined: vault.map_or(0, |vault| vault.contents().quarantined()),
            conflicts: self.count_conflicts(),
            backup: self.backup_state(),
            scan_screen: (self.ports.scan_screen)(),
            unheard: self.unheard(),
            waiting: self.queued.len(),
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
    /// elsewhere, and locks where the vault was replaced.
    pub(crate) fn settle<T>(
        &mut self,
        changed: Result<Changed<T>, CommandError>,
    ) -> Result<T, CommandError> {
        let changed = changed.inspect_err(|error| self.lock_if_replaced(error))?;
        self.note_kept(&changed.backup);
        if let Some(second) = &changed.second {
            self.note_second(second);
        }
        if let Some(foreign) = changed.foreign {
            self.tell_of_foreign(foreign);
            self.emit(Event::Entries);
        }
        self.remember_revision();
        Ok(changed.value)
    }

    /// Merges what another program has saved. Whether there was anything.
    pub(crate) fn refresh(&mut self) -> Result<bool, CommandError> {
        let now = self.now();
        let foreign = self.session_mut()?.file.reload(now, &mut rng()).map_err(CommandError::from);
        let foreign = foreign.inspect_err(|error| self.lock_if_replaced(error))?;
        let Some(foreign) = foreign else { return Ok(false) };
        self.tell_of_foreign(foreign);
        self.remember_revision();
        Ok(true)
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

    /// Remembers how far the vault has come, so that an older file is noticed.
    pub(crate) fn remember_revision(&mut self) {
        let Some(session) = &self.open else { return };
        let (id, revision) = (session.file.vault().id(), session.file.vault().revision());
        // Then an older file is not noticed: the next save tries again.
        let _ =
            self.ports.profile.note(id, |memory| memory.revision = memory.revision.max(revision));
    }

    /// A vault that no longer opens with the key in hand is not ours to show.
    fn lock_if_replaced(&mut self, error: &CommandError) {
        if *error == FileError::KeyChanged.into() {
            self.lock(crate::types::LockReason::Failed);
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
            held: HeldPassword::default(),
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

//! What the keeper's thread works on: the vault while it is open, and everything that ends with it.
//!
//! Each file below adds the requests of one subject; a command is one call of one of them.

mod backup;
mod codes;
mod copies;
mod device;
mod entries;
mod generations;
mod import;
mod leaving;
mod locking;
mod pictures;
mod review;
mod rows;
mod sealed;
mod transfer;
mod waiting;
mod wanted;
mod ways;

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tessera_core::entry::EntryId;
use tessera_core::file::{Changed, FileError, Foreign, VaultFile};
use tessera_core::otp::Code;
use tessera_core::secret::SecretText;
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::{self, KdfParams, Merged, SlotKind, Vault};
use uuid::Uuid;

use crate::dto::{LockReason, Reason, RowCode, ScanScreen, Settings, Status, VaultState};
use crate::error::CommandError;
use crate::platform::clipboard::Clipboard;
use crate::platform::keyring::{Keyring, KeyringError};
use crate::platform::notify::Notice;
use crate::platform::page::{Event, Page};
use crate::profile::Profile;

pub use import::{Content, Finding, file_name};
pub use leaving::{Leaving, Ticket};
pub use sealed::{Opened, Opening, Sealed, What};
pub use waiting::Arrived;
pub use wanted::Wanted;

use leaving::Errand;
use review::PendingReview;
use wanted::Want;

/// The system's randomness. A system that has none left to give stops the keeper's request.
type Rng = UnwrapErr<SysRng>;

/// All that the desk needs of the outside world.
pub struct World {
    /// Where the vault is.
    pub store: Store,
    /// What this computer remembers.
    pub profile: Profile,
    /// The wall clock.
    pub clock: Box<dyn Fn() -> UnixTime + Send>,
    /// Where codes are copied to.
    pub clipboard: Box<dyn Clipboard>,
    /// What is told what happens.
    pub page: Box<dyn Page>,
    /// What tells the user while the window is hidden.
    pub notify: Box<dyn Fn(Notice) + Send>,
    /// What deriving a key from a new password is to cost on this machine.
    pub kdf: Box<dyn Fn() -> KdfParams + Send>,
    /// Where a key lies that opens the vault without typing.
    pub keyring: Arc<dyn Keyring>,
    /// For how long nobody has touched this computer, where that can be known.
    pub idle: Box<dyn Fn() -> Option<Duration> + Send>,
    /// Whether the screen can be scanned, as far as that is known by now.
    pub scan_screen: Box<dyn Fn() -> ScanScreen + Send>,
    /// What reads links and pictures that had to wait for the unlock. Returns at once.
    pub read: Box<dyn Fn(Vec<Arrived>) + Send>,
}

/// The keeper's state.
pub struct Desk {
    world: World,
    open: Option<Session>,
    lock_reason: Option<LockReason>,
    copied: Option<Stay>,
    /// A backup that the user has chosen; its path never goes to the page.
    chosen: Option<PathBuf>,
    /// Why the keyring, when it was last asked, did not do it.
    keyring_trouble: Option<KeyringError>,
    /// Another each time the vault is opened or is to be locked: an answer from before is too late.
    turn: u64,
    /// Links and pictures that came while the vault was not open.
    waiting: Vec<Arrived>,
}

/// What there is only while the vault is open.
struct Session {
    file: VaultFile,
    last_activity: UnixTime,
    /// The rows on screen, and what was last sent for them.
    shown: Vec<EntryId>,
    sent: Vec<RowCode>,
    /// Counter-based codes that the user asked for in this session.
    pressed: HashMap<EntryId, Code>,
    review: Option<PendingReview>,
    /// What is read elsewhere is wanted until the vault locks.
    want: Want,
    undo: VecDeque<(Uuid, UndoStep)>,
    /// Why the last automatic backup failed.
    backup_trouble: Option<Reason>,
    /// Accounts that may leave for another app.
    leaving: Option<Errand>,
    /// What the QR codes of all accounts say, while they are shown.
    transfer: Vec<SecretText>,
}

/// For how long a code that was copied may stay on the clipboard.
#[derive(Clone, Copy)]
enum Stay {
    /// Until a moment.
    Until(UnixTime),
    /// Until the vault locks.
    UntilLock,
}

/// How to undo what was done.
enum UndoStep {
    /// These were added.
    Added(Vec<EntryId>),
    /// This one was put into the trash.
    Removed(EntryId),
}

/// How many steps can be undone.
const UNDO_STEPS: usize = 20;

impl Desk {
    /// A desk with the vault locked, or absent.
    pub fn new(world: World) -> Self {
        Self {
            world,
            open: None,
            lock_reason: None,
            copied: None,
            chosen: None,
            keyring_trouble: None,
            turn: 0,
            waiting: Vec::new(),
        }
    }

    /// What the page asks for when it starts.
    pub fn status(&self) -> Result<Status, CommandError> {
        let state = match &self.open {
            Some(_) => VaultState::Unlocked,
            None if self.world.store.exists()? => VaultState::Locked,
            None => VaultState::Absent,
        };
        // What cannot be read is told when it is opened.
        let facts = self.world.store.load().ok().and_then(|bytes| vault::inspect(&bytes).ok());
        let vault = self.open.as_ref().map(|session| session.file.vault());
        let device = self.device_state(facts.as_ref());
        Ok(Status {
            state,
            settings: self.world.profile.settings().clone(),
            lock_reason: self.lock_reason,
            last_backup: self.world.profile.last_backup(),
            recovery: facts.as_ref().is_some_and(|facts| facts.has(SlotKind::Recovery)),
            recovery_nag: self.wants_a_sheet(),
            device,
            device_trouble: self.device_trouble(device),
            weak_kdf: vault.is_some_and(Vault::is_weakly_derived),
            quarantined: vault.map_or(0, |vault| vault.contents().quarantined()),
            conflicts: self.count_conflicts(),
            backup: self.backup_state(),
            scan_screen: (self.world.scan_screen)(),
            waiting: self.waiting.len(),
        })
    }

    /// Sets and saves what the user wants on this computer.
    pub fn save_settings(&mut self, settings: Settings) -> Result<(), CommandError> {
        let saved = self.world.profile.set_settings(settings);
        saved.map_err(|_| CommandError::with("io", "what", "write"))
    }

    fn now(&self) -> UnixTime {
        (self.world.clock)()
    }

    fn session(&self) -> Result<&Session, CommandError> {
        self.open.as_ref().ok_or(CommandError::plain(CommandError::LOCKED))
    }

    fn session_mut(&mut self) -> Result<&mut Session, CommandError> {
        self.open.as_mut().ok_or(CommandError::plain(CommandError::LOCKED))
    }

    /// Makes a change, saves it, and tells what else there is to tell of it.
    fn change<T>(
        &mut self,
        mut edit: impl FnMut(&mut Vault, UnixTime, &mut Rng) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let now = self.now();
        let file = &mut self.session_mut()?.file;
        let changed = file.change(now, &mut rng(), |vault, rng| edit(vault, now, rng));
        self.settle(changed)
    }

    /// Tells what else there is to tell of a change.
    fn settle<T>(&mut self, changed: Result<Changed<T>, CommandError>) -> Result<T, CommandError> {
        let changed = changed.inspect_err(|error| self.lock_if_replaced(error))?;
        self.note_kept(&changed.backup);
        if let Some(second) = &changed.second {
            self.note_second(second);
        }
        if let Some(foreign) = changed.foreign {
            self.tell_of_foreign(foreign);
            self.world.page.tell(Event::Entries);
        }
        self.remember_revision();
        Ok(changed.value)
    }

    /// Nothing is said of a copy that had nothing new.
    fn tell_of_foreign(&self, foreign: Foreign) {
        let reason = match foreign {
            Foreign::Merged(merged) if merged.is_nothing() => return,
            Foreign::Merged(merged) => merged_reason(merged),
            Foreign::Damaged => Reason::plain("repaired"),
        };
        self.world.page.tell(Event::Notice(reason));
    }

    /// Merges what another program has saved.
    fn refresh(&mut self) -> Result<(), CommandError> {
        let now = self.now();
        let foreign = self.session_mut()?.file.reload(now, &mut rng()).map_err(CommandError::from);
        if let Some(foreign) = foreign.inspect_err(|error| self.lock_if_replaced(error))? {
            self.tell_of_foreign(foreign);
            self.remember_revision();
        }
        Ok(())
    }

    /// Remembers how far the vault has come, so that an older file is noticed.
    fn remember_revision(&mut self) {
        let Some(session) = &self.open else { return };
        let (id, revision) = (session.file.vault().id(), session.file.vault().revision());
        // Then an older file is not noticed: the next save tries again.
        let _ =
            self.world.profile.note(id, |memory| memory.revision = memory.revision.max(revision));
    }

    /// A vault that no longer opens with the key in hand is not ours to show.
    fn lock_if_replaced(&mut self, error: &CommandError) {
        if *error == FileError::KeyChanged.into() {
            self.lock(LockReason::Failed);
        }
    }

    fn note_undo(&mut self, step: UndoStep) -> Result<String, CommandError> {
        let token = make_id();
        let undo = &mut self.session_mut()?.undo;
        undo.push_back((token, step));
        if undo.len() > UNDO_STEPS {
            undo.pop_front();
        }
        Ok(token.to_string())
    }
}

fn merged_reason(merged: Merged) -> Reason {
    let Merged { added, changed, removed, kept_both } = merged;
    let facts =
        [("added", added), ("changed", changed), ("removed", removed), ("kept_both", kept_both)];
    Reason { code: "merged", params: facts.map(|(name, count)| (name, count.to_string())).into() }
}

fn rng() -> Rng {
    UnwrapErr(SysRng)
}

/// Names a review or an undo step. Not secret; random only so that it is never used twice.
fn make_id() -> Uuid {
    let mut bytes = [0; 16];
    rand_core::Rng::fill_bytes(&mut rng(), &mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

fn parse_id(id: &str) -> Result<EntryId, CommandError> {
    id.parse().map_err(|_| CommandError::plain("not_found"))
}

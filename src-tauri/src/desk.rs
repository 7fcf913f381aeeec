//! What the keeper's thread works on: the vault while it is open, and everything that ends with it.
//!
//! Each file below adds the requests of one subject; a command is one call of one of them.

mod backup;
mod codes;
mod entries;
mod import;
mod locking;
mod rows;

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tessera_core::entry::EntryId;
use tessera_core::file::{Changed, FileError, VaultFile};
use tessera_core::otp::Code;
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::{KdfParams, Vault};
use uuid::Uuid;

use crate::dto::{LockReason, Reason, RowCode, Settings, Status, VaultState};
use crate::error::CommandError;
use crate::platform::clipboard::Clipboard;
use crate::platform::notify::Notice;
use crate::platform::page::{Event, Page};
use crate::profile::Profile;

use import::PendingReview;

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
    /// What deriving a key from a new password costs.
    pub kdf: KdfParams,
}

/// The keeper's state.
pub struct Desk {
    world: World,
    open: Option<Session>,
    lock_reason: Option<LockReason>,
    copied: Option<Stay>,
    /// A backup that the user has chosen; its path never goes to the page.
    chosen: Option<PathBuf>,
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
    undo: VecDeque<(Uuid, UndoStep)>,
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
        Self { world, open: None, lock_reason: None, copied: None, chosen: None }
    }

    /// What the page asks for when it starts.
    pub fn status(&self) -> Result<Status, CommandError> {
        let state = match &self.open {
            Some(_) => VaultState::Unlocked,
            None if self.world.store.exists()? => VaultState::Locked,
            None => VaultState::Absent,
        };
        Ok(Status {
            state,
            settings: self.world.profile.settings().clone(),
            lock_reason: self.lock_reason,
            last_backup: self.world.profile.last_backup(),
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
        match changed {
            Ok(changed) => Ok(self.tell_of(changed)),
            Err(error) => {
                self.lock_if_replaced(&error);
                Err(error)
            }
        }
    }

    fn tell_of<T>(&mut self, changed: Changed<T>) -> T {
        if changed.backup.is_err() {
            self.world.page.tell(Event::Notice(Reason::plain("backup_failed")));
            (self.world.notify)(Notice::BackupFailed);
        }
        if changed.reloaded {
            self.world.page.tell(Event::Notice(Reason::plain("changed_on_disk")));
            self.world.page.tell(Event::Entries);
        }
        changed.value
    }

    /// Loads the vault again if another program has changed it.
    fn refresh(&mut self) -> Result<(), CommandError> {
        match self.session_mut()?.file.reload(&mut rng()) {
            Ok(false) => Ok(()),
            Ok(true) => {
                self.world.page.tell(Event::Notice(Reason::plain("changed_on_disk")));
                Ok(())
            }
            Err(error) => {
                let error = error.into();
                self.lock_if_replaced(&error);
                Err(error)
            }
        }
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

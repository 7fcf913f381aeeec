//! Making, opening and locking the vault, and the times at which something is due.

use std::time::Duration;

use tessera_core::file::VaultFile;
use tessera_core::secret::Password;
use tessera_core::time::UnixTime;

use super::wanted::Want;
use super::{Desk, Session, Stay, rng};
use crate::dto::{LockReason, Reason, Typed};
use crate::error::CommandError;
use crate::platform::page::Event;
use crate::platform::presence::Presence;

impl Desk {
    /// Makes a new vault where there is none, and opens it.
    pub fn create_vault(&mut self, password: &Typed) -> Result<(), CommandError> {
        let password = Password::new(password.expose())?;
        let (store, kdf) = (self.world.store.clone(), (self.world.kdf)());
        let file = VaultFile::create(store, &password, kdf, self.now(), &mut rng())?;
        self.begin(file);
        self.password_was_typed();
        Ok(())
    }

    /// Opens the vault. A wrong password changes nothing.
    pub fn unlock(&mut self, password: &Typed) -> Result<(), CommandError> {
        // What cannot be a password cannot be the right one.
        let password =
            Password::new(password.expose()).map_err(|_| CommandError::plain("wrong_password"))?;
        let file = VaultFile::open(self.world.store.clone(), &password, &mut rng())
            .map_err(|error| self.with_generations(error.into()))?;
        self.begin(file);
        self.password_was_typed();
        Ok(())
    }

    /// Drops the vault, loads the page anew and takes a copied code off the clipboard, in this order:
    /// a clipboard that does not answer keeps nothing open.
    pub fn lock(&mut self, reason: LockReason) {
        self.turn += 1;
        self.chosen = None;
        if self.open.take().is_some() {
            self.lock_reason = Some(reason);
            self.world.page.reload();
        }
        self.clear_clipboard();
    }

    /// Locks if nobody has touched the window for long.
    pub fn lock_if_idle(&mut self) {
        let now = self.now();
        // A clock that was set back must not keep the vault open for longer.
        if let Some(session) = &mut self.open {
            session.last_activity = session.last_activity.min(now);
        }
        let due = |desk: &Self| desk.lock_at().is_some_and(|at| at <= now);
        if due(self) {
            self.note_work_elsewhere(now);
        }
        if due(self) {
            self.lock(LockReason::Idle);
        }
    }

    /// The desktop is asked only when the vault would lock: a question each second would keep the
    /// processor awake.
    fn note_work_elsewhere(&mut self, now: UnixTime) {
        if !self.world.profile.settings().count_other_windows {
            return;
        }
        let Some(idle) = (self.world.idle)() else { return };
        let idle = u64::try_from(idle.as_millis()).unwrap_or(u64::MAX);
        let touched = UnixTime::from_millis(now.millis().saturating_sub(idle));
        if let Some(session) = &mut self.open {
            session.last_activity = session.last_activity.max(touched);
        }
    }

    /// The process is about to end.
    pub fn close(&mut self) {
        self.turn += 1;
        self.open = None;
        self.waiting.clear();
        self.clear_clipboard();
    }

    /// The user did something.
    pub fn activity(&mut self) {
        let now = self.now();
        if let Some(session) = &mut self.open {
            session.last_activity = now;
        }
    }

    /// What the desktop says of its user.
    pub fn presence(&mut self, presence: Presence) {
        let settings = self.world.profile.settings();
        match presence {
            Presence::ScreenLocked if settings.lock_with_screen => self.lock(LockReason::Screen),
            Presence::Suspending if settings.lock_on_suspend => self.lock(LockReason::Suspend),
            _ => {}
        }
    }

    /// The window was hidden or minimised.
    pub fn hidden(&mut self) {
        if self.world.profile.settings().lock_on_hide {
            self.lock(LockReason::Hidden);
        }
    }

    /// Whether there was anything to lock.
    pub fn lock_from_elsewhere(&mut self) -> bool {
        let was_open = self.open.is_some();
        self.lock(LockReason::Elsewhere);
        was_open
    }

    pub(super) fn begin(&mut self, file: VaultFile) {
        self.turn += 1;
        self.lock_reason = None;
        self.chosen = None;
        let (id, found) = (file.vault().id(), file.vault().revision());
        let quarantined = file.vault().contents().quarantined();
        self.open = Some(Session::new(file, self.now()));
        self.follow_second_folder();
        self.copy_to_second();
        let seen = self.world.profile.memory(id).revision;
        if found < seen {
            let facts = [("seen", seen.to_string()), ("found", found.to_string())];
            let reason = Reason { code: "older_file", params: facts.into() };
            self.world.page.tell(Event::Notice(reason));
        }
        if quarantined > 0 {
            let reason = Reason::with("quarantined", "count", quarantined);
            self.world.page.tell(Event::Notice(reason));
        }
        self.remember_revision();
        self.release_waiting();
    }

    /// When the next thing is due: a step of a code on screen, the end of a copied code, the lock.
    pub fn next_due(&self) -> Option<UnixTime> {
        let lock_at = self.lock_at();
        let step_at = self.open.as_ref().and_then(Session::next_step);
        let clear_at = match self.copied {
            Some(Stay::Until(at)) => Some(at),
            Some(Stay::UntilLock) | None => None,
        };
        [lock_at, step_at, clear_at].into_iter().flatten().min()
    }

    /// Does what is due.
    pub fn tick(&mut self) {
        let now = self.now();
        if let Some(Stay::Until(at)) = self.copied {
            // A clock that was set back must not keep a code on the clipboard for longer.
            let at = at.min(now + self.clear_after());
            self.copied = Some(Stay::Until(at));
            if at <= now {
                self.clear_clipboard();
            }
        }
        self.lock_if_idle();
        self.send_codes(now);
    }

    fn lock_at(&self) -> Option<UnixTime> {
        let minutes = self.world.profile.settings().lock_after_minutes?;
        // A settings file that says 0 must not lock the vault before it can be used.
        let idle = Duration::from_secs(u64::from(minutes.max(1)) * 60);
        Some(self.open.as_ref()?.last_activity + idle)
    }

    pub(super) fn clear_clipboard(&mut self) {
        if self.copied.take().is_some() {
            self.world.clipboard.clear_if_ours();
        }
    }

    pub(super) fn clear_after(&self) -> Duration {
        Duration::from_secs(self.world.profile.settings().clear_after_seconds.into())
    }
}

impl Session {
    fn new(file: VaultFile, now: UnixTime) -> Self {
        Self {
            file,
            last_activity: now,
            shown: Vec::new(),
            sent: Vec::new(),
            pressed: std::collections::HashMap::new(),
            review: None,
            want: Want::default(),
            undo: std::collections::VecDeque::new(),
            backup_trouble: None,
            leaving: None,
            transfer: Vec::new(),
        }
    }
}

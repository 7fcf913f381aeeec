//! Making, opening and locking the vault, and the times at which something is due.

use std::time::Duration;

use tessera_core::file::VaultFile;
use tessera_core::secret::Password;
use tessera_core::time::UnixTime;
use tessera_core::vault;

use crate::app::{App, Session, rng};
use crate::error::CommandError;
use crate::events::{Event, SubscriberId};
use crate::export::Exports;
use crate::held::Held;
use crate::import::Reviews;
use crate::ports::presence::{Hearing, Presence};
use crate::types::{LockReason, Reason, Settings, Sign, Typed};
use crate::ways::PendingSheet;

/// How locking stands.
pub(crate) struct Locking {
    /// Why the vault is locked, if it was open before.
    reason: Option<LockReason>,
    /// Nobody can leave the face alone: it ends by itself.
    never_idle: bool,
    heard: Hearing,
    /// The user was told of what is not heard.
    told: bool,
}

impl Default for Locking {
    fn default() -> Self {
        Self { reason: None, never_idle: false, heard: Hearing::ALL, told: false }
    }
}

impl Locking {
    pub(crate) fn reason(&self) -> Option<LockReason> {
        self.reason
    }

    /// Whether the only face is one command long.
    pub(crate) fn is_one_command(&self) -> bool {
        self.never_idle
    }
}

/// When the user last did something with the open vault, by a clock that may be set.
pub(crate) struct Activity {
    touched: UnixTime,
    /// The clock as it was looked at last.
    seen: UnixTime,
}

impl Activity {
    pub(crate) fn at(now: UnixTime) -> Self {
        Self { touched: now, seen: now }
    }

    /// Where the clock was set back, the touch goes back with it: who was idle stays so, however often
    /// that is done.
    fn follow(&mut self, now: UnixTime) {
        if now < self.seen {
            let idle = u64::try_from(self.seen.since(self.touched).as_millis()).unwrap_or(u64::MAX);
            self.touched = UnixTime::from_millis(now.millis().saturating_sub(idle));
        }
        self.seen = now;
    }
}

impl App {
    /// Makes a new vault where there is none, and opens it.
    pub fn create_vault(&mut self, password: &Typed) -> Result<(), CommandError> {
        let password = Password::new(password.expose())?;
        let (store, kdf) = (self.ports.store.clone(), (self.ports.kdf)());
        let file = VaultFile::create(store, &password, kdf, self.now(), &mut rng())?;
        self.begin(file);
        self.password_was_typed();
        Ok(())
    }

    /// Whether there is a vault that may open, said before anybody types a password in vain.
    ///
    /// # Errors
    /// `Absent`, `NotAVault`, `TooNew`, `Damaged`; `Io` where it cannot be read.
    pub fn check_vault(&self) -> Result<(), CommandError> {
        let bytes = self.ports.store.load()?;
        let facts = vault::inspect(&bytes).map_err(|error| self.with_generations(error.into()));
        facts.map(drop)
    }

    /// The only face is one command long, however long that takes: it is never left alone with an
    /// open vault, and does not lose it for want of a touch.
    pub fn never_idle(&mut self) {
        self.locking.never_idle = true;
    }

    /// Opens the vault. A wrong password changes nothing.
    pub fn unlock(&mut self, password: &Typed) -> Result<(), CommandError> {
        let password =
            Password::new(password.expose()).map_err(|_| CommandError::WRONG_PASSWORD)?;
        let file = VaultFile::open(self.ports.store.clone(), &password, &mut rng())
            .map_err(|error| self.of_unlock(error.into()))?;
        self.begin(file);
        self.password_was_typed();
        Ok(())
    }

    /// Why a typed password did not open the vault, with what else is known of it.
    fn of_unlock(&self, error: CommandError) -> CommandError {
        match error.0 {
            Reason::WrongPassword if self.was_password_changed() => Reason::PasswordChanged.into(),
            _ => self.with_generations(error),
        }
    }

    /// Whether the file has another slot for the password than when the vault was last open here.
    fn was_password_changed(&self) -> bool {
        let facts = self.ports.store.load().ok().and_then(|bytes| vault::inspect(&bytes).ok());
        facts.is_some_and(|facts| {
            let known = self.ports.profile.memory(facts.vault_id).password_slot;
            known.is_some() && known != vault::password_slot(&facts.slots)
        })
    }

    /// Drops the vault, loads the page anew and takes a copied code off the clipboard, in this order:
    /// a clipboard that does not answer keeps nothing open.
    pub fn lock(&mut self, reason: LockReason) {
        self.drop_begun();
        if self.open.take().is_some() {
            self.locking.reason = Some(reason);
            self.ports.events.forget();
        }
        self.clear_clipboard();
    }

    /// Drops what somebody had begun outside of a session.
    fn drop_begun(&mut self) {
        self.device.cancel_requests();
        self.chosen.forget();
        self.entering = Held::default();
        self.trials.cancel();
    }

    /// Locks if nobody has touched the window for long.
    pub fn lock_if_idle(&mut self) {
        let now = self.now();
        if let Some(session) = &mut self.open {
            session.activity.follow(now);
        }
        let due = |app: &Self| app.lock_at().is_some_and(|at| at <= now);
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
        if !self.ports.profile.settings().count_other_windows {
            return;
        }
        let Some(idle) = (self.ports.idle)() else { return };
        let idle = u64::try_from(idle.as_millis()).unwrap_or(u64::MAX);
        let touched = UnixTime::from_millis(now.millis().saturating_sub(idle));
        if let Some(session) = &mut self.open {
            session.activity.touched = session.activity.touched.max(touched);
        }
    }

    /// The process is about to end.
    pub fn close(&mut self) {
        self.device.cancel_requests();
        self.trials.cancel();
        self.open = None;
        self.entering = Held::default();
        self.queued.clear();
        self.clear_clipboard();
    }

    /// The user did something.
    pub fn activity(&mut self) {
        let now = self.now();
        if let Some(session) = &mut self.open {
            session.activity = Activity::at(now);
        }
    }

    /// Takes in what the desktop says of its user.
    pub(crate) fn presence(&mut self, presence: Presence) {
        if let Some(reason) = self.settings().locks_for(presence) {
            self.lock(reason);
        }
    }

    /// Takes in what the desktop can be heard to say from now on.
    pub(crate) fn hears(&mut self, heard: Hearing) {
        self.locking.heard = heard;
        self.tell_of_what_is_unheard();
        self.emit(Event::Status);
    }

    /// What the vault is to lock with and cannot.
    pub(crate) fn unheard(&self) -> Option<Sign> {
        self.settings().unheard(self.locking.heard)
    }

    /// Once, and to somebody who is there: the page keeps no notice over a lock.
    fn tell_of_what_is_unheard(&mut self) {
        let sign = self.unheard().filter(|_| self.open.is_some() && !self.locking.told);
        if let Some(sign) = sign {
            self.locking.told = true;
            self.emit(Event::Notice(Reason::Unheard { sign }));
        }
    }

    /// The window was hidden or minimised.
    pub(crate) fn hidden(&mut self) {
        if self.settings().lock_on_hide {
            self.lock(LockReason::Hidden);
        }
    }

    /// A face is gone, and the vault stays as it is: no codes go out for the rows that it showed, and what
    /// it had begun and nobody can end any more is dropped.
    pub fn leave(&mut self, face: SubscriberId) {
        self.drop_begun();
        if let Some(session) = &mut self.open {
            session.codes.forget(face);
            session.reviews = Reviews::default();
            session.exports = Exports::default();
            session.held = Held::default();
            session.sheet = PendingSheet::default();
        }
    }

    /// Locks, and says whether there was anything to lock.
    pub(crate) fn lock_at_once(&mut self, reason: LockReason) -> bool {
        let was_open = self.open.is_some();
        self.lock(reason);
        was_open
    }

    pub(crate) fn begin(&mut self, file: VaultFile) {
        self.device.cancel_requests();
        self.locking.reason = None;
        self.chosen.forget();
        self.entering = Held::default();
        self.trials.cancel();
        let found = file.vault().revision();
        let quarantined = file.vault().contents().quarantined();
        self.open = Some(Session::new(file, self.now()));
        self.follow_second_folder();
        self.copy_to_second();
        self.tell_if_older(found);
        if let Some(file_name) = self.ports.profile.take_set_aside() {
            self.emit(Event::Notice(Reason::SettingsSetAside { file_name }));
        }
        if quarantined > 0 {
            self.emit(Event::Notice(Reason::Quarantined { count: quarantined }));
        }
        self.tell_of_what_is_unheard();
        self.look_at_clock();
        self.remember_state();
        self.release_queued();
        self.emit(Event::Status);
    }

    /// When the next thing is due: a step of a code on screen, the end of a copied code, the lock.
    pub fn next_due(&self) -> Option<UnixTime> {
        let lock_at = self.lock_at();
        let step_at = self.open.as_ref().and_then(|session| session.codes.next_step());
        [lock_at, step_at, self.copied.due(), self.clock_due()].into_iter().flatten().min()
    }

    /// Does what is due.
    pub fn tick(&mut self) {
        let now = self.now();
        self.clear_clipboard_if_due(now);
        self.lock_if_idle();
        self.send_codes(now);
    }

    /// What the user has set on this computer.
    /// What the user has set on this computer.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        self.ports.profile.settings()
    }

    /// When the open vault is to be locked because nobody has touched the window.
    pub(crate) fn lock_at(&self) -> Option<UnixTime> {
        if self.locking.never_idle {
            return None;
        }
        let minutes = self.ports.profile.settings().lock_after_minutes?;
        // A settings file that says 0 must not lock the vault before it can be used.
        let idle = Duration::from_secs(u64::from(minutes.max(1)) * 60);
        Some(self.open.as_ref()?.activity.touched + idle)
    }
}

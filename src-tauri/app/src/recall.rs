//! Locking without waiting: the keeper's thread is called back from whatever it waits for, and locks
//! before it does anything else.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tessera_core::interrupt::Interrupt;
use tessera_core::time::UnixTime;

use crate::app::App;
use crate::types::Settings;

/// Something that is to be done before every request that waits.
type Urgent = Box<dyn FnOnce(&mut App) + Send>;

/// What other threads tell the keeper's, and may know of it without asking.
#[derive(Default)]
pub(crate) struct Recall {
    interrupt: Interrupt,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    urgent: Vec<Urgent>,
    /// What the user has set, as of the last request that was served.
    settings: Settings,
    /// By the system's clock.
    lock_at: Option<UnixTime>,
}

impl Recall {
    /// Lets the thread that serves be called back.
    pub(crate) fn enter(&self) {
        self.interrupt.enter();
    }

    /// Has something done before every request that waits. Where that `cannot_wait`, what the keeper
    /// waits for is left alone.
    pub(crate) fn hurry(
        &self,
        cannot_wait: impl FnOnce(&Settings) -> bool,
        urgent: impl FnOnce(&mut App) + Send + 'static,
    ) {
        let mut state = self.state();
        state.urgent.push(Box::new(urgent));
        if cannot_wait(&state.settings) {
            self.interrupt.call();
        }
    }

    /// The next urgent thing. Where there is none, the keeper may wait for disks and keys again.
    pub(crate) fn next(&self) -> Option<Urgent> {
        let mut state = self.state();
        if state.urgent.is_empty() {
            self.interrupt.clear();
            return None;
        }
        Some(state.urgent.remove(0))
    }

    /// Notes what others may know without asking.
    pub(crate) fn note(&self, app: &App) {
        let mut state = self.state();
        state.settings = app.settings().clone();
        // By the system's clock, whatever the application's own is: a test's may stand elsewhere.
        let now = UnixTime::from(SystemTime::now()).millis();
        let left = |at: UnixTime| at.millis().saturating_sub(app.now().millis());
        state.lock_at = app.lock_at().map(|at| UnixTime::from_millis(now.saturating_add(left(at))));
    }

    /// Whether the vault is open and was to be locked by `now`, as of the last request that was served.
    pub(crate) fn is_lock_due(&self, now: UnixTime) -> bool {
        self.state().lock_at.is_some_and(|at| at <= now)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Recall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recall")
    }
}

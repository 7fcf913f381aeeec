//! Where no timer follows the wall clock: looks at it each second, but only while a moment is set.

use std::io;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tessera_core::time::UnixTime;

/// One thread waits, any thread sets.
#[derive(Debug)]
pub struct WallTimer {
    due: Mutex<Option<UnixTime>>,
    changed: Condvar,
}

const LOOK: Duration = Duration::from_secs(1);

impl WallTimer {
    /// A timer that is not set.
    pub fn new() -> io::Result<Self> {
        Ok(Self { due: Mutex::new(None), changed: Condvar::new() })
    }

    /// Sets the moment; a moment that has passed ends the wait at once, none lets it last.
    pub fn set(&self, due: Option<UnixTime>) {
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = due;
        self.changed.notify_all();
    }

    /// Returns when the moment has come, or when the clock ran backwards by more than a second.
    pub fn wait(&self) {
        let mut guard = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let mut last = now();
        loop {
            let present = now();
            let set_back = present.millis() + 1000 < last.millis();
            if guard.is_some_and(|due| present >= due || set_back) {
                *guard = None;
                return;
            }
            last = present;
            guard = match *guard {
                None => self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner),
                Some(due) => {
                    let pause = due.since(present).min(LOOK);
                    let waited = self.changed.wait_timeout(guard, pause);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

fn now() -> UnixTime {
    SystemTime::now().into()
}

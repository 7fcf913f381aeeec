//! Keeps the watches up, and tells what can be heard by way of them.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tessera_app::ports::presence::Hearing;

/// The pause before a watch that could not begin, or has ended, is begun again; twice as long each time.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// What both watches hear together.
pub(super) struct Ears<F> {
    hears: F,
    /// By the session bus, and by the system bus. What is not known yet is taken as heard.
    by: Mutex<[Hearing; 2]>,
}

/// One of the two watches.
#[derive(Clone, Copy)]
pub(super) enum Ear {
    Session,
    System,
}

impl<F: Fn(Hearing)> Ears<F> {
    pub(super) fn new(hears: F) -> Self {
        Self { hears, by: Mutex::new([Hearing::ALL; 2]) }
    }

    /// Begins a watch, and begins it again whenever it ends. A bus that comes back soon is not told of.
    pub(super) fn keep(&self, ear: Ear, watch: impl Fn(&dyn Fn(Hearing)) -> zbus::Result<()>) -> ! {
        let mut pause = SHORTEST;
        loop {
            // A watch that began and has ended says Ok.
            if watch(&|heard| self.set(ear, heard)).is_ok() {
                pause = SHORTEST;
            } else if pause > SHORTEST {
                self.set(ear, Hearing::NONE);
            }
            thread::sleep(pause);
            pause = LONGEST.min(pause * 2);
        }
    }

    fn set(&self, ear: Ear, heard: Hearing) {
        let mut by = self.by.lock().unwrap_or_else(PoisonError::into_inner);
        let before = together(*by);
        by[ear as usize] = heard;
        let after = together(*by);
        if before != after {
            (self.hears)(after);
        }
    }
}

fn together([one, other]: [Hearing; 2]) -> Hearing {
    Hearing { screen: one.screen || other.screen, sleep: one.sleep || other.sleep }
}

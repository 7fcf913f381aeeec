//! Wakes the keeper when something is due: the next step of a code on screen, the end of a copied
//! code, the time to lock. Nothing each second, and nothing at all while nothing is due.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tessera_core::time::UnixTime;

use crate::wall_timer::WallTimer;

/// Sets the moment of the next wake-up. The thread that waits ends with it.
#[derive(Debug)]
pub struct Ticker(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    timer: WallTimer,
    is_over: AtomicBool,
}

impl Ticker {
    /// The moment replaces the one before; none means nothing is due.
    pub fn set(&self, due: Option<UnixTime>) {
        self.0.timer.set(due);
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::SeqCst);
        self.0.timer.set(Some(UnixTime::from_millis(0)));
    }
}

/// Starts the thread that waits. `tick` does what is due.
///
/// # Errors
/// Where the system gives no thread.
pub fn start(timer: WallTimer, tick: impl Fn() + Send + 'static) -> std::io::Result<Ticker> {
    let shared = Arc::new(Shared { timer, is_over: AtomicBool::new(false) });
    let waiting = Arc::clone(&shared);
    thread::Builder::new().name("ticker".into()).spawn(move || {
        loop {
            waiting.timer.wait();
            if waiting.is_over.load(Ordering::SeqCst) {
                return;
            }
            tick();
        }
    })?;
    Ok(Ticker(shared))
}

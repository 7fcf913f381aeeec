//! Wakes the keeper when something is due: the next step of a code on screen, the end of a copied
//! code, the time to lock. Nothing each second, and nothing at all while nothing is due.

use std::sync::Arc;
use std::thread;

use tessera_core::time::UnixTime;

use crate::wall_timer::WallTimer;

/// Sets the moment of the next wake-up.
#[derive(Debug)]
pub struct Ticker(Arc<WallTimer>);

impl Ticker {
    /// The moment replaces the one before; none means nothing is due.
    pub fn set(&self, due: Option<UnixTime>) {
        self.0.set(due);
    }
}

/// Starts the thread that waits. `tick` does what is due, and says whether to go on waiting.
///
/// # Errors
/// Where the system gives no thread.
pub fn start(
    timer: WallTimer,
    tick: impl Fn() -> bool + Send + 'static,
) -> std::io::Result<Ticker> {
    let timer = Arc::new(timer);
    let waiting = Arc::clone(&timer);
    thread::Builder::new().name("ticker".into()).spawn(move || {
        loop {
            waiting.wait();
            if !tick() {
                return;
            }
        }
    })?;
    Ok(Ticker(timer))
}

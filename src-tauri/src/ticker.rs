//! Wakes the keeper when something is due: the next step of a code on screen, the end of a copied
//! code, the time to lock. Nothing each second, and nothing at all while nothing is due.

use std::sync::Arc;
use std::thread;

use tessera_core::time::UnixTime;

use crate::keeper::Keeper;
use crate::platform::wall_timer::WallTimer;

/// Sets the moment of the next wake-up.
#[derive(Debug)]
pub struct Ticker(Arc<WallTimer>);

impl Ticker {
    /// The moment replaces the one before; none means nothing is due.
    pub fn set(&self, due: Option<UnixTime>) {
        self.0.set(due);
    }
}

/// Starts the thread that waits.
///
/// # Errors
/// Where the system gives no thread or no timer.
pub fn start(keeper: Keeper) -> std::io::Result<Ticker> {
    let timer = Arc::new(WallTimer::new()?);
    let waiting = Arc::clone(&timer);
    thread::Builder::new().name("ticker".into()).spawn(move || {
        loop {
            waiting.wait();
            // Waits for the answer, so that the next moment is set before the next wait.
            let ticked = keeper.ask_blocking(|desk| {
                desk.tick();
                Ok(())
            });
            if ticked.is_err() && keeper.is_closed() {
                return;
            }
        }
    })?;
    Ok(Ticker(timer))
}

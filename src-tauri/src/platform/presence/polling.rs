//! Where nothing is told without a window procedure or an event loop of our own: looks every two
//! seconds whether the screen is locked, and whether the clock says that the computer slept.

use std::thread;
use std::time::{Duration, SystemTime};

use tessera_app::ports::presence::Presence;

use super::native;

const PAUSE: Duration = Duration::from_secs(2);
/// A pause that took this much longer than it should was sleep.
const SLEPT: Duration = Duration::from_secs(10);

pub(super) fn watch(told: impl Fn(Presence) + Send + 'static) -> std::io::Result<()> {
    thread::Builder::new().name("presence".into()).spawn(move || {
        let mut was_locked = native::is_locked();
        loop {
            let before = SystemTime::now();
            thread::sleep(PAUSE);
            if before.elapsed().is_ok_and(|pause| pause > PAUSE + SLEPT) {
                told(Presence::Suspending);
            }
            let is_locked = native::is_locked();
            if is_locked && !was_locked {
                told(Presence::ScreenLocked);
            }
            was_locked = is_locked;
        }
    })?;
    Ok(())
}

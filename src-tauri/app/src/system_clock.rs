//! Who keeps the clock of this computer, and what it is compared with, for every face.

mod time_server;

#[cfg(target_os = "linux")]
mod timedated;

pub use time_server::{SERVER, Sntp};
#[cfg(target_os = "linux")]
pub use timedated::SystemClock;

/// Windows and macOS set their clock, and do not say in a simple way how it stands.
#[cfg(not(target_os = "linux"))]
#[derive(Clone, Debug, Default)]
pub struct SystemClock;

#[cfg(not(target_os = "linux"))]
impl crate::ports::clock::ClockKeeper for SystemClock {
    fn sync(&self) -> crate::types::ClockSync {
        crate::types::ClockSync::Unknown
    }
}

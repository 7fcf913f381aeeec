//! Who keeps the clock of this computer, for every face.

#[cfg(target_os = "linux")]
mod timedated;

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

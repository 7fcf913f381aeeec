//! Waits for a moment of the wall clock, and notices when that clock jumps or the computer slept.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod polling;

#[cfg(target_os = "linux")]
pub use linux::WallTimer;
#[cfg(not(target_os = "linux"))]
pub use polling::WallTimer;

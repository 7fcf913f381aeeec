//! The outside world, one file a piece. What the desk needs of it are traits, so that the tests can
//! stand in for a display.

#[cfg(target_os = "linux")]
pub mod bus;
pub mod clipboard;
pub mod control;
pub mod dialogs;
pub mod hardening;
pub mod keyring;
pub mod notify;
pub mod page;
pub mod paste;
mod patience;
pub mod presence;
pub mod screen;
pub mod wall_timer;

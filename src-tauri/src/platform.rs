//! The outside world, one file a piece. What the desk needs of it are traits, so that the tests can
//! stand in for a display.

pub mod clipboard;
pub mod dialogs;
pub mod hardening;
pub mod notify;
pub mod page;
pub mod wall_timer;

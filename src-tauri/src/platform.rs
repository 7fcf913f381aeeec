//! The outside world on each system, one file a piece: adapters of the ports of `tessera-app`.

#[cfg(target_os = "linux")]
pub mod bus;
pub(crate) mod closing;
pub mod control;
pub mod curtain;
pub mod desktop;
pub mod dialogs;
#[cfg(target_os = "linux")]
pub(crate) mod former;
pub mod instance;
pub mod keyring;
pub mod login;
pub mod notify;
pub mod page;
pub mod paste;
mod patience;
pub mod place;
pub mod presence;
pub mod questions;
pub mod screen;
mod seam;
pub mod theme;
pub mod tray;

/// The label of the only window.
pub const WINDOW: &str = "main";

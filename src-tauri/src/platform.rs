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
pub mod hotkey;
pub mod instance;
pub mod keyring;
pub mod login;
pub mod notify;
pub mod page;
pub mod paste;
pub mod picker;
pub mod place;
pub mod presence;
pub mod questions;
pub mod screen;
mod seam;
pub mod theme;
pub mod tray;
pub mod window;

/// The label of the main window.
pub const WINDOW: &str = "main";

/// The label of the small window over any app.
pub const PICKER: &str = "picker";

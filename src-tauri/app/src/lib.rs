//! The application: everything that Tessera does, once, under every face of it. The window, the
//! command line and whatever comes next stand side by side on it, and none does by hand what another
//! does too. No Tauri, no GTK, no arguments: the outside world comes in as [`ports`].
//!
//! | room | what lives there |
//! |---|---|
//! | [`commands`] | the one list of what a face may ask for, and who may ask for it |
//! | [`keeper`] | the thread that owns the vault; a command is a request to it |
//! | [`app`] | what that thread works on; one file a subject beside it |
//! | [`types`] | what goes to a face and comes from it |
//! | [`events`] | what faces are told without asking |
//! | [`ports`] | what the application asks of the outside world |
//! | [`job`] | work that is done elsewhere, and may come too late |
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod app;
pub mod commands;
pub mod error;
pub mod events;
pub mod export;
pub mod hardening;
pub mod import;
pub mod job;
pub mod keeper;
pub mod own_files;
pub mod patience;
pub mod ports;
pub mod settings;
pub mod system_clipboard;
pub mod system_clock;
pub mod system_protection;
pub mod ticker;
pub mod types;
pub mod wall_timer;
pub mod watch;
pub mod ways;

mod backups;
mod clock;
mod codes;
mod earlier;
mod entries;
mod health;
mod held;
mod locking;
mod notes;
mod order;
mod recall;
mod recovery_codes;
mod refused;
mod rows;
mod search;
mod several;
mod tray;
mod twins;

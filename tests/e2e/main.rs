//! The real window, driven from end to end: real WebKit, real clipboard, real notifications.
//!
//! `cargo xtask e2e` builds the app and gives this program a private desktop. What the window shows is
//! compared with programs that share no code with it: oathtool, xclip, dunst.

#![cfg(target_os = "linux")]

mod canary;
mod desktop;
mod device;
mod dialogs;
mod enrolment;
mod journey;
mod locking;
mod memory;
mod moving;
mod notification;
mod picture;
mod processes;
mod profile;
mod recovery;
mod screenshots;
mod secrecy;
mod site;
mod window;

use std::time::Duration;

/// Anything may fail here; the test that asked says so.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A test's own password; no vault outlives the run.
const PASSWORD: &str = "grey heron at low water";

/// A window that does not answer is a failure too, and one that must not take an hour.
async fn in_time(scenario: impl Future<Output = Result<()>>) -> Result<()> {
    tokio::time::timeout(Duration::from_secs(240), scenario).await?
}

//! The shell: what Tauri and the system add to the application, and its walls. What the application
//! does is tested in `tests/app`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

#[path = "../support/accounts.rs"]
mod accounts;
mod app;
#[path = "../support/busy.rs"]
mod busy;
mod canary;
#[cfg(target_os = "linux")]
mod clock;
mod contract;
#[cfg(unix)]
mod control;
#[cfg(target_os = "linux")]
mod desk;
#[path = "../support/display.rs"]
mod display;
#[path = "../support/eventually.rs"]
mod eventually;
mod faces;
mod handler;
mod hardening;
#[cfg(target_os = "linux")]
mod instance;
#[cfg(target_os = "linux")]
mod keyring;
#[path = "../support/outside.rs"]
mod outside;
#[cfg(target_os = "linux")]
mod own_process;
#[cfg(target_os = "linux")]
mod picker;
#[cfg(target_os = "linux")]
mod presence;
#[cfg(target_os = "linux")]
mod private_bus;
#[cfg(target_os = "linux")]
#[path = "../e2e/processes.rs"]
mod processes;
#[path = "../support/reader_program.rs"]
mod reader_program;
#[cfg(target_os = "linux")]
mod screen;
mod sources;
#[path = "../support/test_app.rs"]
mod test_app;
#[cfg(target_os = "linux")]
mod tray;
mod walls;

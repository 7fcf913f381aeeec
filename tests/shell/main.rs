//! The shell: driven through its commands as the page would, and held to its walls.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod app;
mod canary;
mod commands;
mod contract;
#[cfg(unix)]
mod control;
mod hardening;
#[cfg(target_os = "linux")]
mod keyring;
#[cfg(target_os = "linux")]
mod own_process;
#[path = "../support/pictures.rs"]
mod pictures;
#[cfg(target_os = "linux")]
mod presence;
#[cfg(target_os = "linux")]
mod private_bus;
#[path = "../support/reader_program.rs"]
mod reader_program;
mod samples;
#[cfg(target_os = "linux")]
mod screen;
mod sources;
mod ticker;
mod timer;
mod walls;
mod watch;
mod world;

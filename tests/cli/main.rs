//! The command line, as a program: arguments and files in, output and exit code out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod accounts;
mod application;
mod check;
mod clipboard;
mod clock;
mod code;
mod copies;
mod corpus;
mod desk;
#[path = "../support/display.rs"]
mod display;
mod docs;
#[cfg(target_os = "linux")]
#[path = "../support/eventually.rs"]
mod eventually;
mod faults;
mod formats;
mod health;
mod history;
mod import;
#[cfg(unix)]
mod lock;
mod passwords;
mod pictures;
#[path = "../support/reader_program.rs"]
mod reader_program;
mod recovery;
mod recovery_codes;
mod scan;
mod screen;
mod secrecy;
mod signals;
#[path = "../support/skipped.rs"]
mod skipped;
#[cfg(target_os = "linux")]
#[path = "../support/slow_disk.rs"]
mod slow_disk;
#[cfg(target_os = "linux")]
mod terminal;
#[path = "../support/time_server.rs"]
mod time_servers;
mod usage;

#[cfg(target_os = "linux")]
use skipped::skipped;

//! The application, without a window and without a display: called as the page calls it, in an outside
//! world of the tests' own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

#[path = "../support/accounts.rs"]
mod accounts;
#[path = "../support/busy.rs"]
mod busy;
mod commands;
mod ends;
#[path = "../support/eventually.rs"]
mod eventually;
#[path = "../support/outside.rs"]
mod outside;
mod own_codes;
#[path = "../support/pictures.rs"]
mod pictures;
#[path = "../support/reader_program.rs"]
mod reader_program;
#[cfg(target_os = "linux")]
#[path = "../support/skipped.rs"]
mod skipped;
#[cfg(target_os = "linux")]
#[path = "../support/slow_disk.rs"]
mod slow_disk;
#[path = "../support/test_app.rs"]
mod test_app;
mod ticker;
mod time_server;
#[path = "../support/time_server.rs"]
mod time_servers;
mod timer;
mod watch;
#[cfg(target_os = "linux")]
mod wiped;

#[cfg(target_os = "linux")]
use skipped::skipped;

//! The program that reads pictures and derives keys, and the side that asks it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

#[cfg(target_os = "linux")]
mod confined;
mod keys;
mod process;
#[cfg(target_os = "linux")]
#[path = "../support/skipped.rs"]
mod skipped;

//! The core: codes, the vault and its file, and what may happen to that file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod defects;
mod earlier;
#[cfg(target_os = "linux")]
#[path = "../support/eventually.rs"]
mod eventually;
mod faults;
mod faults_vault;
mod file;
#[cfg(target_os = "linux")]
mod hung_disk;
mod kill_storm;
mod merge;
mod otp;
mod otpauth;
#[cfg(target_os = "linux")]
mod payload_memory;
mod python_reader;
mod recovery_codes;
mod search;
#[cfg(target_os = "linux")]
#[path = "../support/slow_disk.rs"]
mod slow_disk;
mod store;
mod store_conflicts;
mod store_generations;
#[cfg(target_os = "linux")]
mod store_places;
#[path = "../support/mod.rs"]
mod support;
mod vault;
mod ways;

#[cfg(target_os = "linux")]
use support::skipped;

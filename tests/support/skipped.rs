//! What was not tested is said.
#![allow(dead_code)] // Each program that uses it needs it on some systems only.

use std::io::Write;

/// Says on the real standard error, which the test harness does not catch, what was not tested.
pub fn skipped(why: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: {why}");
}

//! Pictures to texts, in this process: which codes are read, and at what cost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod codes;
mod files;
mod others;
mod pdf;
#[path = "../support/pictures.rs"]
mod pictures;
mod quirks;
#[path = "../support/samples.rs"]
mod samples;

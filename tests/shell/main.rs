//! The shell: driven through its commands as the page would, and held to its walls.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod app;
mod canary;
mod commands;
mod contract;
mod hardening;
mod samples;
mod sources;
mod ticker;
mod timer;
mod walls;
mod world;

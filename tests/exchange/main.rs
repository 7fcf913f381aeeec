//! Accounts on their way in and out: other apps' files and texts, drafts, and what is written for
//! other apps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod authenticators;
#[path = "../support/corpus/mod.rs"]
mod corpus;
mod derivation;
mod draft;
mod hostile_input;
mod intake;
mod links;
mod managers;
mod migration;
mod nasty;
#[path = "../support/pictures.rs"]
mod pictures;
mod reading;
mod recovery_codes;
mod refused;
#[path = "../support/samples.rs"]
mod samples;
mod small;
#[path = "../support/mod.rs"]
mod support;
mod write;

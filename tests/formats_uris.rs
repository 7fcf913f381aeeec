//! Texts with one URI a line, and the transfer codes of Google Authenticator in them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod support;

use support::corpus::{self, Refusal};

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("otpauth_uri", &[]);
}

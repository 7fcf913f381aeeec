//! Apps that have one kind of file, small databases of phones, and what browsers keep.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod support;

use support::corpus::{self, Refusal};
use tessera_core::formats::ReadError;

#[test]
fn the_samples_give_what_their_manifest_says() {
    for format in
        ["authy", "battlenet", "cotp", "duo", "otp_auth_ios", "steam", "totp_authenticator"]
    {
        corpus::hold(format, &[]);
    }
    corpus::hold("winauth", &[("winauth.invalid.zip", Refusal::Read(ReadError::Empty))]);
}

//! Apps that have one kind of file, preferences of phones, and what browsers keep. The ciphertexts were
//! made with openssl, argon2 and Python, from the descriptions of the formats.

mod authy;
mod browser;
mod otp_auth;
mod otpclient;
mod plain;
mod steam;
mod totp_authenticator;
mod variants;
mod winauth;
mod words;

use crate::corpus;

#[test]
fn the_samples_give_what_their_manifest_says() {
    for format in [
        "authy",
        "battlenet",
        "cotp",
        "duo",
        "otp_auth_ios",
        "steam",
        "totp_authenticator",
        "winauth",
    ] {
        corpus::hold(format);
    }
}

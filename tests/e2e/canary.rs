//! A secret made for one run, and every form in which it could leak.

use std::fmt::Write;

use crate::Result;

/// An account whose secret occurs nowhere else in the world.
pub struct Canary {
    secret: Vec<u8>,
    pub issuer: &'static str,
    pub account: &'static str,
}

impl Canary {
    pub fn new() -> Result<Self> {
        let mut secret = vec![0; 20];
        getrandom::fill(&mut secret)?;
        Ok(Self { secret, issuer: "Kestrel Harbour", account: "ada@kestrel.example" })
    }

    pub fn base32(&self) -> String {
        const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let bits: Vec<u8> =
            self.secret.iter().flat_map(|byte| (0..8).rev().map(move |i| byte >> i & 1)).collect();
        let digit = |five: &[u8]| {
            char::from(ALPHABET[five.iter().fold(0, |sum, bit| sum << 1 | usize::from(*bit))])
        };
        bits.chunks(5).map(digit).collect()
    }

    pub fn uri(&self) -> String {
        let (issuer, account) = (percent(self.issuer), percent(self.account));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.base32())
    }

    /// The forms that must be found nowhere, each with a name that may be printed.
    pub fn forms(&self) -> Vec<(&'static str, Vec<u8>)> {
        let hex = self.secret.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        let base32 = self.base32();
        let texts = [
            ("base32", base32.clone()),
            ("base32 in lower case", base32.to_lowercase()),
            ("hexadecimal", hex.clone()),
            ("hexadecimal in upper case", hex.to_uppercase()),
            (
                "percent-encoded bytes",
                self.secret.iter().fold(String::new(), |text, byte| text + &format!("%{byte:02X}")),
            ),
            ("percent-encoded URI", percent(&self.uri())),
            ("URI", self.uri()),
        ];
        let raw = [("raw bytes", self.secret.clone())];
        let narrow = texts.iter().map(|(name, text)| (*name, text.clone().into_bytes()));
        let wide = texts
            .iter()
            .map(|(name, text)| (*name, text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        raw.into_iter().chain(narrow).chain(wide).collect()
    }

    /// The names of the forms that `bytes` holds.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&'static str> {
        let forms = self.forms();
        forms.into_iter().filter(|(_, form)| contains(bytes, form)).map(|(name, _)| name).collect()
    }
}

/// Whether `needle` occurs in `hay`.
pub fn contains(hay: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(hay, needle).is_some()
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[test]
fn the_canary_is_found_where_it_is() -> Result<()> {
    let canary = Canary::new()?;
    let page = format!("<p>{}</p>", canary.base32());
    assert_eq!(canary.found_in(page.as_bytes()), ["base32"]);
    assert_eq!(canary.found_in(b"nothing here"), Vec::<&str>::new());
    Ok(())
}

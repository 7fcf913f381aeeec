//! The fields of a KeePass entry, and the four ways in which its plugins and successors keep codes in
//! them.
//!
//! | fields                                  | by                            |
//! |-----------------------------------------|-------------------------------|
//! | `otp`: a URI, or `key=…&step=…&size=…`   | KeePassXC, KeeWeb; KeeOTP      |
//! | `TOTP Seed`, `TOTP Settings`            | KeeTrayTOTP                   |
//! | `TimeOtp-…`                             | KeePass from 2.47             |
//! | `HmacOtp-…`                             | KeePass                       |

use std::collections::BTreeMap;

use tessera_core::otpauth;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{self, PartKind, PartSecret, Parts};

const KNOWN: [&str; 18] = [
    "Title",
    "UserName",
    "Notes",
    "otp",
    "TOTP Seed",
    "TOTP Settings",
    "TimeOtp-Secret",
    "TimeOtp-Secret-Base32",
    "TimeOtp-Secret-Hex",
    "TimeOtp-Secret-Base64",
    "TimeOtp-Algorithm",
    "TimeOtp-Length",
    "TimeOtp-Period",
    "HmacOtp-Secret",
    "HmacOtp-Secret-Base32",
    "HmacOtp-Secret-Hex",
    "HmacOtp-Secret-Base64",
    "HmacOtp-Counter",
];

#[derive(Default)]
pub(super) struct Attributes(BTreeMap<String, SecretText>);

impl Attributes {
    /// Keeps a field that something is read of; an entry may have any number of others.
    pub(super) fn insert(&mut self, key: String, value: SecretText) {
        if KNOWN.contains(&key.as_str()) {
            self.0.insert(key, value);
        }
    }

    /// What stands in a field that is no secret.
    pub(super) fn text(&self, key: &str) -> String {
        self.get(key).map(|value| value.expose().to_owned()).unwrap_or_default()
    }

    fn get(&self, key: &str) -> Option<&SecretText> {
        self.0.get(key).filter(|value| !value.expose().trim().is_empty())
    }

    fn number(&self, key: &str) -> Number {
        Number::of_text(&self.text(key))
    }

    /// One code by time, in the first way that is there, and one by counter.
    pub(super) fn add_to(&self, items: &mut Items, item: &Item) {
        let by_time = || self.seed(item).or_else(|| self.time(item));
        let drafts = [self.otp(item).or_else(by_time), self.counter(item)];
        let mut is_empty = true;
        for draft in drafts.into_iter().flatten() {
            items.add_draft(item, draft);
            is_empty = false;
        }
        if is_empty {
            items.add(item, []);
        }
    }

    fn otp(&self, item: &Item) -> Option<Draft> {
        let field = self.get("otp")?;
        let text = field.expose().trim();
        if !text.contains("://") && text.contains("key=") {
            return Some(keeotp(text, item).draft());
        }
        // KeeOtp2 keeps KeeOTP's word for the digits.
        let size = otpauth::parameter(text, "size").filter(|_| text.contains("://"));
        match size.filter(|_| otpauth::parameter(text, "digits").is_none()) {
            Some(size) => {
                let uri = SecretText::new(format!("{text}&digits={}", size.trim()));
                Some(parts::uri_or_secret(&uri, item.labels()))
            }
            None => Some(parts::uri_or_secret(field, item.labels())),
        }
    }

    /// `30;6`, or `30;S` for Steam; a third part may name a server that sets the clock.
    fn seed(&self, item: &Item) -> Option<Draft> {
        let secret = PartSecret::Base32(self.get("TOTP Seed")?.clone());
        let settings = self.text("TOTP Settings");
        let mut settings = settings.split(';').map(str::trim);
        let (period, digits) = (settings.next().unwrap_or(""), settings.next().unwrap_or(""));
        let is_steam = digits.eq_ignore_ascii_case("s");
        let parts = Parts {
            labels: item.labels(),
            kind: if is_steam { PartKind::Steam } else { PartKind::Totp },
            secret,
            digits: if is_steam { Number::None } else { Number::of_text(digits) },
            period: Number::of_text(period),
            ..Parts::default()
        };
        Some(parts.draft())
    }

    fn time(&self, item: &Item) -> Option<Draft> {
        let parts = Parts {
            labels: item.labels(),
            secret: self.secret("TimeOtp-Secret")?,
            // `HMAC-SHA-256`, and so on.
            algorithm: self.text("TimeOtp-Algorithm"),
            digits: self.number("TimeOtp-Length"),
            period: self.number("TimeOtp-Period"),
            ..Parts::default()
        };
        Some(parts.draft())
    }

    fn counter(&self, item: &Item) -> Option<Draft> {
        let parts = Parts {
            labels: item.labels(),
            kind: PartKind::Hotp,
            secret: self.secret("HmacOtp-Secret")?,
            counter: self.number("HmacOtp-Counter"),
            ..Parts::default()
        };
        Some(parts.draft())
    }

    /// The field itself holds the bytes as text; its siblings are named after their encodings.
    fn secret(&self, name: &str) -> Option<PartSecret> {
        let field = |encoding: &str| self.get(&format!("{name}{encoding}"));
        if let Some(secret) = field("-Base32") {
            return Some(PartSecret::Base32(secret.clone()));
        }
        if let Some(secret) = field("-Hex") {
            return Some(PartSecret::Hex(secret.clone()));
        }
        if let Some(secret) = field("-Base64") {
            return Some(PartSecret::Base64(secret.clone()));
        }
        field("").map(|secret| PartSecret::Bytes(secret.expose().as_bytes().to_vec().into()))
    }
}

/// `key=BASE32&step=30&size=6&otpHashMode=Sha256&type=totp&counter=0`.
fn keeotp(text: &str, item: &Item) -> Parts {
    let get = |wanted: &str| {
        let pair = text.split('&').filter_map(|pair| pair.split_once('='));
        let mut values = pair.filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        values.next().map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let key = percent_encoding::percent_decode_str(get("key")).decode_utf8_lossy().into_owned();
    let secret = SecretText::new(key);
    Parts {
        labels: item.labels(),
        kind: match get("encoder").eq_ignore_ascii_case("steam") {
            true => PartKind::Steam,
            false => PartKind::parse(get("type")),
        },
        secret: match get("encoding").to_ascii_lowercase().as_str() {
            "hex" => PartSecret::Hex(secret),
            "base64" => PartSecret::Base64(secret),
            "utf8" => PartSecret::Bytes(secret.expose().as_bytes().to_vec().into()),
            _ => PartSecret::Base32(secret),
        },
        algorithm: get("otpHashMode").to_owned(),
        digits: Number::of_text(get("size")),
        period: Number::of_text(get("step")),
        counter: Number::of_text(get("counter")),
        ..Parts::default()
    }
}

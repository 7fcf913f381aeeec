//! The browser extension of authenticator.cc: an object of records, plain or encrypted in one of three
//! ways.

mod seal;

use serde::Deserialize;
use serde_json::value::RawValue;
use tessera_core::entry::Labels;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::{self, Named, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::fields::unread;
use crate::formats::format::{Format, Import, ReadContext, ReadError};

use seal::Keys;

pub(crate) const FORMAT: Format = Format {
    name: "authenticator-cc",
    title: "Authenticator (browser extension)",
    recognises: |content| {
        let records = records(content).unwrap_or_default();
        records
            .iter()
            .filter_map(|(key, raw)| record(key, raw).ok())
            .any(|record| record.is_entry())
    },
    read,
};

/// Whatever a record may hold: its own kind says little, and older ones do not say it.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Record {
    #[serde(deserialize_with = "lenient_json::text")]
    data_type: String,
    // An entry.
    #[serde(deserialize_with = "lenient_json::flag")]
    encrypted: bool,
    #[serde(deserialize_with = "lenient_json::text")]
    account: String,
    #[serde(deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(deserialize_with = "lenient_json::text")]
    r#type: String,
    #[serde(deserialize_with = "lenient_json::text")]
    algorithm: String,
    digits: Number,
    period: Number,
    counter: Number,
    index: Number,
    #[serde(deserialize_with = "lenient_json::flag")]
    pinned: bool,
    // An entry that is encrypted as a whole.
    #[serde(deserialize_with = "lenient_json::secret")]
    data: SecretText,
    #[serde(deserialize_with = "lenient_json::text")]
    key_id: String,
    // A key.
    #[serde(deserialize_with = "lenient_json::text")]
    id: String,
    #[serde(deserialize_with = "lenient_json::text")]
    salt: String,
    #[serde(deserialize_with = "lenient_json::text")]
    hash: String,
    #[serde(deserialize_with = "lenient_json::text")]
    enc: String,
}

type Records<'a> = Vec<(String, &'a RawValue)>;

fn records<'a>(content: &'a Content<'_>) -> Option<Records<'a>> {
    content.text().filter(|text| text.trim_start().starts_with('{'))?;
    content.parse_json::<Named<&RawValue>>().ok().map(|named| named.0)
}

/// What a record leaves out of itself is the key that it stands under.
fn record(key: &str, raw: &RawValue) -> Result<Record, Labels> {
    let record: Result<Record, _> = serde_json::from_str(raw.get());
    let mut record = record.map_err(|_| unread::labels(raw.get()))?;
    if record.hash.is_empty() && is_hash(key) {
        record.hash = key.to_owned();
    }
    Ok(record)
}

/// MD5 of the secret.
fn is_hash(key: &str) -> bool {
    key.len() == 32 && key.bytes().all(|b| b.is_ascii_hexdigit())
}

impl Record {
    fn is_entry(&self) -> bool {
        // One that has lost its secret is told.
        let has_code = !self.secret.expose().is_empty() || !self.r#type.is_empty();
        let has_shape = !self.hash.is_empty() && has_code;
        matches!(self.data_type.as_str(), "OTPStorage" | "EncOTPStorage")
            || (self.data_type.is_empty() && has_shape && !self.is_key())
    }

    fn is_key(&self) -> bool {
        self.data_type == "Key" || !self.enc.is_empty()
    }

    fn labels(&self) -> Labels {
        // What follows is the host that the entry is offered on.
        let issuer = self.issuer.split("::").next().unwrap_or_default();
        Labels { issuer: issuer.to_owned(), account: self.account.clone() }
    }
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let all = records(content).ok_or(ReadError::Damaged)?;
    let (mut keys, mut entries) = (Vec::new(), Vec::new());
    // Settings that are no records are passed over.
    for (key, raw) in all.into_iter().filter(|(_, raw)| raw.get().starts_with('{')) {
        context.go_on()?;
        match record(&key, raw) {
            Ok(record) if record.is_key() => keys.push(record),
            Ok(record) if !record.is_entry() => {}
            record => entries.push(record),
        }
    }
    entries
        .sort_by_key(|entry| entry.as_ref().ok().and_then(|e| e.index.get()).unwrap_or(u64::MAX));
    let mut keys = Keys::new(keys);
    let mut import = Import::default();
    for entry in entries {
        import.drafts.push(match entry {
            Ok(entry) => entry.draft(&mut keys, context)?,
            Err(labels) => Draft::unreadable(labels),
        });
    }
    keys.verdict()?;
    import.or_empty()
}

impl Record {
    fn is_hex_only(&self) -> bool {
        let secret = self.secret.expose();
        let is_base32 = |b: u8| b.is_ascii_alphabetic() || matches!(b, b'2'..=b'7' | b'=' | b' ');
        !secret.is_empty()
            && secret.bytes().all(|b| b.is_ascii_hexdigit())
            && !secret.bytes().all(is_base32)
    }

    fn draft(mut self, keys: &mut Keys, context: &ReadContext<'_>) -> Result<Draft, ReadError> {
        if self.data_type == "EncOTPStorage" {
            let Some(plain) = keys.open(&self.key_id, self.data.expose(), context)? else {
                return Ok(Draft::refused(self.labels(), UriError::Unreadable));
            };
            return Ok(match serde_json::from_str::<Self>(plain.expose()) {
                Ok(entry) => entry.parts().draft(),
                Err(_) => Draft::unreadable(unread::labels(plain.expose())),
            });
        }
        if self.encrypted && !self.secret.expose().is_empty() {
            match keys.open("", self.secret.expose(), context)? {
                Some(secret) => self.secret = secret,
                None => return Ok(Draft::refused(self.labels(), UriError::Unreadable)),
            }
        }
        Ok(self.parts().draft())
    }

    /// Older versions write kinds and algorithms as numbers, and 0 for what is as usual; the oldest
    /// have the kind before the secret, and take what is hexadecimal and not base32 for that.
    fn parts(mut self) -> Parts {
        let labels = self.labels();
        let mut word = self.r#type.to_ascii_lowercase();
        let secret = self.secret.expose().trim();
        for (prefix, kind) in [("blz-", "battle"), ("bliz-", "battle"), ("stm-", "steam")] {
            if let Some(rest) = secret.strip_prefix(prefix) {
                (self.secret, word) = (rest.to_owned().into(), kind.to_owned());
                break;
            }
        }
        if self.is_hex_only() {
            match word.as_str() {
                "" | "totp" | "1" => word = "hex".to_owned(),
                "hotp" | "2" => word = "hhex".to_owned(),
                _ => {}
            }
        }
        let or_usual = |number| if number == Number::Some(0) { Number::None } else { number };
        let (kind, is_hex, is_battle) = match word.as_str() {
            "" | "totp" | "1" => (PartKind::Totp, false, false),
            "hotp" | "2" => (PartKind::Hotp, false, false),
            "battle" | "3" => (PartKind::Totp, false, true),
            "steam" | "4" => (PartKind::Steam, false, false),
            "hex" | "5" => (PartKind::Totp, true, false),
            "hhex" | "6" => (PartKind::Hotp, true, false),
            other => (PartKind::parse(other), false, false),
        };
        let algorithm = match self.algorithm.as_str() {
            "1" => "SHA1".to_owned(),
            "2" => "SHA256".to_owned(),
            "3" => "SHA512".to_owned(),
            _ => self.algorithm,
        };
        Parts {
            labels,
            kind,
            secret: match is_hex {
                true => PartSecret::Hex(self.secret),
                false => PartSecret::Base32(self.secret),
            },
            algorithm,
            digits: if is_battle { Number::Some(8) } else { or_usual(self.digits) },
            period: or_usual(self.period),
            counter: self.counter,
            pinned: self.pinned,
            ..Parts::default()
        }
    }
}

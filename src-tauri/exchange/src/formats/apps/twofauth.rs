//! 2FAuth: its export as JSON.

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{self, PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadError};

pub(crate) const FORMAT: Format = Format {
    name: "2fauth",
    title: "2FAuth",
    recognises: |content| {
        content.has_keys(&["app", "data"]) && file(content).is_some_and(|file| file.is_ours())
    },
    read: |content, _| read(content),
};

#[derive(Deserialize)]
struct File {
    #[serde(default, deserialize_with = "lenient_json::text")]
    app: String,
    data: Each<Account>,
}

#[derive(Deserialize)]
struct Account {
    /// Alone, where the export was asked for links.
    #[serde(default, deserialize_with = "lenient_json::secret")]
    uri: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    otp_type: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    account: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    service: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default)]
    digits: Number,
    #[serde(default, deserialize_with = "lenient_json::text")]
    algorithm: String,
    #[serde(default)]
    period: Number,
    #[serde(default)]
    counter: Number,
}

impl File {
    fn is_ours(&self) -> bool {
        self.app.starts_with("2fauth_")
    }
}

fn file(content: &Content<'_>) -> Option<File> {
    content.parse_json().ok()
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    let accounts = file(content).ok_or(ReadError::Damaged)?.data;
    Import::of(accounts, Account::draft).or_empty()
}

impl Account {
    fn draft(self) -> Draft {
        let labels = Labels { issuer: self.service, account: self.account };
        if !self.uri.expose().is_empty() {
            return parts::uri_or_secret(&self.uri, labels);
        }
        Parts {
            labels,
            kind: PartKind::parse(&self.otp_type),
            secret: PartSecret::Base32(self.secret),
            algorithm: self.algorithm,
            digits: self.digits,
            period: self.period,
            counter: self.counter,
            ..Parts::default()
        }
        .draft()
    }
}

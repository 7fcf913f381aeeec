//! Raivo: an array of accounts in an archive with AES, or unpacked. Every value in it is text.

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::containers::archive::Archive;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "raivo",
    title: "Raivo",
    recognises: |content| member(content).is_some() || content.has_elements(&["kind", "timer"]),
    read,
};

const MEMBER: &str = "raivo-otp-export.json";

#[derive(Deserialize)]
struct Account {
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    account: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    algorithm: String,
    #[serde(default)]
    digits: Number,
    #[serde(default, deserialize_with = "lenient_json::text")]
    kind: String,
    #[serde(default)]
    timer: Number,
    #[serde(default)]
    counter: Number,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    pinned: bool,
}

fn member(content: &Content<'_>) -> Option<String> {
    let is_list = |name: &&String| name.rsplit('/').next() == Some(MEMBER);
    content.members().iter().find(is_list).cloned()
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let accounts: Each<Account> = match member(content) {
        Some(member) => {
            let mut archive = Archive::of(content.bytes()).ok_or(ReadError::Damaged)?;
            let json = archive.unpack(&member, context)?;
            json::parse(&json)?
        }
        None => content.parse_json()?,
    };
    Import::of(accounts, Account::draft).or_empty()
}

impl Account {
    fn draft(self) -> Draft {
        // Raivo has no kind of its own for Steam's codes.
        let is_steam = self.issuer == "Steam" && self.digits == Number::Some(5);
        let kind = match PartKind::parse(&self.kind) {
            PartKind::Totp if is_steam => PartKind::Steam,
            kind => kind,
        };
        Parts {
            labels: Labels { issuer: self.issuer, account: self.account },
            kind,
            secret: PartSecret::Base32(self.secret),
            algorithm: self.algorithm,
            digits: self.digits,
            // 0 and for the other kind: text has no way to say "none".
            period: match self.timer {
                Number::Some(0) => Number::None,
                timer => timer,
            },
            counter: self.counter,
            pinned: self.pinned,
            ..Parts::default()
        }
        .draft()
    }
}

//! Lists of accounts as JSON that no app has for its own: what programs make of Google's transfer
//! codes, and what people write.
//!
//! extract_otp_secrets writes a URI beside the fields; google-authenticator-exporter writes the secret
//! in base64, once more in base32 as `totpSecret`, and Google's own numbers for the rest.

use serde::Deserialize;

use crate::draft::Draft;
use crate::entry::Labels;
use crate::otpauth::{self, UriError};
use crate::secret::SecretText;

use super::content::Content;
use super::format::{Format, Import, ReadError};
use super::loose::{self, Each, Number};
use super::parts::{self, PartKind, PartSecret, Parts};
use super::{Found, Reading};

/// To be held against an array after all others.
pub(super) const FORMAT: Format = Format {
    name: "json",
    title: "List of accounts (JSON)",
    recognises: |content| {
        ["type", "issuer", "digits", "url"].iter().any(|key| content.has_elements(&["secret", key]))
            || links(content).is_some()
    },
    read: |content, _| read(content),
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Account {
    #[serde(default, deserialize_with = "loose::text")]
    name: String,
    #[serde(default, deserialize_with = "loose::text")]
    account: String,
    #[serde(default, deserialize_with = "loose::text")]
    issuer: String,
    #[serde(default, deserialize_with = "loose::text")]
    service: String,
    #[serde(default, deserialize_with = "loose::secret")]
    secret: SecretText,
    #[serde(default, deserialize_with = "loose::secret")]
    totp_secret: SecretText,
    #[serde(default, deserialize_with = "loose::secret")]
    url: SecretText,
    #[serde(default, deserialize_with = "loose::text")]
    r#type: String,
    #[serde(default, deserialize_with = "loose::text")]
    algorithm: String,
    #[serde(default)]
    digits: Number,
    #[serde(default)]
    period: Number,
    #[serde(default)]
    counter: Number,
}

/// Links and nothing else.
fn links(content: &Content<'_>) -> Option<Vec<SecretText>> {
    let is_array = |text: &str| text.trim_start().starts_with('[');
    content.text().filter(|text| is_array(text))?;
    let links: Vec<String> = content.parse_json().ok()?;
    let is_list = links.first().is_some_and(|link| link.trim_start().starts_with("otpauth"));
    is_list.then(|| links.into_iter().map(SecretText::new).collect())
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    if let Some(links) = links(content) {
        let mut found = Found::default();
        for link in &links {
            if found.read(link) == Reading::NoAccount {
                found.drafts.push(Draft::refused(Labels::default(), UriError::NotOtpauth));
            }
        }
        return Import { drafts: found.drafts, ..Import::default() }.or_empty();
    }
    let accounts: Each<Account> = content.parse_json()?;
    let unreadable = || Draft::refused(Labels::default(), UriError::Unreadable);
    let draft = |account: Option<Account>| account.map_or_else(unreadable, Account::draft);
    let drafts = accounts.0.into_iter().map(draft).collect();
    Import { drafts, ..Import::default() }.or_empty()
}

impl Account {
    fn draft(self) -> Draft {
        let or = |one: String, other| if one.is_empty() { other } else { one };
        let labels =
            Labels { issuer: or(self.issuer, self.service), account: or(self.account, self.name) };
        // Other addresses may be those of the site.
        if otpauth::parse(self.url.expose()) != Err(UriError::NotOtpauth) {
            return parts::uri_or_secret(&self.url, labels);
        }
        let is_googles = !self.totp_secret.expose().is_empty();
        let algorithm = match self.algorithm.trim_start_matches("ALGO_") {
            "1" if is_googles => "SHA1",
            "2" if is_googles => "SHA256",
            "3" if is_googles => "SHA512",
            word => word,
        };
        Parts {
            labels,
            kind: PartKind::parse(self.r#type.trim_start_matches("OTP_")),
            secret: PartSecret::Base32(if is_googles { self.totp_secret } else { self.secret }),
            algorithm: algorithm.to_owned(),
            digits: match self.digits {
                Number::Some(1) if is_googles => Number::None,
                Number::Some(2) if is_googles => Number::Some(8),
                // Google's numbers, or what they say: nothing tells.
                Number::Some(1 | 2) => Number::Bad,
                digits => digits,
            },
            period: self.period,
            counter: self.counter,
            ..Parts::default()
        }
        .draft()
    }
}

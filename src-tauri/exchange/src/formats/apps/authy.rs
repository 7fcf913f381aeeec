//! Authy: its preferences on a rooted phone, what it fetches from its server, what well-known scripts
//! make of that, and the spreadsheet that it sends to whoever asks for their data.

mod preferences;
mod seal;
mod sheet;
mod tokens;

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::{self, Each};
use crate::formats::fields::parts::{PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};

pub(crate) const FORMAT: Format = Format {
    name: "authy",
    title: "Authy",
    recognises: |content| {
        preferences::recognises(content)
            || tokens::recognises(content)
            || sheet::recognises(content)
            || content.has_elements(&["name", "secret", "uri"])
    },
    read,
};

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if preferences::recognises(content) {
        return preferences::read(content, context);
    }
    if tokens::recognises(content) {
        return tokens::read(content, context);
    }
    if sheet::recognises(content) {
        return sheet::read(content, context);
    }
    scripted(content)
}

/// `[{name, secret, uri}]`: the URI says all that there is.
#[derive(Deserialize)]
struct Scripted {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    uri: SecretText,
}

fn scripted(content: &Content<'_>) -> Result<Import, ReadError> {
    let accounts: Each<Scripted> = content.parse_json()?;
    Import::of(accounts, Scripted::draft).or_empty()
}

impl Scripted {
    fn draft(self) -> Draft {
        let labels = named("", "", &self.name);
        match otpauth::parse(self.uri.expose()) {
            Ok(mut account) => {
                if account.labels.account.is_empty() {
                    account.labels.account = labels.account;
                }
                Draft::new(account)
            }
            Err(UriError::NotOtpauth) => {
                let secret = PartSecret::Base32(self.secret);
                Parts { labels, secret, ..Parts::default() }.draft()
            }
            Err(reason) => Draft::refused(labels, reason),
        }
    }
}

/// Authy keeps the names of the URI as `original`, and shows one that the user may have edited:
/// `Issuer: account`, `Issuer - account` or the account alone.
fn named(original_issuer: &str, original_name: &str, shown: &str) -> Labels {
    let before_colon =
        |name: &str| name.split_once(':').map(|(issuer, _)| issuer.trim().to_owned());
    let before_dash =
        |name: &str| name.split_once(" - ").map(|(issuer, _)| issuer.trim().to_owned());
    let issuer = match original_issuer.trim() {
        "" => before_colon(original_name).or(before_colon(shown)).or(before_dash(shown)),
        issuer => Some(issuer.to_owned()),
    };
    let issuer = issuer.unwrap_or_default();
    let name = if shown.trim().is_empty() { original_name } else { shown };
    let rest = name.trim().strip_prefix(issuer.as_str()).filter(|_| !issuer.is_empty());
    let rest = rest.and_then(|rest| rest.strip_prefix(':').or(rest.strip_prefix(" - ")));
    Labels { account: rest.unwrap_or(name).trim().to_owned(), issuer }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn the_issuer_is_taken_off_the_name_however_it_is_joined() {
        for (issuer, original, shown, expected) in [
            ("Deno", "Deno:Mason", "Deno: Mason", ("Deno", "Mason")),
            ("Deno", "Deno:Mason", "My own", ("Deno", "My own")),
            ("", "Deno:Mason", "Deno: Mason", ("Deno", "Mason")),
            ("", "", "Deno - Mason", ("Deno", "Mason")),
            ("", "", "Mason", ("", "Mason")),
            ("Deno", "Deno:Mason", "", ("Deno", "Mason")),
            ("Deno", "", "Denotes", ("Deno", "Denotes")),
        ] {
            let labels = named(issuer, original, shown);
            assert_eq!((labels.issuer.as_str(), labels.account.as_str()), expected);
        }
    }
}

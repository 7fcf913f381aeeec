//! WinAuth: URIs, a line each, in a text or in an archive that may be encrypted. They carry no
//! algorithm; Steam's lines have the secret not where URIs have it, but in JSON.

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::otp::Kind;
use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::Found;
use crate::formats::apps::steam;
use crate::formats::containers::archive::Archive;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json;
use crate::formats::format::{ENOUGH, Format, Import, LostField, ReadContext, ReadError, Remark};

pub(crate) const FORMAT: Format = Format {
    name: "winauth",
    title: "WinAuth",
    recognises: |content| {
        content.text().is_some_and(|text| text.lines().any(is_own)) || is_own_archive(content)
    },
    read,
};

#[derive(Deserialize)]
struct SteamData {
    #[serde(deserialize_with = "lenient_json::secret")]
    shared_secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    account_name: String,
}

fn is_own(line: &str) -> bool {
    is_uri(line) && (parameter(line, "icon") == Some("WinAuth") || steam_data(line).is_some())
}

fn is_uri(line: &str) -> bool {
    line.trim_start().get(..8).is_some_and(|head| head.eq_ignore_ascii_case("otpauth:"))
}

/// Nothing but texts, or nothing at all; a name of an archive of another app is that app's.
fn is_own_archive(content: &Content<'_>) -> bool {
    let is_text = |name: &String| name.to_ascii_lowercase().ends_with(".txt");
    content.members().iter().all(is_text) && Archive::of(content.bytes()).is_some()
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let mut found = Found::default();
    let (mut without_algorithm, mut unread) = (0, Vec::new());
    if let Some(text) = content.text() {
        without_algorithm += lines(text, &mut found, context)?;
    } else {
        let mut archive = Archive::of(content.bytes()).ok_or(ReadError::Damaged)?;
        archive.foresee(content.members(), context)?;
        for name in content.members() {
            let text = archive.unpack(name, context)?;
            let text = std::str::from_utf8(&text).map_err(|_| ReadError::Damaged)?;
            let text = text.trim_start_matches('\u{feff}');
            match text.lines().any(is_own) {
                true => without_algorithm += lines(text, &mut found, context)?,
                // A list of somebody else's.
                false => {
                    unread.extend(found.read_lines(text, &|| context.go_on().is_ok()).remark())
                }
            }
        }
    }
    let lost = Remark::Lost { field: LostField::Algorithm, count: without_algorithm };
    let lost = (without_algorithm > 0).then_some(lost);
    let remarks = lost.into_iter().chain(unread).collect();
    Import { drafts: found.drafts, remarks }.or_empty()
}

/// Reads every line, and gives the number of codes whose algorithm is a guess.
fn lines(text: &str, found: &mut Found, context: &ReadContext<'_>) -> Result<usize, ReadError> {
    let mut without_algorithm = 0;
    for line in text.lines() {
        context.go_on()?;
        if found.drafts.len() >= ENOUGH {
            break;
        }
        if let Some(data) = steam_data(line) {
            let labels = otpauth::labels(line);
            found.drafts.push(match data {
                Some(data) => data.draft(labels),
                None => Draft::refused(labels, UriError::Unreadable),
            });
            continue;
        }
        let before = found.drafts.len();
        found.read(&SecretText::new(line.trim().to_owned()));
        let may_be_wrong = |draft: &&Draft| {
            let otp = draft.otp.as_ref().ok();
            otp.is_some_and(|otp| matches!(otp.kind(), Kind::Totp | Kind::Hotp))
        };
        if parameter(line, "algorithm").is_none() {
            without_algorithm += found.drafts.iter().skip(before).filter(may_be_wrong).count();
        }
    }
    Ok(without_algorithm)
}

/// What stands in `data` of one of Steam's lines; an inner none where it cannot be read.
fn steam_data(line: &str) -> Option<Option<SteamData>> {
    if !is_uri(line) {
        return None;
    }
    let data = parameter(line, "data")?;
    let mut decoded = Zeroizing::new(Vec::with_capacity(data.len()));
    decoded.extend(percent_decode_str(data));
    Some(serde_json::from_slice(&decoded).ok())
}

fn parameter<'a>(uri: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = uri.trim().split_once('?')?;
    let value = |pair: &'a str| pair.split_once('=').filter(|(key, _)| *key == name);
    query.split('&').find_map(value).map(|(_, value)| value)
}

impl SteamData {
    fn draft(self, labels: Labels) -> Draft {
        let account = if labels.account.is_empty() { self.account_name } else { labels.account };
        steam::shared(&self.shared_secret, Labels { issuer: "Steam".to_owned(), account })
    }
}

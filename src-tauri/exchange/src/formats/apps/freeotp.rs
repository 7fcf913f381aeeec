//! FreeOTP and FreeOTP+: their tokens as JSON in an Android map (FreeOTP 1, and both inside), in one
//! JSON file (FreeOTP+), and the encrypted backup of FreeOTP 2.

mod backup;
mod token;

use serde::Deserialize;

use crate::formats::containers::java;
use crate::formats::containers::preferences::Preferences;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::Each;
use crate::formats::fields::unread;
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;
use token::{Token, in_order};

/// FreeOTP 1, and what FreeOTP+ keeps inside.
pub(crate) const FORMAT: Format = Format {
    name: "freeotp",
    title: "FreeOTP",
    recognises: |content| preferences(content).is_some_and(|map| map.iter().any(is_token)),
    read: |content, _| read_map(&preferences(content).ok_or(ReadError::Damaged)?),
};

/// The export of FreeOTP+.
pub(crate) const PLUS: Format = Format {
    name: "freeotp+",
    title: "FreeOTP+",
    recognises: |content| content.has_keys(&["tokens", "tokenOrder"]),
    read: |content, _| read_file(content),
};

/// The backup of FreeOTP 2.
pub(crate) const BACKUP: Format = Format {
    name: "freeotp2",
    title: "FreeOTP 2",
    recognises: |content| content.bytes().starts_with(&java::MAGIC),
    read: |content, context: &mut ReadContext<'_>| backup::read(content.bytes(), context),
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    tokens: Each<Token>,
    #[serde(default)]
    token_order: Each<String>,
}

fn read_file(content: &Content<'_>) -> Result<Import, ReadError> {
    let text = content.text().ok_or(ReadError::Damaged)?;
    let file: File = json::parse(text.as_bytes())?;
    let order: Vec<String> = file.token_order.known().collect();
    in_order(file.tokens.0, &order).or_empty()
}

fn preferences(content: &Content<'_>) -> Option<Preferences> {
    content.text().filter(|text| text.contains("<map")).and_then(Preferences::parse)
}

fn is_token((_, text): (&str, &tessera_core::secret::SecretText)) -> bool {
    serde_json::from_str::<Token>(text.expose()).is_ok_and(|token| token.is_whole())
}

fn read_map(map: &Preferences) -> Result<Import, ReadError> {
    let order = map.get("tokenOrder");
    let order: Option<Each<String>> =
        order.and_then(|text| serde_json::from_str(text.expose()).ok());
    let order: Vec<String> = order.unwrap_or_default().known().collect();
    let tokens = map.iter().filter(|(name, _)| *name != "tokenOrder");
    let tokens = tokens.filter(|(_, text)| text.expose().trim_start().starts_with('{'));
    let tokens = tokens
        .map(|(_, text)| {
            serde_json::from_str(text.expose()).map_err(|_| unread::labels(text.expose()))
        })
        .collect();
    in_order(tokens, &order).or_empty()
}

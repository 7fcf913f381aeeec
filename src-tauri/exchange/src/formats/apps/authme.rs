//! Authme: blocks of text, by themselves or in base64 in JSON.

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::Unsupported;
use crate::formats::content::Content;
use crate::formats::fields::encoded::base64;
use crate::formats::fields::lenient_json::{self, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadError};

pub(crate) const FORMAT: Format = Format {
    name: "authme",
    title: "Authme",
    recognises: |content| content.has_keys(&["role", "codes"]) || is_text(content),
    read: |content, _| read(content),
};

#[derive(Deserialize)]
struct File {
    #[serde(default, deserialize_with = "lenient_json::flag")]
    encrypted: bool,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    codes: SecretText,
}

fn is_text(content: &Content<'_>) -> bool {
    let has = |key: &str| {
        content.text().is_some_and(|text| text.lines().any(|line| line.starts_with(key)))
    };
    ["Name:", "Secret:", "Issuer:", "Type:"].into_iter().all(has)
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    if is_text(content) {
        let drafts = blocks(content.text().unwrap_or_default());
        return Import { drafts, ..Import::default() }.or_empty();
    }
    let file: File = content.parse_json()?;
    if file.encrypted {
        return Err(ReadError::Unsupported(Unsupported::DeviceKey));
    }
    let codes = base64(file.codes.expose()).ok_or(ReadError::Damaged)?;
    let codes = std::str::from_utf8(&codes).map_err(|_| ReadError::Damaged)?;
    Import { drafts: blocks(codes), ..Import::default() }.or_empty()
}

#[derive(Default)]
struct Block<'a> {
    name: Option<&'a str>,
    secret: Option<&'a str>,
    issuer: Option<&'a str>,
    kind: Option<&'a str>,
    counter: Option<&'a str>,
}

/// `Name:`, `Secret:`, `Issuer:` and `Type:`, a line each, and `Counter:` in what extract_otp_secrets
/// prints; a field that comes again begins a new block.
fn blocks(text: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut block = Block::default();
    for line in text.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let key = key.trim();
        if block.place(key).is_some_and(|place| place.is_some()) {
            drafts.extend(std::mem::take(&mut block).draft());
        }
        if let Some(place) = block.place(key) {
            *place = Some(value.trim());
        }
    }
    drafts.extend(block.draft());
    drafts
}

impl<'a> Block<'a> {
    fn place(&mut self, key: &str) -> Option<&mut Option<&'a str>> {
        match key {
            "Name" => Some(&mut self.name),
            "Secret" => Some(&mut self.secret),
            "Issuer" => Some(&mut self.issuer),
            "Type" => Some(&mut self.kind),
            "Counter" => Some(&mut self.counter),
            _ => None,
        }
    }

    fn draft(self) -> Option<Draft> {
        if self.name.is_none() && self.secret.is_none() && self.issuer.is_none() {
            return None;
        }
        let text = |field: Option<&str>| field.unwrap_or_default().to_owned();
        let kind = self.kind.unwrap_or_default();
        let parts = Parts {
            labels: Labels { issuer: text(self.issuer), account: text(self.name) },
            kind: PartKind::parse(kind.strip_prefix("OTP_").unwrap_or(kind)),
            secret: PartSecret::Base32(text(self.secret).into()),
            counter: Number::of_text(self.counter.unwrap_or_default()),
            ..Parts::default()
        };
        Some(parts.draft())
    }
}

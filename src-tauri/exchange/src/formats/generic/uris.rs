//! Texts with one URI a line: what most apps write, and Google's transfer codes among them.

use tessera_core::secret::SecretText;

use crate::formats::Found;
use crate::formats::content::Content;
use crate::formats::format::{Format, Import, ReadError, Remark};
use crate::formats::lines;
use crate::formats::text::begins;

/// To be held against a text after all others: theirs hold URIs too.
pub(crate) const FORMAT: Format = Format {
    name: "uris",
    title: "List of otpauth links",
    recognises: |content| content.text().is_some_and(|text| text.lines().any(is_uri)),
    read: |content, _| read(content),
};

const SCHEMES: [&str; 5] =
    ["otpauth://", "apple-otpauth://", "otpauth-migration://", "steam://", "motp://"];

fn is_uri(line: &str) -> bool {
    SCHEMES.iter().any(|scheme| begins(line, scheme))
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    let text = SecretText::new(content.text().ok_or(ReadError::Damaged)?.to_owned());
    let mut found = Found::default();
    lines(&text, &mut found);
    let batches = found.batches.batches().into_iter().filter(|batch| !batch.missing.is_empty());
    let remarks = batches
        .map(|batch| Remark::MissingParts { of: batch.of, missing: batch.missing })
        .collect();
    Import { drafts: found.drafts, remarks }.or_empty()
}

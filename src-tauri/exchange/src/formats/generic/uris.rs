//! Texts with one URI a line: what most apps write, and Google's transfer codes among them.

use crate::formats::Found;
use crate::formats::content::Content;
use crate::formats::format::{Format, Import, ReadContext, ReadError, Remark};
use crate::formats::text::{begins, lines_while};

/// To be held against a text after all others: theirs hold URIs too.
pub(crate) const FORMAT: Format = Format {
    name: "uris",
    title: "List of otpauth links",
    recognises: |content| content.text().is_some_and(|text| text.lines().any(is_uri)),
    read,
};

const SCHEMES: [&str; 5] =
    ["otpauth://", "apple-otpauth://", "otpauth-migration://", "steam://", "motp://"];

fn is_uri(line: &str) -> bool {
    SCHEMES.iter().any(|scheme| begins(line, scheme))
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let text = content.text().ok_or(ReadError::Damaged)?;
    let mut found = Found::default();
    lines_while(text, &mut found, &|| context.go_on().is_ok());
    let batches = found.batches.batches().into_iter().filter(|batch| !batch.missing.is_empty());
    let remarks = batches
        .map(|batch| Remark::MissingParts { of: batch.of, missing: batch.missing })
        .collect();
    Import { drafts: found.drafts, remarks }.or_empty()
}

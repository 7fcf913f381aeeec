//! Texts with links in them, one a line or anywhere: what most apps write, Google's transfer codes among
//! them, and what people keep.

use crate::formats::Found;
use crate::formats::content::Content;
use crate::formats::format::{Format, Import, ReadContext, ReadError, Remark};
use crate::formats::text::has_links;

/// To be held against a text after all others: theirs hold URIs too.
pub(crate) const FORMAT: Format = Format {
    name: "uris",
    title: "List of otpauth links",
    recognises: |content| content.text().is_some_and(has_links),
    read,
};

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let text = content.text().ok_or(ReadError::Damaged)?;
    let mut found = Found::default();
    let unread = found.read_lines(text, &|| context.go_on().is_ok());
    let batches = found.batches.batches().into_iter().filter(|batch| !batch.missing.is_empty());
    let missing =
        batches.map(|batch| Remark::MissingParts { of: batch.of, missing: batch.missing });
    let remarks = missing.chain(unread.remark()).collect();
    Import { drafts: found.drafts, remarks }.or_empty()
}

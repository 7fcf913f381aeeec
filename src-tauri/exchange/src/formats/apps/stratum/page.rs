//! The HTML page of Stratum: a table whose third column holds the URI.

use crate::formats::content::Content;
use crate::formats::draft_of;
use crate::formats::fields::html_table::rows;
use crate::formats::format::{Import, ReadError};

pub(super) fn recognises(content: &Content<'_>) -> bool {
    content.text().is_some_and(|text| {
        let is_page = text.trim_start().starts_with('<');
        is_page && text.contains("<code>otpauth://") && text.contains("OTP Auth URI")
            || is_page && text.contains("<title>Stratum Backup</title>")
    })
}

pub(super) fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    let html = content.text().ok_or(ReadError::Damaged)?;
    let mut import = Import::default();
    for row in rows(html) {
        // Links of mOTP and Yandex are there without their PIN, and are refused by name.
        import.drafts.extend(row.iter().find_map(|cell| draft_of(&cell.text())));
    }
    import.or_empty()
}

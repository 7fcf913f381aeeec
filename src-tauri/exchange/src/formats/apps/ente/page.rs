//! The HTML page of Ente Auth.
//!
//! It is not UTF-8: of every character only the low byte was written, so that names outside Latin-1
//! are lost, and no period is in its text. The QR code of each entry has everything.

use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::fields::html_table::{Row, rows};
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Import, ReadContext, ReadError, Remark};

/// Of one entry.
const TABLE: &[u8] = b"class=\"otp-entry\"";

pub(super) fn recognises(content: &Content<'_>) -> bool {
    let bytes = content.bytes();
    let after_mark = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_page = after_mark.trim_ascii_start().starts_with(b"<");
    is_page && holds(bytes, b"Ente Auth") && holds(bytes, TABLE)
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

pub(super) fn read(
    content: &Content<'_>,
    context: &mut ReadContext<'_>,
) -> Result<Import, ReadError> {
    let mut latin = Zeroizing::new(String::new());
    let html = match std::str::from_utf8(content.bytes()) {
        Ok(text) => text,
        Err(_) => {
            // The page never moves, and leaves no copy behind: no character takes over two bytes.
            latin.reserve_exact(content.bytes().len() * 2);
            latin.extend(content.bytes().iter().copied().map(char::from));
            &latin
        }
    };
    let mut import = Import::default();
    let mut without_code = 0;
    for row in rows(html).filter(|row| row.len() == 2) {
        context.go_on()?;
        let from_picture = row
            .get(1)
            .and_then(|cell| cell.picture())
            .and_then(|picture| context.texts(&picture).iter().find_map(super::draft));
        import.drafts.push(from_picture.unwrap_or_else(|| {
            without_code += 1;
            from_text(&row)
        }));
    }
    if without_code > 0 {
        import.remarks.push(Remark::CodeUnread { count: without_code });
    }
    import.or_empty()
}

/// Issuer and account, each on a line, then lines of `Name: value`.
fn from_text(row: &Row<'_>) -> Draft {
    let text = row.first().map(|cell| cell.text()).unwrap_or_default();
    let mut lines = text.expose().lines();
    let labels = Labels {
        issuer: lines.next().unwrap_or_default().to_owned(),
        account: lines.next().unwrap_or_default().to_owned(),
    };
    let lines: Vec<&str> = lines.collect();
    // The value is a text of its own, in bold.
    let value = |name: &str| {
        let at = lines.iter().position(|line| line.trim_end_matches(':') == name)?;
        lines.get(at + 1).map(|value| value.trim())
    };
    Parts {
        labels,
        kind: PartKind::parse(value("Type").unwrap_or_default()),
        secret: PartSecret::Base32(SecretText::new(value("Secret").unwrap_or_default().to_owned())),
        algorithm: value("Algorithm").unwrap_or_default().to_owned(),
        digits: Number::of_text(value("Digits").unwrap_or_default()),
        period: Number::of_text(value("Period").unwrap_or_default()),
        counter: Number::of_text(value("Counter").unwrap_or_default()),
        ..Parts::default()
    }
    .draft()
}

//! The HTML page of Aegis: a table with a row for every entry.
//!
//! It has no column for the period, which stands only in the QR code of each row.

use tessera_core::entry::Labels;
use tessera_core::otpauth;
use tessera_core::secret::SecretText;

use super::Info;
use crate::formats::content::Content;
use crate::formats::fields::html_table::{Cell, Row, rows};
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::PartKind;
use crate::formats::format::{Import, ReadContext, ReadError, Remark};

/// The columns, in the order in which they have always stood.
const COLUMNS: [&str; 12] = [
    "Issuer", "Name", "Type", "QR Code", "UUID", "Note", "Favorite", "Algo", "Digits", "Secret",
    "Counter", "PIN",
];

pub(super) fn recognises(content: &Content<'_>) -> bool {
    content.text().is_some_and(|text| {
        let is_page = text.trim_start().starts_with('<');
        is_page && text.contains("<title>Aegis") && text.contains("<table")
    })
}

pub(super) fn read(
    content: &Content<'_>,
    context: &mut ReadContext<'_>,
) -> Result<Import, ReadError> {
    let mut rows = rows(content.text().ok_or(ReadError::Damaged)?);
    let header: Vec<SecretText> = rows.next().unwrap_or_default().iter().map(Cell::text).collect();
    let place = |name: &str| header.iter().position(|known| known.expose() == name);
    // The headings may be in another language.
    let places = COLUMNS.map(|name| place(name).or(COLUMNS.iter().position(|n| *n == name)));
    let mut import = Import::default();
    let mut without_period = 0;
    for row in rows {
        context.go_on()?;
        let row = Entry { row, places };
        let kind = PartKind::parse(row.text(2).expose());
        let period = match kind {
            PartKind::Totp => row.period(context)?,
            _ => None,
        };
        without_period += usize::from(kind == PartKind::Totp && period.is_none());
        import.drafts.push(
            row.info(period)
                .parts(
                    kind,
                    Labels { issuer: row.string(0), account: row.string(1) },
                    Vec::new(),
                    row.text(5),
                    row.text(6).expose() == "true",
                )
                .draft(),
        );
    }
    if without_period > 0 {
        import.remarks.push(Remark::CodeUnread { count: without_period });
    }
    import.or_empty()
}

/// One row, and where in it each column stands.
struct Entry<'a> {
    row: Row<'a>,
    places: [Option<usize>; 12],
}

impl Entry<'_> {
    fn cell(&self, column: usize) -> Option<&Cell<'_>> {
        self.row.get(self.places.get(column).copied().flatten()?)
    }

    /// Empty for a dash, which is written for what an entry does not have.
    fn text(&self, column: usize) -> SecretText {
        let text = self.cell(column).map(Cell::text).unwrap_or_default();
        if text.expose() == "-" && column >= 10 { SecretText::default() } else { text }
    }

    fn string(&self, column: usize) -> String {
        self.text(column).expose().to_owned()
    }

    fn info(&self, period: Option<u64>) -> Info {
        Info {
            secret: self.text(9),
            algo: self.string(7),
            digits: Number::of_text(self.text(8).expose()),
            period: period.map_or(Number::None, Number::Some),
            counter: Number::of_text(self.text(10).expose()),
            pin: self.text(11),
        }
    }

    /// From the QR code.
    fn period(&self, context: &mut ReadContext<'_>) -> Result<Option<u64>, ReadError> {
        let Some(picture) = self.cell(3).and_then(Cell::picture) else { return Ok(None) };
        context.go_on()?;
        let codes = context.texts(&picture);
        let account = codes.iter().find_map(|code| otpauth::parse(code.expose()).ok());
        let period = account.and_then(|account| account.otp.period());
        Ok(period.map(|period| period.seconds().into()))
    }
}

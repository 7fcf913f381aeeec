//! Spreadsheets of whoever writes one: password managers without a reader of their own, and tables
//! that people keep. The columns are known by their names; a link is known anywhere.
//!
//! Dashlane, Dropbox Passwords, LastPass, Myki, Netwrix, NordPass, Proton Pass, Psono, RoboForm, Synology
//! C2, 1Password and Zoho Vault are among those whose columns are listed, and what extract_otp_secrets
//! writes for KeePass.

mod packed;

use crate::formats::containers::markup::unescape;
use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::parts;
use crate::formats::fields::record::Record;
use crate::formats::fields::table::{Row, Table, columns};
use crate::formats::fields::words::{self, Word};
use crate::formats::format::{Format, Import, ReadContext, ReadError};

use packed::Packed;

/// To be held against a spreadsheet after those that have readers of their own.
pub(crate) const FORMAT: Format = Format {
    name: "csv",
    title: "Spreadsheet (CSV)",
    recognises: |content| is_table(content) || is_keepers(content) || has_links_in_cells(content),
    read,
};

/// Whether the columns are those of accounts: one for codes beside a name, or columns in which fields are
/// packed.
fn is_table(content: &Content<'_>) -> bool {
    let columns = plain_columns(content);
    let has = |word: Word| columns.iter().any(|column| word.is(column));
    let is_code = [Word::Code, Word::Counted, Word::Perhaps].into_iter().any(has);
    let is_named = [Word::Title, Word::Name, Word::Issuer, Word::User].into_iter().any(has);
    (is_named && (is_code || is_of_secrets(content, &columns))) || packed::is_any(&columns)
}

/// Whether a column for any secrets is one for codes: there are columns that only codes have; or there is
/// one for the issuer and none for passwords, and the first secret looks like that of a code.
fn is_of_secrets(content: &Content<'_>, columns: &[String]) -> bool {
    let has = |word: Word| columns.iter().any(|column| word.is(column));
    let is_password = |column: &String| column.contains("pass") || column == "pwd";
    if !has(Word::Secret) {
        return false;
    }
    if [Word::Algorithm, Word::Digits, Word::Period, Word::Counter].into_iter().any(has) {
        return true;
    }
    if !has(Word::Issuer) || columns.iter().any(is_password) {
        return false;
    }
    let is_secret = |row: Row<'_>| {
        let mut fields =
            columns.iter().zip(row.fields()).filter(|(column, _)| Word::Secret.is(column));
        fields.next().is_some_and(|(_, text)| words::is_secret(text))
    };
    content
        .text()
        .and_then(Table::of)
        .is_some_and(|table| table.rows().next().is_some_and(is_secret))
}

fn plain_columns(content: &Content<'_>) -> Vec<String> {
    columns(content).iter().map(|column| words::plain(column)).collect()
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let text = content.text().ok_or(ReadError::Damaged)?;
    let table = if is_keepers(content) { Table::headless(text, true) } else { Table::of(text) };
    let table = table.ok_or(ReadError::Damaged)?;
    let is_secret_a_code = is_of_secrets(content, &plain_columns(content));
    // LastPass writes what it showed on a page.
    let is_escaped = table.has("grouping") && table.has("extra");
    let mut items = Items::default();
    for row in table.rows() {
        context.go_on()?;
        if table.width() == 0 {
            add_nameless(row, &mut items);
            continue;
        }
        let packed = Packed::of(&table, row);
        let mut record = Record::default();
        for (name, text) in
            table.columns().zip(row.fields()).filter(|(name, _)| !packed::is_one(name))
        {
            record.add(name, text);
        }
        for (name, text) in packed.fields() {
            record.add(name, text);
        }
        record.add_to(&mut items, &item(&record, is_escaped), is_secret_a_code);
    }
    items.finish()
}

/// What a row says beside its codes.
fn item(record: &Record<'_>, is_escaped: bool) -> Item {
    let labels = record.labels();
    let tags = record.first(Word::Tags).split([';', ',']);
    let note = record.first(Word::Note);
    Item {
        title: if is_escaped {
            unescape(&labels.issuer).expose().to_owned()
        } else {
            labels.issuer
        },
        user: labels.account,
        tags: parts::tags(std::iter::once(record.first(Word::Folder)).chain(tags)),
        note: if words::has_link(note) { "" } else { note }.into(),
        pinned: matches!(record.first(Word::Favourite), "1" | "true" | "True" | "TRUE"),
        ..Item::default()
    }
}

/// Whether this is Keeper's spreadsheet, in which no row names columns.
fn is_keepers(content: &Content<'_>) -> bool {
    const NAMES: [&str; 4] = [",TFC:Keeper", ",$oneTimeCode", ",\"TFC:Keeper", ",\"$oneTimeCode"];
    let text = content.text().filter(|text| !text.trim_start().starts_with(['{', '[', '<']));
    text.is_some_and(|text| NAMES.iter().any(|name| text.contains(name)))
}

/// A row without a header over it. Keeper's begin with folder, title, user, password, address, note and
/// shared folder, and then have pairs of what a field is called and what it holds; of others the first cell
/// says what the row is.
fn add_nameless(row: Row<'_>, items: &mut Items) {
    const FIXED: usize = 7;
    let cells: Vec<&str> = row.fields().collect();
    let cell = |place: usize| cells.get(place).copied().unwrap_or_default().to_owned();
    let is_code = |cell: &str| Word::Code.is(&words::plain(cell)) && !words::has_link(cell);
    let is_keepers = cells.iter().skip(FIXED).any(|cell| is_code(cell));
    let mut record = Record::default();
    let mut left = cells.iter().copied().enumerate();
    while let Some((place, cell)) = left.next() {
        match place >= FIXED && is_code(cell) {
            true => record.add(cell, left.next().map_or("", |(_, text)| text)),
            false => record.add("", cell),
        }
    }
    let item = match is_keepers {
        true => Item {
            title: cell(1),
            user: cell(2),
            tags: vec![cell(0)],
            note: cell(5).into(),
            ..Item::default()
        },
        false => Item { title: cell(0), ..Item::default() },
    };
    record.add_to(items, &item, false);
}

/// Whether links stand in cells after others; lists of links have theirs at the start of a line.
fn has_links_in_cells(content: &Content<'_>) -> bool {
    const BEFORE: [&str; 6] = [",otp", ";otp", "\totp", ",\"otp", ";\"otp", "\t\"otp"];
    let text = content.text().filter(|text| text.contains("otpauth://")).unwrap_or_default();
    let is_row = |line: &str| {
        let mut places = BEFORE.iter().flat_map(|before| line.match_indices(before));
        !words::is_link(line.trim_start().trim_start_matches('"'))
            && places.any(|(place, before)| words::is_link(&line[place + before.len() - 3..]))
    };
    !text.trim_start().starts_with(['{', '[', '<']) && text.lines().any(is_row)
}

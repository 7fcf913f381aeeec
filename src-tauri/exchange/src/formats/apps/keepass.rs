//! KeePass and its kin: databases (KDBX 3 and 4), their plain XML, and the spreadsheets of KeePassXC.

mod document;

use crate::formats::containers::kdbx;
use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::table::{Table, has_columns};
use crate::formats::format::{Format, Import, ReadContext, ReadError, Unsupported};

pub(crate) const FORMAT: Format = Format {
    name: "keepass",
    title: "KeePass",
    recognises: |content| content.bytes().starts_with(kdbx::SIGNATURE) || document::is_one(content),
    read,
};

pub(crate) const SHEET: Format = Format {
    name: "keepassxc-csv",
    title: "KeePassXC (CSV)",
    recognises: |content| has_columns(content, &["group", "title", "username", "totp"]),
    read: read_sheet,
};

/// KeePass 1 wrote databases that share nothing with those of KeePass 2 but their first bytes.
const KEEPASS_1: &[u8] = &[0x03, 0xd9, 0xa2, 0x9a, 0x65, 0xfb, 0x4b, 0xb5];

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if content.bytes().starts_with(KEEPASS_1) {
        return Err(ReadError::Unsupported(Unsupported::KeePass1));
    }
    if let Some(text) = content.text().filter(|_| document::is_one(content)) {
        return document::read(text, None, context);
    }
    let opened = kdbx::open(content.bytes(), context)?;
    let xml = std::str::from_utf8(opened.xml()).map_err(|_| ReadError::Damaged)?;
    document::read(xml, Some(opened.stream()?), context)
}

fn read_sheet(content: &Content<'_>, _: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let table = content.text().and_then(Table::of).ok_or(ReadError::Damaged)?;
    let mut items = Items::default();
    for row in table.rows() {
        // The first part of the path is the database itself.
        let group = row.get("group").split_once('/').map_or("", |(_, group)| group);
        let item = Item {
            title: row.get("title").to_owned(),
            user: row.get("username").to_owned(),
            tags: vec![group.to_owned()],
            note: row.secret("notes"),
            ..Item::default()
        };
        items.add(&item, row.codes("totp"));
    }
    items.finish()
}

//! Apple Passwords: CSV.

use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::table::{Table, has_columns};
use crate::formats::format::{Format, Import, ReadContext, ReadError};

pub(crate) const FORMAT: Format = Format {
    name: "apple",
    title: "Apple Passwords",
    recognises: |content| {
        has_columns(content, &["title", "url", "username", "password", "otpauth"])
    },
    read,
};

fn read(content: &Content<'_>, _: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let table = content.text().and_then(Table::of).ok_or(ReadError::Damaged)?;
    let mut items = Items::default();
    for row in table.rows() {
        let user = row.get("username");
        let item = Item {
            // Apple puts the user's name behind the site: "example.com (ada)".
            title: row.get("title").trim_end_matches(&format!("({user})")).to_owned(),
            user: user.to_owned(),
            note: row.secret("notes"),
            ..Item::default()
        };
        items.add(&item, row.codes("otpauth"));
    }
    items.finish()
}

//! Bitwarden's spreadsheets.

use tessera_core::secret::SecretText;

use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::named::NamedFields;
use crate::formats::fields::parts;
use crate::formats::fields::table::{Row, Table, has_columns};
use crate::formats::format::{Import, ReadError};

pub(super) fn is_managers(content: &Content<'_>) -> bool {
    has_columns(content, &["type", "name", "login_username", "login_totp"])
}

pub(super) fn is_authenticators(content: &Content<'_>) -> bool {
    has_columns(content, &["folder", "type", "name", "login_uri", "login_totp"])
        && !has_columns(content, &["login_username"])
}

pub(super) fn read(text: &str) -> Result<Import, ReadError> {
    let table = Table::of(text).ok_or(ReadError::Damaged)?;
    let is_managers = table.has("login_username");
    let table =
        if is_managers { table } else { Table::unquoted(text).ok_or(ReadError::Damaged)? };
    let mut items = Items::default();
    for row in table.rows() {
        let (title, code) = title_and_code(row, table.width());
        let item = Item {
            title,
            user: row.get("login_username").to_owned(),
            tags: parts::tags(
                [row.get("folder")].into_iter().chain(row.get("collections").split(',')),
            ),
            note: row.secret("notes"),
            pinned: row.get("favorite") == "1",
            ..Item::default()
        };
        let mut fields = NamedFields::default();
        for (name, value) in row.get("fields").lines().filter_map(|line| line.split_once(':')) {
            fields.insert_looking(name.trim(), SecretText::new(value.trim().to_owned()));
        }
        fields.insert_first(code);
        fields.add_to(&mut items, &item);
    }
    items.finish()
}

/// In rows of the authenticator for Android nothing is quoted. A comma in a name moves the code to
/// the right; it is known by how it begins. A spreadsheet program may have quoted it all since.
fn title_and_code(row: Row<'_>, width: usize) -> (String, SecretText) {
    let fields: Vec<&str> = row.fields().collect();
    let unmarked = |field: &str| SecretText::new(field.trim().trim_matches('"').to_owned());
    let is_code = |field: &&str| {
        let field = field.trim().trim_start_matches('"');
        field.starts_with("otpauth://") || field.starts_with("steam://")
    };
    let moved = fields.iter().position(is_code).filter(|place| fields.len() > width && *place > 5);
    let (title, code) = match moved {
        Some(place) => {
            let title = fields.get(3..place - 1).unwrap_or_default().join(",");
            (title, fields.get(place).copied().unwrap_or_default())
        }
        None => (row.get("name").to_owned(), row.get("login_totp")),
    };
    let unquoted = title.trim().strip_prefix('"').and_then(|title| title.strip_suffix('"'));
    (unquoted.map_or(title.clone(), |title| title.replace("\"\"", "\"")), unmarked(code))
}

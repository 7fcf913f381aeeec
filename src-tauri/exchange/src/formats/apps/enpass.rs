//! Enpass: its JSON, and its spreadsheet, in which no row names columns. Each is a title and then pairs
//! of what a field is called and what it holds; a note may come last.

use serde::Deserialize;

use tessera_core::secret::SecretText;

use crate::formats::content::Content;
use crate::formats::fields::groups::Groups;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::{self, Each};
use crate::formats::fields::recovery::RecoveryFields;
use crate::formats::fields::table::{Row, Table};
use crate::formats::format::{Format, Import, ReadError};

/// To be held against JSON before Bitwarden, whose files have the same keys.
pub(crate) const FORMAT: Format = Format {
    name: "enpass",
    title: "Enpass",
    recognises: |content| export(content).is_some() || sheet(content).is_some(),
    read: |content, _| read(content),
};

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    folders: Each<Folder>,
    items: Each<Stored>,
}

#[derive(Deserialize)]
struct Folder {
    #[serde(default, deserialize_with = "lenient_json::text")]
    uuid: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: String,
}

#[derive(Deserialize)]
struct Stored {
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    note: SecretText,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    favorite: bool,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    trashed: bool,
    #[serde(default)]
    folders: Each<String>,
    #[serde(default)]
    fields: Each<Field>,
    /// Bitwarden's items have no such thing.
    #[serde(default, deserialize_with = "lenient_json::text")]
    template_type: String,
}

#[derive(Deserialize)]
struct Field {
    /// In a word; Bitwarden's are numbers.
    #[serde(default, deserialize_with = "lenient_json::text")]
    r#type: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    value: SecretText,
    /// What the user reads above it.
    #[serde(default, deserialize_with = "lenient_json::text")]
    label: String,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    deleted: bool,
}

fn export(content: &Content<'_>) -> Option<Export> {
    let export: Export = content.has_keys(&["items"]).then(|| content.parse_json().ok())??;
    let mut items = export.items.0.iter().flatten();
    items.any(|item| !item.template_type.is_empty() || item.has_code()).then_some(export)
}

fn sheet(content: &Content<'_>) -> Option<Table> {
    let text = content
        .text()
        .filter(|text| !text.trim_start().starts_with(['{', '[', '<']) && text.contains("TOTP"))?;
    let table = Table::headless(text, true)?;
    let is_ours = table.rows().any(is_item);
    is_ours.then_some(table)
}

/// A header with a column of that name is none: what follows the name is no code.
fn is_item(row: Row<'_>) -> bool {
    const OTHERS: [&str; 6] = ["username", "password", "email", "e-mail", "website", "url"];
    let is_code = |value: &str| {
        let is_base32 = |byte: u8| matches!(byte, b'A'..=b'Z' | b'2'..=b'7' | b'=' | b' ');
        value.starts_with("otpauth://") || (value.len() >= 16 && value.bytes().all(is_base32))
    };
    pairs(row).any(|(name, value)| name == "totp" && is_code(value.trim()))
        && pairs(row).any(|(name, _)| OTHERS.contains(&name.as_str()))
}

/// What fields are called, and what they hold. A star marks what is hidden.
fn pairs(row: Row<'_>) -> impl Iterator<Item = (String, &str)> {
    let names = row.fields().skip(1).step_by(2);
    let names = names.map(|name| name.trim().trim_start_matches('*').to_ascii_lowercase());
    names.zip(row.fields().skip(2).step_by(2))
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    let mut items = Items::default();
    if let Some(table) = sheet(content) {
        for row in table.rows() {
            add_row(row, &mut items);
        }
        return items.finish();
    }
    let export: Export = content.parse_json()?;
    let folders = export.folders.known().map(|folder| (folder.uuid, folder.title));
    let mut folders = Groups::new(folders);
    for stored in export.items.0 {
        match stored {
            Ok(stored) => stored.add_to(&mut items, &mut folders),
            Err(labels) => items.add_unreadable(labels),
        }
    }
    items.finish()
}

fn add_row(row: Row<'_>, items: &mut Items) {
    let first = |wanted: &[&str]| {
        let mut found = pairs(row)
            .filter(|(name, value)| wanted.contains(&name.as_str()) && !value.trim().is_empty());
        found.next().map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    let has_note = row.fields().count().is_multiple_of(2);
    let mut recovery = RecoveryFields::default();
    pairs(row).for_each(|(name, value)| recovery.insert(&name, value));
    let item = Item {
        recovery,
        title: row.fields().next().unwrap_or_default().to_owned(),
        user: first(&["username", "email", "e-mail"]),
        note: row.fields().last().filter(|_| has_note).unwrap_or_default().into(),
        ..Item::default()
    };
    let codes = pairs(row).filter(|(name, _)| name == "totp");
    items.add(&item, codes.map(|(_, code)| SecretText::new(code.to_owned())));
}

impl Stored {
    fn has_code(&self) -> bool {
        self.fields.0.iter().flatten().any(|field| field.r#type == "totp")
    }

    fn add_to(self, items: &mut Items, folders: &mut Groups<String>) {
        let fields = || self.fields.0.iter().flatten().filter(|field| !field.deleted);
        let first = |kind: &str| {
            let mut values = fields().filter(|field| field.r#type == kind);
            values.find(|field| !field.value.expose().trim().is_empty())
        };
        let user = first("username").or_else(|| first("email"));
        let mut recovery = RecoveryFields::default();
        fields().for_each(|field| recovery.insert(&field.label, field.value.expose()));
        let item = Item {
            title: self.title.clone(),
            recovery,
            user: user.map(|field| field.value.expose().to_owned()).unwrap_or_default(),
            tags: folders.tags(self.folders.0.iter().flatten()),
            note: self.note.clone(),
            pinned: self.favorite,
            trashed: self.trashed,
        };
        let codes = fields().filter(|field| field.r#type == "totp");
        items.add(&item, codes.map(|field| field.value.clone()));
    }
}

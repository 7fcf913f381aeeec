//! 1Password: the archive of a whole account (1pux), CSV, and the interchange format of older versions
//! (1PIF).

mod interchange;

use serde::Deserialize;

use tessera_core::secret::SecretText;

use crate::formats::containers::archive::Archive;
use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts;
use crate::formats::fields::recovery::RecoveryFields;
use crate::formats::fields::table::{Table, has_columns};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "1password",
    title: "1Password",
    recognises: |content| {
        content.members().iter().any(|name| name == DATA)
            || is_unpacked(content)
            || interchange::is_one(content)
            || has_columns(content, &["title", "otpauth", "archived"])
    },
    read,
};

const DATA: &str = "export.data";

/// What is in the archive, by itself.
fn is_unpacked(content: &Content<'_>) -> bool {
    content.has_keys(&["accounts"])
        && content.text().is_some_and(|text| text.contains("\"vaults\""))
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if let Some(text) = content.text().filter(|_| is_unpacked(content)) {
        return read_json(text);
    }
    if let Some(text) = content.text().filter(|_| interchange::is_one(content)) {
        return interchange::read(text, context);
    }
    let Some(mut archive) = Archive::of(content.bytes()) else {
        return read_sheet(content.text().ok_or(ReadError::Damaged)?);
    };
    let json = archive.unpack(DATA, context)?;
    read_json(std::str::from_utf8(&json).map_err(|_| ReadError::Damaged)?)
}

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    accounts: Each<Account>,
}

#[derive(Deserialize)]
struct Account {
    #[serde(default)]
    vaults: Each<Vault>,
}

#[derive(Deserialize)]
struct Vault {
    #[serde(default)]
    attrs: Attributes,
    #[serde(default)]
    items: Each<Stored>,
}

#[derive(Default, Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    /// The first archives had another layer around each.
    #[serde(default)]
    item: Option<Box<Stored>>,
    #[serde(default, deserialize_with = "lenient_json::text")]
    state: String,
    /// Of the first archives, which had no state.
    #[serde(default, deserialize_with = "lenient_json::flag")]
    trashed: bool,
    #[serde(default)]
    fav_index: Number,
    #[serde(default)]
    details: Details,
    #[serde(default)]
    overview: Overview,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    #[serde(default)]
    login_fields: Each<LoginField>,
    #[serde(default)]
    sections: Each<Section>,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    notes_plain: SecretText,
}

#[derive(Deserialize)]
struct LoginField {
    #[serde(default, deserialize_with = "lenient_json::text")]
    designation: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    value: String,
}

#[derive(Deserialize)]
struct Section {
    #[serde(default)]
    fields: Each<Field>,
}

#[derive(Deserialize)]
struct Field {
    /// What the user reads above it.
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: String,
    value: Value,
}

#[derive(Deserialize)]
struct Value {
    #[serde(default, deserialize_with = "lenient_json::secret")]
    totp: SecretText,
    /// Text that is shown, and text that is hidden.
    #[serde(default, deserialize_with = "lenient_json::secret")]
    string: SecretText,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    concealed: SecretText,
}

#[derive(Default, Deserialize)]
struct Overview {
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: String,
    #[serde(default)]
    tags: Each<String>,
}

fn read_json(json: &str) -> Result<Import, ReadError> {
    let export: Export = json::parse(json.as_bytes())?;
    let mut items = Items::default();
    for vault in export.accounts.known().flat_map(|account| account.vaults.known()) {
        let folder = parts::tag(&vault.attrs.name);
        for stored in vault.items.0 {
            let mut stored = match stored {
                Ok(stored) => stored,
                Err(labels) => {
                    items.add_unreadable(labels);
                    continue;
                }
            };
            if let Some(inner) = stored.item.take() {
                stored = *inner;
            }
            let details = stored.details;
            let mut user = details.login_fields.known();
            let user = user.find(|field| field.designation == "username");
            let tags = stored.overview.tags.0.iter().flatten();
            let fields = details.sections.known().flat_map(|section| section.fields.known());
            let fields: Vec<Field> = fields.collect();
            let mut recovery = RecoveryFields::default();
            for Field { title, value } in &fields {
                recovery.insert(title, value.string.expose());
                recovery.insert(title, value.concealed.expose());
            }
            let item = Item {
                recovery,
                title: stored.overview.title,
                user: user.map(|field| field.value).unwrap_or_default(),
                tags: parts::tags(std::iter::once(&folder).chain(tags)),
                note: details.notes_plain,
                pinned: stored.fav_index.get().is_some_and(|index| index > 0),
                trashed: stored.trashed || matches!(stored.state.as_str(), "trashed" | "deleted"),
            };
            items.add(&item, fields.into_iter().map(|field| field.value.totp));
        }
    }
    items.finish()
}

fn read_sheet(text: &str) -> Result<Import, ReadError> {
    let table = Table::of(text).ok_or(ReadError::Damaged)?;
    let mut items = Items::default();
    for row in table.rows() {
        let item = Item {
            title: row.get("title").to_owned(),
            user: row.get("username").to_owned(),
            tags: parts::tags(row.get("tags").split(';')),
            note: row.secret("notes"),
            pinned: row.get("favorite").eq_ignore_ascii_case("true"),
            ..Item::default()
        };
        items.add(&item, row.codes("otpauth"));
    }
    items.finish()
}

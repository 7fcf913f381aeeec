//! Bitwarden: the password manager (JSON, CSV, JSON under a password, zip with attachments) and the
//! authenticator of its own (JSON, CSV).
//!
//! Both write the same JSON. The authenticator's CSV for Android has more fields in a row than its
//! header names, and quotes none of them.

mod sealed;
mod sheet;

use std::borrow::Cow;

use serde::Deserialize;

use tessera_core::secret::SecretText;

use crate::formats::containers::archive::Archive;
use crate::formats::content::Content;
use crate::formats::fields::groups::Groups;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::named::NamedFields;
use crate::formats::format::{Format, Import, ReadContext, ReadError, Unsupported};
use crate::formats::json::{self, Json};

pub(crate) const FORMAT: Format = Format {
    name: "bitwarden",
    title: "Bitwarden",
    recognises: |content| {
        content.has_keys(&["encrypted", "items"])
            || ["folders", "collections"].iter().any(|key| content.has_keys(&[key, "items"]))
            || is_items(content)
            || is_list(content)
            || content.has_keys(&["encrypted", "passwordProtected"])
            || content.has_keys(&["encrypted", "encKeyValidation_DO_NOT_EDIT"])
            || sheet::is_managers(content)
            || is_zip(content)
    },
    read,
};

pub(crate) const AUTHENTICATOR: Format = Format {
    name: "bitwarden-authenticator",
    title: "Bitwarden Authenticator",
    recognises: |content| {
        let is_managers = content.has_keys(&["folders"]) || content.has_keys(&["collections"]);
        sheet::is_authenticators(content)
            || (content.has_keys(&["encrypted", "items"]) && !is_managers)
    },
    read,
};

/// What an export with attachments holds beside them.
const IN_ZIP: &str = "data.json";

/// Items and nothing else, as scripts write them.
fn is_items(content: &Content<'_>) -> bool {
    content.has_keys(&["items"])
        && content
            .parse_json::<Export>()
            .is_ok_and(|export| export.items.known().any(|i| i.login.is_some()))
}

/// What `bw list items` and `bw get item` print, and `bw serve` answers.
fn is_list(content: &Content<'_>) -> bool {
    let is_likely = content.has_elements(&["name", "type"])
        || content.has_keys(&["object", "login"])
        || content.has_keys(&["success", "data"]);
    is_likely && printed(content).is_ok_and(|items| items.known().any(|item| item.login.is_some()))
}

fn is_zip(content: &Content<'_>) -> bool {
    content.members().iter().any(|name| name == IN_ZIP)
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if is_zip(content) {
        let mut archive = Archive::of(content.bytes()).ok_or(ReadError::Damaged)?;
        let json = archive.unpack(IN_ZIP, context)?;
        return read_json(std::str::from_utf8(&json).map_err(|_| ReadError::Damaged)?, context);
    }
    let text = content.text().ok_or(ReadError::Damaged)?;
    match text.trim_start().chars().next() {
        Some('{' | '[') if is_list(content) => {
            Export { items: printed(content)?, ..Export::default() }.read(Writer::Manager)
        }
        Some('{') => read_json(text, context),
        _ => sheet::read(text),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(default, deserialize_with = "lenient_json::flag")]
    encrypted: bool,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    password_protected: bool,
    #[serde(default, borrow)]
    salt: Option<Cow<'a, str>>,
    #[serde(default)]
    kdf_type: Number,
    #[serde(default)]
    kdf_iterations: Number,
    #[serde(default)]
    kdf_memory: Number,
    #[serde(default)]
    kdf_parallelism: Number,
    #[serde(default, borrow, rename = "encKeyValidation_DO_NOT_EDIT")]
    validation: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    data: Option<Cow<'a, str>>,
}

fn read_json(text: &str, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let envelope: Envelope<'_> = serde_json::from_str(text).map_err(|_| ReadError::Damaged)?;
    if !envelope.encrypted {
        return read_items(text);
    }
    if !envelope.password_protected {
        return Err(ReadError::Unsupported(Unsupported::AccountRestricted));
    }
    let plain = sealed::open(&envelope, context)?;
    read_items(std::str::from_utf8(&plain).map_err(|_| ReadError::Damaged)?)
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Export {
    /// The authenticator has none.
    #[serde(default)]
    folders: Option<Each<Folder>>,
    #[serde(default)]
    collections: Option<Each<Folder>>,
    #[serde(default)]
    items: Each<Stored>,
}

/// A folder of a person, or a collection of an organisation.
#[derive(Deserialize)]
struct Folder {
    #[serde(default, deserialize_with = "lenient_json::text")]
    id: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    notes: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    folder_id: String,
    #[serde(default)]
    collection_ids: Each<String>,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    favorite: bool,
    #[serde(default, deserialize_with = "lenient_json::text")]
    deleted_date: String,
    #[serde(default)]
    login: Option<Login>,
    #[serde(default)]
    fields: Each<Field>,
}

/// A field that the user made, or a program that moved the item here.
#[derive(Deserialize)]
struct Field {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    value: SecretText,
}

/// What `bw serve` answers.
#[derive(Deserialize)]
struct Answer {
    data: Listed,
}

#[derive(Deserialize)]
struct Listed {
    data: Each<Stored>,
}

/// Items as the command line prints them.
fn printed(content: &Content<'_>) -> Result<Each<Stored>, ReadError> {
    Ok(match content.json() {
        Json::Array(_) => content.parse_json()?,
        _ if content.has_keys(&["success"]) => content.parse_json::<Answer>()?.data.data,
        _ => Each(vec![Ok(content.parse_json()?)]),
    })
}

#[derive(Default, Deserialize)]
struct Login {
    #[serde(default, deserialize_with = "lenient_json::text")]
    username: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    totp: SecretText,
}

/// Who wrote an export.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Writer {
    Manager,
    /// Its items are named `Issuer:account`, with `null` for what is missing.
    Authenticator,
}

fn read_items(json: &str) -> Result<Import, ReadError> {
    let export: Export = json::parse(json.as_bytes())?;
    let is_managers = export.folders.is_some() || export.collections.is_some();
    export.read(if is_managers { Writer::Manager } else { Writer::Authenticator })
}

impl Export {
    fn read(self, writer: Writer) -> Result<Import, ReadError> {
        let folders = self.folders.into_iter().chain(self.collections).flat_map(Each::known);
        let mut folders = Groups::new(folders.map(|folder| (folder.id, folder.name)));
        let mut items = Items::default();
        for stored in self.items.0 {
            match stored {
                Ok(stored) => stored.add_to(&mut items, &mut folders, writer),
                Err(labels) => items.add_unreadable(labels),
            }
        }
        items.finish()
    }
}

impl Stored {
    fn add_to(self, items: &mut Items, folders: &mut Groups<String>, writer: Writer) {
        let ids = self.collection_ids.0.iter().flatten().chain([&self.folder_id]);
        let tags = folders.tags(ids);
        let login = self.login.unwrap_or_default();
        let is_authenticators = writer == Writer::Authenticator && login.username.is_empty();
        let (title, user) = match is_authenticators {
            true => names(&self.name),
            false => (self.name, login.username),
        };
        let item = Item {
            title,
            user,
            tags,
            note: self.notes,
            pinned: self.favorite,
            trashed: !self.deleted_date.is_empty(),
            ..Item::default()
        };
        let mut fields = NamedFields::default();
        for field in self.fields.known() {
            fields.insert_looking(&field.name, field.value);
        }
        fields.insert_first(login.totp);
        fields.add_to(items, &item);
    }
}

/// Issuer and account in the name that the authenticator gives an item.
fn names(name: &str) -> (String, String) {
    let known = |part: &str| match part.trim() {
        "null" => String::new(),
        part => part.to_owned(),
    };
    match name.split_once(':') {
        Some((issuer, account)) => (known(issuer), known(account)),
        None => (known(name), String::new()),
    }
}

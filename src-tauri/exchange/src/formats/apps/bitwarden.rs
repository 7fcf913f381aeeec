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
use crate::formats::format::{Format, Import, ReadContext, ReadError, Unsupported};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "bitwarden",
    title: "Bitwarden",
    recognises: |content| {
        content.has_keys(&["encrypted", "items"])
            || ["folders", "collections"].iter().any(|key| content.has_keys(&[key, "items"]))
            || is_items(content)
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
    match text.trim_start().starts_with('{') {
        true => read_json(text, context),
        false => sheet::read(text),
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
    salt: Cow<'a, str>,
    #[serde(default)]
    kdf_type: Number,
    #[serde(default)]
    kdf_iterations: Number,
    #[serde(default)]
    kdf_memory: Number,
    #[serde(default)]
    kdf_parallelism: Number,
    #[serde(default, borrow, rename = "encKeyValidation_DO_NOT_EDIT")]
    validation: Cow<'a, str>,
    #[serde(default, borrow)]
    data: Cow<'a, str>,
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Export {
    #[serde(default)]
    folders: Each<Folder>,
    #[serde(default)]
    collections: Each<Folder>,
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
}

#[derive(Default, Deserialize)]
struct Login {
    #[serde(default, deserialize_with = "lenient_json::text")]
    username: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    totp: SecretText,
}

fn read_items(json: &str) -> Result<Import, ReadError> {
    let export: Export = json::parse(json.as_bytes())?;
    let folders = export.folders.known().chain(export.collections.known());
    let mut folders = Groups::new(folders.map(|folder| (folder.id, folder.name)));
    let mut items = Items::default();
    for stored in export.items.0 {
        let Some(stored) = stored else {
            items.add_unreadable();
            continue;
        };
        let ids = stored.collection_ids.0.iter().flatten().chain([&stored.folder_id]);
        let login = stored.login.unwrap_or_default();
        let item = Item {
            title: stored.name,
            user: login.username,
            tags: folders.tags(ids),
            note: stored.notes,
            pinned: stored.favorite,
            trashed: !stored.deleted_date.is_empty(),
        };
        items.add(&item, [login.totp]);
    }
    items.finish()
}

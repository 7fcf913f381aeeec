//! Proton Pass: a zip archive with a JSON file of vaults.

use serde::Deserialize;

use tessera_core::secret::SecretText;

use crate::formats::containers::archive::Archive;
use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::{self, Each, Named, Number};
use crate::formats::fields::parts;
use crate::formats::fields::recovery::RecoveryFields;
use crate::formats::format::{Format, Import, ReadContext, ReadError, Unsupported};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "proton-pass",
    title: "Proton Pass",
    recognises: |content| {
        content.members().iter().any(|name| name == DATA || name == SEALED)
            || content.has_keys(&["vaults"])
    },
    read,
};

const DATA: &str = "Proton Pass/data.json";
const SEALED: &str = "Proton Pass/data.pgp";

/// In the bin.
const TRASHED: u64 = 2;

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    vaults: Named<Vault>,
}

#[derive(Deserialize)]
struct Vault {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default)]
    items: Each<Stored>,
}

#[derive(Deserialize)]
struct Stored {
    #[serde(default)]
    state: Number,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    pinned: bool,
    data: Data,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    #[serde(default)]
    metadata: Metadata,
    #[serde(default)]
    content: Login,
    #[serde(default)]
    extra_fields: Each<Field>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    note: SecretText,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Login {
    /// Of versions that had one name to sign in with.
    #[serde(default, deserialize_with = "lenient_json::text")]
    username: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    item_username: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    item_email: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    totp_uri: SecretText,
    /// Of items that the user made up.
    #[serde(default)]
    sections: Each<Section>,
    /// Of identities.
    #[serde(default)]
    extra_sections: Each<Section>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Section {
    #[serde(default)]
    section_fields: Each<Field>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    /// What the user reads above it.
    #[serde(default, deserialize_with = "lenient_json::text")]
    field_name: String,
    #[serde(default)]
    data: FieldData,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct FieldData {
    /// Text, shown or hidden.
    #[serde(default, deserialize_with = "lenient_json::secret")]
    content: SecretText,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    totp_uri: SecretText,
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let Some(mut archive) = Archive::of(content.bytes()) else {
        return read_json(content.text().ok_or(ReadError::Damaged)?);
    };
    if content.members().iter().all(|name| name != DATA) {
        return Err(ReadError::Unsupported(Unsupported::Pgp));
    }
    let json = archive.unpack(DATA, context)?;
    read_json(std::str::from_utf8(&json).map_err(|_| ReadError::Damaged)?)
}

fn read_json(json: &str) -> Result<Import, ReadError> {
    let export: Export = json::parse(json.as_bytes())?;
    let mut items = Items::default();
    for (_, vault) in export.vaults.0 {
        let folder = parts::tag(&vault.name);
        for stored in vault.items.0 {
            let Stored { state, pinned, data } = match stored {
                Ok(stored) => stored,
                Err(labels) => {
                    items.add_unreadable(labels);
                    continue;
                }
            };
            let login = data.content;
            let user = [login.item_username, login.username, login.item_email];
            let sections = login.sections.known().chain(login.extra_sections.known());
            let fields = sections.flat_map(|section| section.section_fields.known());
            let fields: Vec<Field> = data.extra_fields.known().chain(fields).collect();
            let mut recovery = RecoveryFields::default();
            for Field { field_name, data } in &fields {
                recovery.insert(field_name, data.content.expose());
            }
            let item = Item {
                recovery,
                title: data.metadata.name,
                user: user.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
                tags: vec![folder.clone()],
                note: data.metadata.note,
                pinned,
                trashed: state.get() == Some(TRASHED),
            };
            let codes = fields.into_iter().map(|field| field.data.totp_uri);
            items.add(&item, std::iter::once(login.totp_uri).chain(codes));
        }
    }
    items.finish()
}

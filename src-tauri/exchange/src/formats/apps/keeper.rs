//! Keeper: its JSON. Codes stand among the custom fields, under `TFC:Keeper` or `$oneTimeCode`, one or
//! several in each. Its spreadsheet has no header, and is read with those that have links in cells.

use serde::Deserialize;
use serde::de::Deserializer;

use tessera_core::secret::SecretText;

use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::{self, Each, Named};
use crate::formats::fields::named::NamedFields;
use crate::formats::fields::parts;
use crate::formats::fields::words::{self, Word};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json::Json;

pub(crate) const FORMAT: Format = Format {
    name: "keeper",
    title: "Keeper",
    recognises: |content| {
        content.has_keys(&["records", "shared_folders"])
            || content.has_elements(&["title", "custom_fields"])
            || (content.has_keys(&["records"])
                && content.text().is_some_and(|text| text.contains("\"custom_fields\"")))
    },
    read,
};

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    records: Each<Stored>,
}

#[derive(Deserialize)]
struct Stored {
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    login: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    notes: SecretText,
    #[serde(default)]
    custom_fields: Option<Named<Values>>,
    #[serde(default)]
    folders: Each<Folder>,
}

/// A place in the user's own folders, or in one that is shared.
#[derive(Deserialize)]
struct Folder {
    #[serde(default, deserialize_with = "lenient_json::text")]
    folder: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    shared_folder: String,
}

/// What stands in a field: a text, or several. Other values hold no code.
struct Values(Vec<SecretText>);

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&serde_json::value::RawValue>::deserialize(deserializer)?.get();
        let one = |raw: &str| serde_json::from_str::<String>(raw).ok().map(SecretText::new);
        if let Some(text) = one(raw) {
            return Ok(Self(vec![text]));
        }
        let several: Each<String> = serde_json::from_str(raw).unwrap_or_default();
        Ok(Self(several.known().map(SecretText::new).collect()))
    }
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let records = match content.json() {
        Json::Array(_) => content.parse_json()?,
        _ => content.parse_json::<Export>()?.records,
    };
    let mut items = Items::default();
    for stored in records.0 {
        context.go_on()?;
        match stored {
            Ok(stored) => stored.add_to(&mut items),
            Err(labels) => items.add_unreadable(labels),
        }
    }
    items.finish()
}

impl Stored {
    fn add_to(self, items: &mut Items) {
        let folders = self.folders.known().flat_map(|place| [place.shared_folder, place.folder]);
        let item = Item {
            title: self.title,
            user: self.login,
            tags: parts::tags(folders),
            note: self.notes,
            ..Item::default()
        };
        let mut fields = NamedFields::default();
        for (name, values) in self.custom_fields.unwrap_or_default().0 {
            // `$oneTimeCode:Label:1`.
            let kind = words::plain(name.split(':').next().unwrap_or_default());
            for value in values.0 {
                match Word::Code.is(&kind) || Word::Code.is(&words::plain(&name)) {
                    true => fields.push(value),
                    false => fields.insert_looking(&name, value),
                }
            }
        }
        fields.add_to(items, &item);
    }
}

//! 1Password's interchange format (1PIF), which it wrote up to version 7: an object a line, each above a
//! line of stars.

use serde::Deserialize;

use tessera_core::secret::SecretText;

use super::LoginField;
use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts;
use crate::formats::fields::recovery::RecoveryFields;
use crate::formats::fields::unread;
use crate::formats::fields::words;
use crate::formats::format::{Import, ReadContext, ReadError};

/// How the lines between begin.
const STARS: &str = "***";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: String,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    trashed: bool,
    #[serde(default)]
    secure_contents: Secure,
    #[serde(default)]
    open_contents: Open,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Secure {
    fields: Each<LoginField>,
    sections: Each<Section>,
    #[serde(deserialize_with = "lenient_json::secret")]
    notes_plain: SecretText,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Open {
    tags: Each<String>,
    fave_index: Number,
}

#[derive(Deserialize)]
struct Section {
    #[serde(default)]
    fields: Each<Field>,
}

#[derive(Deserialize)]
struct Field {
    /// Its name within the item: `TOTP_` and more where it holds a code.
    #[serde(default, deserialize_with = "lenient_json::text")]
    n: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    v: SecretText,
    /// What the user reads above it.
    #[serde(default, deserialize_with = "lenient_json::text")]
    t: String,
}

pub(super) fn is_one(content: &Content<'_>) -> bool {
    content.text().is_some_and(|text| {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let is_item = |line: &str| line.starts_with('{') && line.contains("\"uuid\"");
        lines.next().is_some_and(is_item)
            && lines.next().is_some_and(|line| line.starts_with(STARS))
    })
}

pub(super) fn read(text: &str, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let mut items = Items::default();
    let lines = text.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with(STARS)) {
        context.go_on()?;
        match serde_json::from_str::<Stored>(line) {
            Ok(stored) => stored.add_to(&mut items),
            Err(_) => items.add_unreadable(unread::labels(line)),
        }
    }
    items.finish()
}

impl Stored {
    fn add_to(self, items: &mut Items) {
        let mut user = self.secure_contents.fields.known();
        let user = user.find(|field| field.designation == "username");
        let fields = self.secure_contents.sections.known().flat_map(|s| s.fields.known());
        let fields: Vec<Field> = fields.collect();
        let mut recovery = RecoveryFields::default();
        fields.iter().for_each(|field| recovery.insert(&field.t, field.v.expose()));
        let item = Item {
            recovery,
            title: self.title,
            user: user.map(|field| field.value).unwrap_or_default(),
            tags: parts::tags(self.open_contents.tags.known()),
            note: self.secure_contents.notes_plain,
            pinned: self.open_contents.fave_index.get().is_some_and(|index| index > 0),
            trashed: self.trashed,
        };
        let is_code =
            |field: &Field| field.n.starts_with("TOTP_") || words::has_link(field.v.expose());
        items.add(&item, fields.into_iter().filter(is_code).map(|field| field.v));
    }
}

//! Credential Exchange Format of the FIDO Alliance, as Bitwarden and Apple write it.

use std::collections::HashMap;

use serde::Deserialize;

use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;

use crate::formats::content::Content;
use crate::formats::fields::groups::Groups;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{self, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "cxf",
    title: "Credential Exchange (CXF)",
    recognises: |content| content.has_keys(&["exporterRpId", "accounts"]),
    read,
};

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    accounts: Each<Account>,
}

#[derive(Deserialize)]
struct Account {
    #[serde(default)]
    items: Each<Stored>,
    #[serde(default)]
    collections: Each<Collection>,
}

/// A folder. It names its items, of which one may be in several; folders in it are left out.
#[derive(Deserialize)]
struct Collection {
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: String,
    #[serde(default)]
    items: Each<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(default, deserialize_with = "lenient_json::text")]
    item: String,
}

#[derive(Deserialize)]
struct Stored {
    #[serde(default, deserialize_with = "lenient_json::text")]
    id: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: String,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    favorite: bool,
    #[serde(default)]
    tags: Each<String>,
    #[serde(default)]
    credentials: Each<Credential>,
}

/// One of the many kinds: only a user name, a note and a code are looked at.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Credential {
    BasicAuth {
        #[serde(default)]
        username: Option<Field>,
    },
    Note {
        #[serde(default)]
        content: Option<Field>,
    },
    Totp(Totp),
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Field {
    #[serde(default, deserialize_with = "lenient_json::text")]
    value: String,
}

#[derive(Deserialize)]
struct Totp {
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default)]
    period: Number,
    #[serde(default)]
    digits: Number,
    #[serde(default, deserialize_with = "lenient_json::text")]
    algorithm: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    username: String,
}

fn read(content: &Content<'_>, _: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let text = content.text().ok_or(ReadError::Damaged)?;
    let export: Export = json::parse(text.as_bytes())?;
    let mut items = Items::default();
    for account in export.accounts.known() {
        let mut folders = Folders::of(account.collections);
        for stored in account.items.0 {
            match stored {
                Ok(stored) => stored.add_to(&mut items, &mut folders),
                Err(labels) => items.add_unreadable(labels),
            }
        }
    }
    items.finish()
}

/// The collections of an account, and in which of them each item is.
struct Folders {
    names: Groups<usize>,
    places: HashMap<String, Vec<usize>>,
}

impl Folders {
    fn of(collections: Each<Collection>) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        let mut names = Vec::new();
        for (place, collection) in collections.known().enumerate() {
            names.push((place, collection.title));
            for reference in collection.items.known() {
                places.entry(reference.item).or_default().push(place);
            }
        }
        Self { names: Groups::new(names), places }
    }

    fn tags(&mut self, item: &str) -> Vec<String> {
        self.places.get(item).map(|places| self.names.tags(places)).unwrap_or_default()
    }
}

impl Stored {
    fn add_to(self, items: &mut Items, folders: &mut Folders) {
        let tags = parts::tags(folders.tags(&self.id).into_iter().chain(self.tags.known()));
        let mut item = Item { title: self.title, tags, pinned: self.favorite, ..Item::default() };
        let mut codes = Vec::new();
        for credential in self.credentials.0 {
            match credential {
                Ok(Credential::Totp(code)) => codes.push(code),
                Ok(Credential::BasicAuth { username: Some(user) }) => item.user = user.value,
                Ok(Credential::Note { content: Some(note) }) => item.note = note.value.into(),
                _ => {}
            }
        }
        items.add_each(&item, codes, Totp::draft);
    }
}

impl Totp {
    fn draft(self, item: &Item) -> crate::draft::Draft {
        let or = |own: String, other: &str| if own.is_empty() { other.to_owned() } else { own };
        Parts {
            labels: Labels {
                issuer: or(self.issuer, &item.title),
                account: or(self.username, &item.user),
            },
            secret: PartSecret::Base32(self.secret),
            algorithm: self.algorithm,
            digits: self.digits,
            period: self.period,
            ..Parts::default()
        }
        .draft()
    }
}

//! The accounts of Stratum, as its JSON and its database hold them. Categories are linked by the
//! secret of an account, which is its key there.

use std::collections::HashMap;

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::secret::{Pin, SecretText};

use crate::draft::Draft;
use crate::formats::fields::groups::Groups;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Import, ReadError};
use crate::formats::json;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Backup {
    pub(super) authenticators: Each<Authenticator>,
    #[serde(default)]
    pub(super) categories: Each<Category>,
    #[serde(default)]
    pub(super) authenticator_categories: Each<Link>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Authenticator {
    pub(super) r#type: Number,
    #[serde(deserialize_with = "lenient_json::text")]
    pub(super) issuer: String,
    #[serde(deserialize_with = "lenient_json::text")]
    pub(super) username: String,
    #[serde(deserialize_with = "lenient_json::secret")]
    pub(super) secret: SecretText,
    #[serde(deserialize_with = "lenient_json::secret")]
    pub(super) pin: SecretText,
    pub(super) algorithm: Number,
    pub(super) digits: Number,
    pub(super) period: Number,
    pub(super) counter: Number,
    pub(super) ranking: Number,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Category {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) ranking: Number,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Link {
    pub(super) category_id: String,
    #[serde(deserialize_with = "lenient_json::secret")]
    pub(super) authenticator_secret: SecretText,
}

pub(super) fn read(json: &str) -> Result<Import, ReadError> {
    let backup: Backup = json::parse(json.as_bytes())?;
    backup.import()
}

impl Backup {
    pub(super) fn import(mut self) -> Result<Import, ReadError> {
        self.authenticators.0.sort_by_key(|authenticator| {
            authenticator.as_ref().map_or(u64::MAX, |a| a.ranking.get().unwrap_or(u64::MAX))
        });
        let mut categories: Vec<Category> = self.categories.known().collect();
        categories.sort_by_key(|category| category.ranking.get());
        let links: Vec<Link> = self.authenticator_categories.known().collect();
        let mut linked: HashMap<&str, Vec<&str>> = HashMap::new();
        for link in &links {
            linked.entry(link.authenticator_secret.expose()).or_default().push(&link.category_id);
        }
        let mut groups = Groups::new(categories.iter().map(|c| (c.id.as_str(), &c.name)));
        let import = Import::of(self.authenticators, |authenticator| {
            let ids = linked.get(authenticator.secret.expose());
            let tags = groups.tags(ids.into_iter().flatten().copied());
            authenticator.draft(tags)
        });
        import.or_empty()
    }
}

impl Authenticator {
    fn draft(self, tags: Vec<String>) -> Draft {
        // As a link that names Steam and five digits: OTPClient wrote its codes so.
        let is_steam = self.issuer == "Steam" && self.digits == Number::Some(5);
        let kind = match self.r#type {
            Number::Some(1) => PartKind::Hotp,
            Number::Some(2) if is_steam => PartKind::Steam,
            Number::None | Number::Some(2) => PartKind::Totp,
            Number::Some(3) => PartKind::Motp,
            Number::Some(4) => PartKind::Steam,
            Number::Some(5) => PartKind::Yandex,
            Number::Some(other) => PartKind::parse(&other.to_string()),
            Number::Bad => PartKind::Other("?".into()),
        };
        let secret = match kind {
            // As the user typed it: mOTP hashes it as text.
            PartKind::Motp => PartSecret::Text(self.secret),
            _ => PartSecret::Base32(self.secret),
        };
        let algorithm = match self.algorithm {
            Number::None => String::new(),
            Number::Some(0) => "SHA1".to_owned(),
            Number::Some(1) => "SHA256".to_owned(),
            Number::Some(2) => "SHA512".to_owned(),
            Number::Some(other) => other.to_string(),
            Number::Bad => "?".to_owned(),
        };
        Parts {
            labels: Labels { issuer: self.issuer, account: self.username },
            kind,
            secret,
            algorithm,
            digits: self.digits,
            period: self.period,
            counter: self.counter,
            pin: Pin::new(self.pin.expose().to_owned()),
            tags,
            ..Parts::default()
        }
        .draft()
    }
}

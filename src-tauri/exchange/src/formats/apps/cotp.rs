//! cotp: its database as JSON, and its list of URIs as JSON.

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::otpauth::UriError;
use tessera_core::secret::{Pin, SecretText};

use crate::draft::Draft;
use crate::formats::Found;
use crate::formats::Reading;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadError};

pub(crate) const FORMAT: Format = Format {
    name: "cotp",
    title: "cotp",
    recognises: |content| content.has_keys(&["elements", "version"]) || uris(content).is_some(),
    read: |content, _| read(content),
};

#[derive(Deserialize)]
struct Database {
    elements: Each<Element>,
}

#[derive(Deserialize)]
struct Element {
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    label: String,
    #[serde(default)]
    digits: Number,
    #[serde(default, deserialize_with = "lenient_json::text")]
    r#type: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    algorithm: String,
    #[serde(default)]
    period: Number,
    #[serde(default)]
    counter: Number,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    pin: SecretText,
}

#[derive(Deserialize)]
struct Uris {
    items: Each<Uri>,
}

#[derive(Deserialize)]
struct Uri(#[serde(deserialize_with = "lenient_json::secret")] SecretText);

fn uris(content: &Content<'_>) -> Option<Uris> {
    let found = content.has_keys(&["items"]).then(|| content.parse_json());
    // Other apps have items that are no texts.
    found?.ok().filter(|uris: &Uris| uris.items.0.iter().all(Result::is_ok))
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    if let Some(uris) = uris(content) {
        let mut found = Found::default();
        for Uri(uri) in uris.items.known() {
            if found.read(&uri) == Reading::NoAccount {
                found.drafts.push(Draft::refused(Labels::default(), UriError::NotOtpauth));
            }
        }
        return Import { drafts: found.drafts, ..Import::default() }.or_empty();
    }
    let database: Database = content.parse_json()?;
    Import::of(database.elements, Element::draft).or_empty()
}

impl Element {
    fn draft(self) -> Draft {
        let kind = PartKind::parse(&self.r#type);
        let secret = match kind {
            PartKind::Motp => PartSecret::Text(self.secret),
            _ => PartSecret::Base32(self.secret),
        };
        Parts {
            labels: Labels { issuer: self.issuer, account: self.label },
            kind,
            secret,
            algorithm: self.algorithm,
            digits: self.digits,
            period: self.period,
            counter: self.counter,
            pin: Pin::new(self.pin.expose().to_owned()),
            ..Parts::default()
        }
        .draft()
    }
}

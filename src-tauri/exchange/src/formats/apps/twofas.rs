//! 2FAS: its backups, schema 1 to 4, plain and encrypted. The names of groups are never encrypted.

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::fields::encoded::{base64, base64_array};
use crate::formats::fields::groups::Groups;
use crate::formats::fields::keys::{Hash, Key, open_gcm, pbkdf2};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "2fas",
    title: "2FAS",
    recognises: |content| {
        content.has_keys(&["schemaVersion", "services"]) || content.has_keys(&["servicesEncrypted"])
    },
    read,
};

const NEWEST: u64 = 4;
const ROUNDS: u32 = 10_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    #[serde(default)]
    schema_version: Number,
    #[serde(default)]
    services: Each<Service>,
    #[serde(default)]
    groups: Each<Group>,
    #[serde(default, deserialize_with = "lenient_json::text")]
    services_encrypted: String,
    /// A known text under the same key: tells a wrong password from a damaged file.
    #[serde(default, deserialize_with = "lenient_json::text")]
    reference: String,
}

#[derive(Deserialize)]
struct Group {
    id: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default)]
    otp: Option<Otp>,
    #[serde(default)]
    order: Option<Order>,
    #[serde(default, deserialize_with = "lenient_json::text")]
    group_id: String,
}

/// Without its `link`: that is the URI as it was scanned, and not what the user made of it.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Otp {
    #[serde(deserialize_with = "lenient_json::text")]
    account: String,
    #[serde(deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(deserialize_with = "lenient_json::text")]
    token_type: String,
    #[serde(deserialize_with = "lenient_json::text")]
    algorithm: String,
    digits: Number,
    period: Number,
    counter: Number,
}

#[derive(Deserialize)]
struct Order {
    #[serde(default)]
    position: Number,
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let text = content.text().ok_or(ReadError::Damaged)?;
    let file: File = json::parse(text.as_bytes())?;
    if let Some(version) = file.schema_version.get().filter(|version| *version > NEWEST) {
        return Err(ReadError::Newer { version });
    }
    let mut services = match file.services_encrypted.is_empty() {
        true => file.services,
        false => open(&file, context)?,
    };
    services.0.sort_by_key(place);
    let mut groups = Groups::new(file.groups.known().map(|group| (group.id, group.name)));
    Import::of(services, |service| service.draft(&mut groups)).or_empty()
}

fn place(service: &Result<Service, Labels>) -> u64 {
    let order = service.as_ref().ok().and_then(|service| service.order.as_ref());
    order.and_then(|order| order.position.get()).unwrap_or(u64::MAX)
}

fn open(file: &File, context: &ReadContext<'_>) -> Result<Each<Service>, ReadError> {
    let services = Sealed::parse(&file.services_encrypted).ok_or(ReadError::Damaged)?;
    let password = context.password()?.expose().as_bytes();
    let mut key = Key::default();
    pbkdf2(context, Hash::Sha256, password, &services.salt, ROUNDS, key.as_mut())?;
    let Some(plain) = open_gcm(&key, &services.nonce, &services.text, &[]) else {
        let reference = Sealed::parse(&file.reference).filter(|r| r.salt == services.salt);
        let is_right = reference.is_some_and(|r| open_gcm(&key, &r.nonce, &r.text, &[]).is_some());
        return Err(if is_right { ReadError::Damaged } else { ReadError::WrongPassword });
    };
    json::parse(&plain)
}

/// `ciphertext and tag : salt : nonce`, each in base64.
struct Sealed {
    text: Vec<u8>,
    salt: Vec<u8>,
    nonce: [u8; 12],
}

impl Sealed {
    fn parse(joined: &str) -> Option<Self> {
        let mut fields = joined.split(':');
        let (text, salt, nonce) = (fields.next()?, fields.next()?, fields.next()?);
        let (text, salt) = (base64(text)?.to_vec(), base64(salt)?.to_vec());
        Some(Self { text, salt, nonce: base64_array(nonce)? })
    }
}

impl Service {
    fn draft(self, groups: &mut Groups<String>) -> Draft {
        let otp = self.otp.unwrap_or_default();
        let issuer = if self.name.trim().is_empty() { otp.issuer } else { self.name };
        Parts {
            labels: Labels { issuer, account: otp.account },
            kind: PartKind::parse(&otp.token_type),
            secret: PartSecret::Base32(self.secret),
            algorithm: otp.algorithm,
            digits: otp.digits,
            period: otp.period,
            counter: otp.counter,
            tags: groups.tags([&self.group_id]),
            ..Parts::default()
        }
        .draft()
    }
}

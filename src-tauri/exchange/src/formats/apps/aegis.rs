//! Aegis: its vault as JSON, plain or encrypted, and its HTML page. Its list of URIs is read as any
//! other.

mod page;
mod seal;

use data_encoding::HEXLOWER;
use serde::Deserialize;
use serde_json::value::RawValue;
use tessera_core::base32;
use tessera_core::entry::Labels;
use tessera_core::secret::{Pin, SecretText};

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::fields::groups::Groups;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "aegis",
    title: "Aegis",
    recognises: |content| {
        content.has_keys(&["header", "db"]) || is_list(content) || page::recognises(content)
    },
    read,
};

/// The latest version of the file and of what is in it.
const NEWEST: (u64, u64) = (1, 3);

#[derive(Deserialize)]
struct File<'a> {
    #[serde(default)]
    version: Number,
    header: seal::Header,
    #[serde(borrow)]
    db: &'a RawValue,
}

#[derive(Deserialize)]
struct Database {
    #[serde(default)]
    version: Number,
    entries: Each<Entry>,
    #[serde(default)]
    groups: Each<Group>,
}

#[derive(Deserialize)]
struct Group {
    uuid: String,
    name: String,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default, deserialize_with = "lenient_json::text")]
    r#type: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    note: SecretText,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    favorite: bool,
    /// Of version 3, by their ids.
    #[serde(default)]
    groups: Each<String>,
    /// Of versions 1 and 2, by its name.
    #[serde(default, deserialize_with = "lenient_json::text")]
    group: String,
    #[serde(default)]
    info: Info,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Info {
    #[serde(deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(deserialize_with = "lenient_json::text")]
    algo: String,
    digits: Number,
    period: Number,
    counter: Number,
    #[serde(deserialize_with = "lenient_json::secret")]
    pin: SecretText,
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if page::recognises(content) {
        return page::read(content, context);
    }
    if is_list(content) {
        let mut groups = Groups::new(std::iter::empty::<(String, String)>());
        return Import::of(content.parse_json()?, |entry: Entry| entry.draft(&mut groups))
            .or_empty();
    }
    let file: File<'_> = content.parse_json()?;
    not_over(file.version, NEWEST.0)?;
    if file.db.get().starts_with('"') {
        let sealed: String = serde_json::from_str(file.db.get()).map_err(|_| ReadError::Damaged)?;
        let plain = file.header.open(&sealed, context)?;
        return database(std::str::from_utf8(&plain).map_err(|_| ReadError::Damaged)?);
    }
    database(file.db.get())
}

/// Whether this is the list of entries alone, as programs leave it that open an Aegis vault.
fn is_list(content: &Content<'_>) -> bool {
    content.has_elements(&["type", "name", "info"])
}

fn database(json: &str) -> Result<Import, ReadError> {
    let database: Database = json::parse(json.as_bytes())?;
    not_over(database.version, NEWEST.1)?;
    let mut groups = Groups::new(database.groups.known().map(|group| (group.uuid, group.name)));
    Import::of(database.entries, |entry| entry.draft(&mut groups)).or_empty()
}

fn not_over(version: Number, newest: u64) -> Result<(), ReadError> {
    match version.get() {
        Some(version) if version > newest => Err(ReadError::Newer { version }),
        _ => Ok(()),
    }
}

impl Entry {
    fn draft(self, groups: &mut Groups<String>) -> Draft {
        let mut tags = groups.tags(self.groups.0.iter().flatten());
        tags.push(self.group);
        let labels = Labels { issuer: self.issuer, account: self.name };
        let info = self.info;
        info.parts(PartKind::parse(&self.r#type), labels, tags, self.note, self.favorite).draft()
    }
}

impl Info {
    fn parts(
        self,
        kind: PartKind,
        labels: Labels,
        tags: Vec<String>,
        note: SecretText,
        pinned: bool,
    ) -> Parts {
        let secret = match kind {
            PartKind::Motp => motp_secret(self.secret),
            _ => PartSecret::Base32(self.secret),
        };
        // A fault of old versions: it makes such codes with SHA-1 itself.
        let algorithm = match self.algo.trim().eq_ignore_ascii_case("MD5") {
            true => String::new(),
            false => self.algo,
        };
        Parts {
            labels,
            kind,
            secret,
            algorithm,
            digits: self.digits,
            period: self.period,
            counter: self.counter,
            pin: Pin::new(self.pin.expose().to_owned()),
            tags,
            note,
            pinned,
            ..Parts::default()
        }
    }
}

/// Of mOTP it keeps the bytes; what is hashed is their hexadecimal text.
pub(crate) fn motp_secret(base32: SecretText) -> PartSecret {
    match base32::decode(base32.expose()) {
        Ok(bytes) => PartSecret::Text(HEXLOWER.encode(bytes.expose()).into()),
        // Refused with what is wrong in it.
        Err(_) => PartSecret::Base32(base32),
    }
}

//! Authenticator Plus: a zip archive under a password with a list of URIs, and the database that it
//! copied to clouds, which is SQLCipher's.

mod sqlcipher;

use crate::formats::Found;
use crate::formats::apps::google_database;
use crate::formats::containers::archive::Archive;
use crate::formats::containers::sqlite::{Database, Row};
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};

pub(crate) const FORMAT: Format = Format {
    name: "authenticator-plus",
    title: "Authenticator Plus",
    recognises: |content| content.members().iter().any(|name| name == LIST),
    read,
};

/// To be held against a file after all that have a beginning of their own.
pub(crate) const DATABASE: Format = Format {
    name: "authenticator-plus-database",
    title: "Authenticator Plus (database)",
    recognises: sqlcipher::may_be,
    read,
};

const LIST: &str = "Accounts.txt";
const COLUMNS: &[&str] = &["secret", "type", "category", "email", "issuer", "counter"];
/// The category of accounts without one.
const NO_CATEGORY: &str = "All Accounts";

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    match Archive::of(content.bytes()) {
        Some(archive) => read_list(archive, context),
        None => read_database(content.bytes(), context),
    }
}

fn read_list(mut archive: Archive<'_>, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let list = archive.unpack(LIST, context)?;
    let list = std::str::from_utf8(&list).map_err(|_| ReadError::Damaged)?;
    let mut found = Found::default();
    let unread = found.read_lines(list, &|| context.go_on().is_ok());
    Import { drafts: found.drafts, remarks: unread.remark().into_iter().collect() }.or_empty()
}

fn read_database(bytes: &[u8], context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let plain = sqlcipher::open(bytes, context)?;
    let database = Database::of(&plain, None).ok_or(ReadError::Damaged)?;
    let table = database.table("accounts", COLUMNS).ok_or(ReadError::Damaged)?;
    let drafts = table.rows().map(|row| parts(row).draft()).collect();
    Import { drafts, ..Import::default() }.or_empty()
}

/// Always SHA1 and 30 s.
fn parts(row: Row<'_>) -> Parts {
    let secret = row.get("secret").text();
    let (kind, secret, digits) = match row.get("type").integer() {
        None | Some(0) => (PartKind::Totp, PartSecret::Base32(secret), 6),
        Some(1) => (PartKind::Hotp, PartSecret::Base32(secret), 6),
        // Battle.net's are written in hex.
        Some(2) => (PartKind::Totp, PartSecret::Hex(secret), 8),
        Some(_) => (PartKind::Other("?".into()), PartSecret::None, 6),
    };
    let category = row.get("category").text().expose().to_owned();
    let (name, issuer) = (row.get("email").text(), row.get("issuer").text());
    // The app writes the sign of a registered trade mark behind Battle.net's name.
    let issuer = issuer.expose().trim_end_matches('\u{ae}');
    Parts {
        labels: google_database::labels(name.expose(), issuer),
        kind,
        secret,
        digits: Number::Some(digits),
        counter: row.get("counter").number(),
        tags: (category != NO_CATEGORY).then_some(category).into_iter().collect(),
        ..Parts::default()
    }
}

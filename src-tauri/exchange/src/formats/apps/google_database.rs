//! Google Authenticator's own database, as root takes it off a phone.

use tessera_core::entry::Labels;
use tessera_core::otpauth::UriError;

use crate::formats::containers::sqlite::{Database, Row};
use crate::formats::content::Content;
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError, Unsupported};

pub(crate) const FORMAT: Format = Format {
    name: "google-database",
    title: "Google Authenticator (database)",
    recognises: |content| {
        Database::of(content.bytes(), None)
            .is_some_and(|database| database.has_columns("accounts", &["email", "secret"]))
    },
    read,
};

/// The log beside the file, by the name that the file has on the phone.
const LOG: &str = "databases-wal";
const COLUMNS: &[&str] = &["email", "issuer", "secret", "type", "counter", "isencrypted"];

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let log = context.sibling(LOG);
    let log = log.as_ref().map(|log| log.as_slice());
    let database = Database::of(content.bytes(), log).ok_or(ReadError::Damaged)?;
    let table = database.table("accounts", COLUMNS).ok_or(ReadError::Damaged)?;
    let mut import = Import::default();
    let mut sealed = 0;
    for row in table.rows() {
        let parts = parts(row);
        // Newer versions keep the secret under a key that stays on the phone.
        if row.get("isencrypted").integer().is_some_and(|flag| flag > 0) {
            sealed += 1;
            import.take(Err((parts.labels, UriError::Unreadable)));
        } else {
            import.drafts.push(parts.draft());
        }
    }
    if sealed > 0 && sealed == import.drafts.len() {
        return Err(ReadError::Unsupported(Unsupported::DeviceKey));
    }
    import.or_empty()
}

/// Always SHA1 and 30 s; six digits.
fn parts(row: Row<'_>) -> Parts {
    let kind = match row.get("type").integer() {
        None | Some(0) => PartKind::Totp,
        Some(1) => PartKind::Hotp,
        Some(_) => PartKind::Other("?".into()),
    };
    Parts {
        labels: labels(row.get("email").text().expose(), row.get("issuer").text().expose()),
        kind,
        secret: PartSecret::Base32(row.get("secret").text()),
        counter: row.get("counter").number(),
        ..Parts::default()
    }
}

/// `Issuer:account`, or `account`: the issuer may stand in a column of its own as well.
pub(crate) fn labels(name: &str, issuer: &str) -> Labels {
    let issuer = issuer.trim();
    let (issuer, account) = match name.split_once(':') {
        Some((prefix, rest)) if issuer.is_empty() => (prefix.trim(), rest),
        Some((prefix, rest)) if prefix.trim() == issuer => (issuer, rest),
        _ => (issuer, name),
    };
    Labels { issuer: issuer.to_owned(), account: account.trim().to_owned() }
}

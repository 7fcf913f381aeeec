//! Microsoft Authenticator's own database (`PhoneFactor`), with its write-ahead log.

use tessera_core::entry::Labels;

use crate::formats::containers::sqlite::{Database, Row};
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError, Remark, Unsupported};

pub(crate) const FORMAT: Format = Format {
    name: "microsoft",
    title: "Microsoft Authenticator",
    recognises: |content| {
        Database::of(content.bytes(), None)
            .is_some_and(|database| database.has_columns("accounts", &["oath_secret_key"]))
    },
    read,
};

/// The log beside the file, by the name that the file has on the phone.
const LOG: &str = "PhoneFactor-wal";
const COLUMNS: &[&str] = &["name", "username", "oath_secret_key", "account_type"];

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let log = context.sibling(LOG);
    let log = log.as_ref().map(|log| log.as_slice());
    let database = Database::of(content.bytes(), log).ok_or(ReadError::Damaged)?;
    let table = database.table("accounts", COLUMNS).ok_or(ReadError::Damaged)?;
    let mut import = Import::default();
    let mut push_only = 0;
    for row in table.rows() {
        match parts(row) {
            Some(parts) => import.drafts.push(parts.draft()),
            None => push_only += 1,
        }
    }
    if import.drafts.is_empty() && push_only > 0 {
        return Err(ReadError::Unsupported(Unsupported::PushOnly));
    }
    if push_only > 0 {
        import.remarks.push(Remark::WithoutCode { count: push_only });
    }
    import.or_empty()
}

/// Always SHA1 and 30 s. None for accounts that sign in by push messages only.
fn parts(row: Row<'_>) -> Option<Parts> {
    let text = |name: &str| row.get(name).text().expose().trim().to_owned();
    let labels = Labels { issuer: text("name"), account: text("username") };
    let secret = row.get("oath_secret_key").text();
    let (secret, digits) = match row.get("account_type").integer() {
        Some(0) => (PartSecret::Base32(secret), 6),
        // An account with Microsoft itself.
        Some(1) if secret.expose().trim().is_empty() => return None,
        Some(1) => (PartSecret::Base64(secret), 8),
        _ => return None,
    };
    Some(Parts { labels, secret, digits: Number::Some(digits), ..Parts::default() })
}

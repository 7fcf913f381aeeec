//! Spreadsheets of whoever writes one: password managers without a reader of their own, and tables
//! that people keep. The columns are known by their names.
//!
//! Dashlane, Dropbox Passwords, LastPass, Myki, NordPass, Proton Pass, 1Password and Zoho Vault are
//! among those whose columns are listed.

use crate::secret::SecretText;

use super::content::Content;
use super::format::{Format, Import, ReadError, Work};
use super::item::{Item, Items};
use super::loose::Number;
use super::parts::{PartKind, PartSecret, Parts};
use super::table::{Row, Table, columns};

/// To be held against a spreadsheet after those that have readers of their own.
pub(super) const FORMAT: Format = Format {
    name: "csv",
    title: "Spreadsheet (CSV)",
    recognises: |content| {
        let columns = columns(content);
        let has = |names: &[&str]| columns.iter().any(|column| names.contains(&column.as_str()));
        (has(CODE) || (has(SECRET) && has(PARAMETERS))) && (has(TITLE) || has(USER))
    },
    read,
};

/// A URI or a bare secret.
const CODE: &[&str] = &[
    "totp",
    "otp",
    "otpauth",
    "otp_auth",
    "otpauth_url",
    "otpurl",
    "otp_url",
    "otp_uri",
    "otpsecret",
    "otp_secret",
    "login_totp",
    "totp_secret",
    "totpsecret",
    "totp_uri",
    "twofasecret",
    "2fa",
    "2fa_secret",
    "one-time password",
    "one-time code",
];
/// The same, where other columns show that it is no password.
const SECRET: &[&str] = &["secret", "seed", "secret key"];
const PARAMETERS: &[&str] = &["algorithm", "digits", "period", "counter"];
const TITLE: &[&str] =
    &["issuer", "service", "title", "name", "nickname", "password name", "secret name"];
const USER: &[&str] = &["account", "username", "user name", "user", "login", "email", "label"];
const FOLDER: &[&str] =
    &["folder", "folder name", "grouping", "group", "category", "vault", "collection"];
const NOTE: &[&str] = &["notes", "note", "extra", "additionalinfo", "comments"];
const FAVOURITE: &[&str] = &["favorite", "fav", "pinned"];

fn read(content: &Content<'_>, _: &mut Work<'_>) -> Result<Import, ReadError> {
    let table = content.text().and_then(Table::of).ok_or(ReadError::Damaged)?;
    let is_authenticators = PARAMETERS.iter().any(|name| table.has(name));
    let mut items = Items::default();
    for row in table.rows() {
        let item = Item {
            title: row.first(TITLE).to_owned(),
            user: row.first(USER).to_owned(),
            tags: std::iter::once(row.first(FOLDER))
                .chain(row.get("tags").split([';', ',']))
                .map(str::to_owned)
                .collect(),
            note: row.first(NOTE).to_owned(),
            pinned: matches!(row.first(FAVOURITE), "1" | "true" | "True" | "TRUE"),
            trashed: false,
        };
        let code = match (uri(row), row.first(CODE)) {
            (Some(uri), _) => uri,
            (None, "") if is_authenticators => row.first(SECRET),
            (None, code) => code,
        };
        let code = SecretText::new(code.to_owned());
        match is_authenticators && !code.expose().is_empty() && !code.expose().contains("://") {
            true => items.add_draft(&item, parts(row, code, &item).draft()),
            false => items.add(&item, [code]),
        }
    }
    items.finish()
}

/// A URI says more than all columns, whatever its own is called.
fn uri(row: Row<'_>) -> Option<&str> {
    row.fields().map(str::trim).find(|field| field.starts_with("otpauth://"))
}

/// A bare secret, with its parameters beside it.
fn parts(row: Row<'_>, secret: SecretText, item: &Item) -> Parts {
    let number = |name: &str| Number::of_text(row.get(name));
    Parts {
        labels: item.labels(),
        kind: PartKind::parse(row.first(&["type", "otp_type", "kind"])),
        secret: PartSecret::Base32(secret),
        algorithm: row.get("algorithm").to_owned(),
        digits: number("digits"),
        period: number("period"),
        counter: number("counter"),
        ..Parts::default()
    }
}

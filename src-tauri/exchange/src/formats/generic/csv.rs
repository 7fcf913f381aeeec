//! Spreadsheets of whoever writes one: password managers without a reader of their own, and tables
//! that people keep. The columns are known by their names; a link is known anywhere.
//!
//! Dashlane, Dropbox Passwords, LastPass, Myki, Netwrix, NordPass, Proton Pass, Psono, Synology C2,
//! 1Password and Zoho Vault are among those whose columns are listed, and what
//! extract_otp_secrets writes for KeePass.

use tessera_core::secret::SecretText;

use crate::formats::containers::markup::unescape;
use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{self, PartKind, PartSecret, Parts};
use crate::formats::fields::table::{Row, Table, columns};
use crate::formats::format::{Format, Import, LostField, ReadContext, ReadError, Remark};

/// To be held against a spreadsheet after those that have readers of their own.
pub(crate) const FORMAT: Format = Format {
    name: "csv",
    title: "Spreadsheet (CSV)",
    recognises: |content| {
        let columns = columns(content);
        let has = |names: &[&str]| columns.iter().any(|column| names.contains(&column.as_str()));
        let is_code = has(CODE) || (has(SECRET) && PARAMETERS.iter().any(|names| has(names)));
        (is_code && (has(TITLE) || has(ISSUER) || has(USER))) || has_links_in_cells(content)
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
    "totp_code",
    "totp_secret",
    "totpsecret",
    "totp_uri",
    "twofasecret",
    "2fa",
    "2fa_secret",
    "one-time password",
    "one-time passwort",
    "one-time code",
    "website_password_totp_code",
    "timeotp-secret-base32",
    COUNTED,
];
/// The secret of a code by counter, whatever else is said.
const COUNTED: &str = "hmacotp-secret-base32";
/// Columns that hold the secret of a code, where other columns show that it is no password.
const SECRET: &[&str] = &["secret", "seed", "secret key"];
const PARAMETERS: &[&[&str]] = &[ALGORITHM, DIGITS, PERIOD, COUNTER];
const ALGORITHM: &[&str] = &[
    "algorithm",
    "algo",
    "hash",
    "hash_algorithm",
    "hash algorithm",
    "hashalgorithm",
    "totp_algorithm",
    "website_password_totp_algorithm",
    "timeotp-algorithm",
];
const DIGITS: &[&str] = &[
    "digits",
    "digit",
    "totp_digits",
    "website_password_totp_digits",
    "timeotp-length",
    "code length",
    "code_length",
];
const PERIOD: &[&str] = &[
    "period",
    "interval",
    "timestep",
    "time_step",
    "time step",
    "step",
    "timer",
    "totp_period",
    "website_password_totp_period",
    "timeotp-period",
];
const COUNTER: &[&str] = &["counter", "hmacotp-counter"];
const ISSUER: &[&str] = &["issuer", "service"];
const TITLE: &[&str] =
    &["title", "name", "display_name", "nickname", "password name", "secret name", "beschreibung"];
const USER: &[&str] = &[
    "account",
    "username",
    "user name",
    "login_username",
    "login name",
    "website_password_username",
    "benutzername",
    "user",
    "login",
    "email",
    "label",
];
const FOLDER: &[&str] =
    &["folder", "folder name", "grouping", "group", "category", "vault", "collection"];
const NOTE: &[&str] = &["notes", "note", "extra", "additionalinfo", "comments"];
const FAVOURITE: &[&str] = &["favorite", "fav", "pinned"];

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let table = content.text().and_then(Table::of).ok_or(ReadError::Damaged)?;
    let is_authenticators = PARAMETERS.iter().copied().flatten().any(|name| table.has(name));
    let mut items = Items::default();
    let mut without_counter = 0;
    for row in table.rows() {
        context.go_on()?;
        let item = if table.width() > 0 { item(&table, row) } else { nameless(row) };
        let code = match (uri(row), row.first(CODE)) {
            (Some(uri), _) => uri,
            (None, "") if is_authenticators => row.first(SECRET),
            (None, code) => code,
        };
        let code = SecretText::new(code.to_owned());
        match is_authenticators && !code.expose().is_empty() && !code.expose().contains("://") {
            true => {
                let parts = parts(row, code, &item);
                without_counter += usize::from(parts.lacks_counter());
                items.add_draft(&item, parts.draft());
            }
            false => items.add(&item, [code]),
        }
    }
    let mut import = items.finish()?;
    if without_counter > 0 {
        import.remarks.push(Remark::Lost { field: LostField::Counter, count: without_counter });
    }
    Ok(import)
}

/// What a row says beside its code.
fn item(table: &Table, row: Row<'_>) -> Item {
    let (title, user) = names(table, row);
    // LastPass writes what it showed on a page.
    let is_escaped = table.has("grouping") && table.has("extra");
    Item {
        title: if is_escaped { unescape(title).expose().to_owned() } else { title.to_owned() },
        user: user.to_owned(),
        tags: parts::tags(
            std::iter::once(row.first(FOLDER)).chain(row.get("tags").split([';', ','])),
        ),
        note: Some(row.first(NOTE)).filter(|note| !is_link(note)).unwrap_or_default().into(),
        pinned: matches!(row.first(FAVOURITE), "1" | "true" | "True" | "TRUE"),
        trashed: false,
    }
}

/// Beside a column for the issuer, `name` is that of the account unless it has a column as well.
fn names<'a>(table: &Table, row: Row<'a>) -> (&'a str, &'a str) {
    let (issuer, title, user) = (row.first(ISSUER), row.first(TITLE), row.first(USER));
    match ISSUER.iter().any(|name| table.has(name)) {
        true if user.is_empty() => (issuer, title),
        _ if issuer.is_empty() => (title, user),
        _ => (issuer, user),
    }
}

/// A row without a header over it. Keeper's begin with folder, title, user, password, address and note;
/// of others the first cell says what it is.
fn nameless(row: Row<'_>) -> Item {
    let cell = |place| row.fields().nth(place).unwrap_or_default().to_owned();
    match row.fields().any(|field| field == "TFC:Keeper") {
        true => Item {
            title: cell(1),
            user: cell(2),
            tags: vec![cell(0)],
            note: cell(5).into(),
            ..Item::default()
        },
        false => Item { title: cell(0), ..Item::default() },
    }
}

/// Whether links stand in cells after others; lists of links have theirs at the start of a line.
fn has_links_in_cells(content: &Content<'_>) -> bool {
    const BEFORE: [&str; 6] = [",otp", ";otp", "\totp", ",\"otp", ";\"otp", "\t\"otp"];
    let text = content.text().filter(|text| text.contains("otpauth://")).unwrap_or_default();
    let is_row = |line: &str| {
        let mut places = BEFORE.iter().flat_map(|before| line.match_indices(before));
        !is_link(line.trim_start().trim_start_matches('"'))
            && places.any(|(place, before)| is_link(&line[place + before.len() - 3..]))
    };
    !text.trim_start().starts_with(['{', '[', '<']) && text.lines().any(is_row)
}

fn is_link(text: &str) -> bool {
    text.trim_start().starts_with("otpauth://")
}

/// A URI says more than all columns, whatever its own is called.
fn uri(row: Row<'_>) -> Option<&str> {
    row.fields().map(str::trim).find(|field| is_link(field))
}

/// A bare secret, with its parameters beside it.
fn parts(row: Row<'_>, secret: SecretText, item: &Item) -> Parts {
    let number = |names: &[&str]| Number::of_text(row.first(names));
    let is_counted = secret.expose() == row.get(COUNTED);
    Parts {
        labels: item.labels(),
        kind: match is_counted {
            true => PartKind::Hotp,
            false => PartKind::parse(row.first(&["type", "otp_type", "kind"])),
        },
        secret: PartSecret::Base32(secret),
        algorithm: row.first(ALGORITHM).to_owned(),
        digits: number(DIGITS),
        period: number(PERIOD),
        counter: number(COUNTER),
        ..Parts::default()
    }
}

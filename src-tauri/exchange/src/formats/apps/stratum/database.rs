//! The database that Stratum keeps on the device, as root takes it off there.

use super::accounts::{Authenticator, Backup, Category, Link};
use crate::formats::containers::sqlite::{Database, Row};
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::Each;
use crate::formats::format::{Import, ReadError};

const AUTHENTICATOR: &[&str] = &[
    "type",
    "issuer",
    "username",
    "secret",
    "pin",
    "algorithm",
    "digits",
    "period",
    "counter",
    "ranking",
];
const CATEGORY: &[&str] = &["id", "name", "ranking"];
const LINK: &[&str] = &["categoryid", "authenticatorsecret"];

pub(super) fn recognises(content: &Content<'_>) -> bool {
    Database::of(content.bytes(), None)
        .is_some_and(|database| database.has_columns("authenticator", &["secret", "type"]))
}

pub(super) fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    let database = Database::of(content.bytes(), None).ok_or(ReadError::Damaged)?;
    let authenticators =
        database.table("authenticator", AUTHENTICATOR).ok_or(ReadError::Damaged)?;
    // Without its categories an account is still an account.
    let categories = database.table("category", CATEGORY);
    let links = database.table("authenticatorcategory", LINK);
    let categories = categories.iter().flat_map(|table| table.rows());
    let links = links.iter().flat_map(|table| table.rows());
    Backup {
        authenticators: Each(authenticators.rows().map(|row| Ok(authenticator(row))).collect()),
        categories: Each(categories.map(|row| Ok(category(row))).collect()),
        authenticator_categories: Each(links.map(|row| Ok(link(row))).collect()),
    }
    .import()
}

fn authenticator(row: Row<'_>) -> Authenticator {
    Authenticator {
        r#type: row.get("type").number(),
        issuer: text(row, "issuer"),
        username: text(row, "username"),
        secret: row.get("secret").text(),
        pin: row.get("pin").text(),
        algorithm: row.get("algorithm").number(),
        digits: row.get("digits").number(),
        period: row.get("period").number(),
        counter: row.get("counter").number(),
        ranking: row.get("ranking").number(),
    }
}

fn category(row: Row<'_>) -> Category {
    Category { id: text(row, "id"), name: text(row, "name"), ranking: row.get("ranking").number() }
}

fn link(row: Row<'_>) -> Link {
    Link {
        category_id: text(row, "categoryid"),
        authenticator_secret: row.get("authenticatorsecret").text(),
    }
}

fn text(row: Row<'_>, column: &str) -> String {
    row.get(column).text().expose().to_owned()
}

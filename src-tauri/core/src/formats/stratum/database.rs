//! The database that Stratum keeps on the device, as root takes it off there.

use super::super::content::Content;
use super::super::format::{Import, ReadError};
use super::super::loose::{Each, Number};
use super::super::sqlite::{Database, Row, Value};
use super::accounts::{Authenticator, Backup, Category, Link};

pub(super) fn recognises(content: &Content<'_>) -> bool {
    Database::of(content.bytes(), None)
        .is_some_and(|database| database.has_columns("authenticator", &["secret", "type"]))
}

pub(super) fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    let database = Database::of(content.bytes(), None).ok_or(ReadError::Damaged)?;
    let authenticators = database.table("authenticator").ok_or(ReadError::Damaged)?;
    // Without its categories an account is still an account.
    let categories = database.table("category");
    let links = database.table("authenticatorcategory");
    let categories = categories.iter().flat_map(|table| table.rows());
    let links = links.iter().flat_map(|table| table.rows());
    Backup {
        authenticators: Each(authenticators.rows().map(|row| Some(authenticator(row))).collect()),
        categories: Each(categories.map(|row| Some(category(row))).collect()),
        authenticator_categories: Each(links.map(|row| Some(link(row))).collect()),
    }
    .import()
}

fn authenticator(row: Row<'_>) -> Authenticator {
    Authenticator {
        r#type: number(row.get("type")),
        issuer: text(row, "issuer"),
        username: text(row, "username"),
        secret: row.get("secret").text(),
        pin: row.get("pin").text(),
        algorithm: number(row.get("algorithm")),
        digits: number(row.get("digits")),
        period: number(row.get("period")),
        counter: number(row.get("counter")),
        ranking: number(row.get("ranking")),
    }
}

fn category(row: Row<'_>) -> Category {
    Category { id: text(row, "id"), name: text(row, "name"), ranking: number(row.get("ranking")) }
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

fn number(value: &Value) -> Number {
    match value {
        Value::Null => Number::None,
        Value::Integer(number) => u64::try_from(*number).map_or(Number::Bad, Number::Some),
        Value::Text(_) | Value::Blob => Number::Bad,
    }
}

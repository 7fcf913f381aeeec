//! QUERY: which entries are meant.

use tessera_app::types::Row;
use tessera_words::say;
use uuid::Uuid;

use crate::exit::Failure;
use crate::output::title;

/// Whether an entry is meant: issuer and account hold every word of the query, in any case, or the
/// query is its id.
pub fn is_meant(query: &str, id: &str, issuer: &str, account: &str) -> bool {
    // Of the spellings that a UUID may have, the one that we print.
    let whole = query.trim();
    if whole.len() == 36 && whole.parse::<Uuid>().is_ok() {
        return whole.eq_ignore_ascii_case(id);
    }
    let text = format!("{issuer} {account}").to_lowercase();
    query.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
}

/// The entries that are meant. No query means all.
pub fn matching(rows: Vec<Row>, query: Option<&str>) -> Vec<Row> {
    let meant = |row: &Row| query.is_none_or(|q| is_meant(q, &row.id, &row.issuer, &row.account));
    rows.into_iter().filter(meant).collect()
}

/// The one entry that is meant.
pub fn one(rows: Vec<Row>, query: &str) -> Result<Row, Failure> {
    let mut meant = matching(rows, Some(query));
    match (meant.pop(), meant.as_slice()) {
        (None, _) => Err(none(query)),
        (Some(row), []) => Ok(row),
        (Some(row), _) => {
            meant.push(row);
            Err(ambiguous(query, &meant))
        }
    }
}

/// Nothing is meant.
pub fn none(query: &str) -> Failure {
    Failure::nothing(say::CliQueryNone { query: &query })
}

/// More than one is meant: the sentence lists them, with the ids that tell them apart.
fn ambiguous(query: &str, several: &[Row]) -> Failure {
    let line = |row: &Row| format!("\n  {}  {}", row.id, title(&row.issuer, &row.account));
    let list: String = several.iter().map(line).collect();
    let said = say::CliQuerySeveral { query: &query, count: several.len().into() };
    Failure::usage(format!("{said}{list}"))
}

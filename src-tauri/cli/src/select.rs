//! QUERY: which entries are meant.

use tessera_app::types::Row;
use tessera_core::search::{Account, search};
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

/// The entries that are meant, and all others. No query means all.
pub fn matching(rows: Vec<Row>, query: Option<&str>) -> (Vec<Row>, Vec<Row>) {
    let meant = |row: &Row| query.is_none_or(|q| is_meant(q, &row.id, &row.issuer, &row.account));
    rows.into_iter().partition(meant)
}

/// The one entry that is meant.
pub fn one(rows: Vec<Row>, query: &str) -> Result<Row, Failure> {
    let (mut meant, others) = matching(rows, Some(query));
    match (meant.pop(), meant.as_slice()) {
        (None, _) => Err(none(query, &others)),
        (Some(row), []) => Ok(row),
        (Some(row), _) => {
            meant.push(row);
            Err(ambiguous(query, &meant))
        }
    }
}

/// How many entries are named that may have been meant.
const MOST_NAMED: usize = 5;

/// Nothing is meant: the sentence lists what comes near. A search as in the window finds that, which is good
/// to be chosen from and too bold to give out a code by.
pub fn none(query: &str, rows: &[Row]) -> Failure {
    let accounts: Vec<_> = rows.iter().map(searched).collect();
    let hits = search(query, &accounts);
    if hits.is_empty() {
        return Failure::nothing(say::CliQueryNone { query: &query });
    }
    let near = hits.iter().take(MOST_NAMED).map(|hit| &rows[hit.at]);
    Failure::nothing(format!("{}{}", say::CliQueryNear { query: &query }, listed(near)))
}

fn searched(row: &Row) -> Account<'_> {
    Account { issuer: &row.issuer, account: &row.account, tags: &row.tags, note: "", used_at: None }
}

/// More than one is meant: the sentence lists them, with the ids that tell them apart.
fn ambiguous(query: &str, several: &[Row]) -> Failure {
    let said = say::CliQuerySeveral { query: &query, count: several.len().into() };
    Failure::usage(format!("{said}{}", listed(several)))
}

fn listed<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    let line = |row: &Row| format!("\n  {}  {}", row.id, title(&row.issuer, &row.account));
    rows.into_iter().map(line).collect()
}

//! QUERY: which entries are meant.

use tessera_core::entry::{Entry, EntryId};

use crate::exit::Failure;
use crate::output::{plain, title};

/// The entries whose issuer and account hold every word of the query, in any case. The id of an
/// entry means that one. No query means all.
pub fn matching<'a>(entries: &[&'a Entry], query: Option<&str>) -> Vec<&'a Entry> {
    let Some(query) = query else { return entries.to_vec() };
    if let Some(id) = as_id(query) {
        return entries.iter().copied().filter(|e| e.id() == id).collect();
    }
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let holds_all = |entry: &&&Entry| {
        let labels = entry.labels();
        let text = format!("{} {}", labels.issuer, labels.account).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    entries.iter().filter(holds_all).copied().collect()
}

/// The one entry that is meant.
pub fn one<'a>(entries: &[&'a Entry], query: &str) -> Result<&'a Entry, Failure> {
    match matching(entries, Some(query)).as_slice() {
        [] => Err(none(query)),
        [entry] => Ok(entry),
        several => Err(ambiguous(query, several)),
    }
}

/// Nothing is meant.
pub fn none(query: &str) -> Failure {
    let query = plain(query);
    Failure::nothing(format!("No entry matches \"{query}\". tessera-cli list shows all."))
}

/// More than one is meant: the sentence lists them, with the ids that tell them apart.
pub fn ambiguous(query: &str, several: &[&Entry]) -> Failure {
    let list: String =
        several.iter().map(|e| format!("\n  {}  {}", e.id(), title(e.labels()))).collect();
    let (count, query) = (several.len(), plain(query));
    Failure::usage(format!("{count} entries match \"{query}\". Give more words, or an id:{list}"))
}

fn as_id(query: &str) -> Option<EntryId> {
    // Of the spellings that a UUID may have, the one that we print.
    let query = query.trim();
    query.parse().ok().filter(|_| query.len() == 36)
}

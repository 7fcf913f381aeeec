//! Finds entries by what was typed.

use std::ops::Range;

use tessera_core::search;

use crate::app::App;
use crate::error::CommandError;
use crate::order::arrange;
use crate::types::{Hit, ListOrder};

impl App {
    /// The live entries that are meant by what was typed, the best first. Those that are meant alike stand
    /// as in `order`, but for the one that was used last.
    ///
    /// # Errors
    /// `Locked`.
    pub fn find_entries(&self, typed: &str, order: ListOrder) -> Result<Vec<Hit>, CommandError> {
        let mut entries = self.session()?.file.vault().contents().live();
        arrange(&mut entries, order);
        let accounts: Vec<_> = entries.iter().map(|entry| entry.searched()).collect();
        let hits = search::search(typed, &accounts).into_iter();
        Ok(hits
            .map(|hit| Hit {
                id: entries[hit.at].id().to_string(),
                issuer: ends(hit.issuer),
                account: ends(hit.account),
            })
            .collect())
    }
}

fn ends(marks: Vec<Range<usize>>) -> Vec<(usize, usize)> {
    marks.into_iter().map(|mark| (mark.start, mark.end)).collect()
}

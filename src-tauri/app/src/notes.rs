//! Notes stay here until somebody looks at one: people keep recovery codes in them. The list says only
//! whether there is one, and a search in them gives the accounts and not the words.

use crate::app::{App, parse_id};
use crate::error::CommandError;
use crate::types::Shown;

impl App {
    /// The note of an entry; empty where there is none.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn entry_note(&self, id: &str) -> Result<Shown, CommandError> {
        let id = parse_id(id)?;
        Ok(Shown::from(self.session()?.file.vault().contents().get(id)?.note().expose()))
    }
}

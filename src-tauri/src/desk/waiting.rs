//! What comes from outside while the vault is not open, as a link or a picture that Tessera was started
//! with: it waits unread, and is read right after the unlock.

use std::path::PathBuf;

use tessera_core::secret::SecretText;

use super::Desk;
use crate::platform::page::Event;

/// Something to read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Arrived {
    /// `otpauth:` or `otpauth-migration:`.
    Link(SecretText),
    /// A file or a folder.
    Path(PathBuf),
}

/// How much may wait. Whoever sends more has no window to look at.
const MOST: usize = 20;

impl Desk {
    /// Gives back what is to be read now: all of it while the vault is open, nothing before.
    pub fn arrive(&mut self, arrived: Vec<Arrived>) -> Vec<Arrived> {
        if self.open.is_some() {
            return arrived;
        }
        for one in arrived {
            if self.waiting.len() < MOST && !self.waiting.contains(&one) {
                self.waiting.push(one);
            }
        }
        self.world.page.tell(Event::Status);
        Vec::new()
    }

    /// The vault was opened: what waited is handed on to be read.
    pub(super) fn release_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        if !waiting.is_empty() {
            (self.world.read)(waiting);
        }
    }
}

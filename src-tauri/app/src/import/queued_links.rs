//! What comes from outside while the vault is not open, as a link or a picture that Tessera was started
//! with: it waits unread, and is read right after the unlock.

use std::path::PathBuf;

use tessera_core::secret::SecretText;

use crate::app::App;
use crate::events::Event;

/// Something to read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Arrived {
    /// `otpauth:` or `otpauth-migration:`.
    Link(SecretText),
    /// A file or a folder.
    Path(PathBuf),
}

/// At most this many wait. Whoever sends more has no window to look at.
const MAX_QUEUED: usize = 20;

/// Links and files that came while the vault was not open.
#[derive(Default)]
pub(crate) struct QueuedLinks(Vec<Arrived>);

impl QueuedLinks {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl App {
    /// Gives back what is to be read now: all of it while the vault is open, nothing before.
    pub(crate) fn arrive(&mut self, arrived: Vec<Arrived>) -> Vec<Arrived> {
        if self.open.is_some() {
            return arrived;
        }
        for one in arrived {
            if self.queued.0.len() < MAX_QUEUED && !self.queued.0.contains(&one) {
                self.queued.0.push(one);
            }
        }
        self.emit(Event::Status);
        Vec::new()
    }

    /// The vault was opened: what waited is handed on to be read.
    pub(crate) fn release_queued(&mut self) {
        let queued = std::mem::take(&mut self.queued.0);
        if !queued.is_empty() {
            (self.ports.read)(queued);
        }
    }
}

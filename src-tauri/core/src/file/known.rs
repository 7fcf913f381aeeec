//! What the store asks about bytes, answered with the key of one vault.

use crate::store::{Fingerprint, Look, Worth};
use crate::vault::{self, Contents, OpenError, Vault};

/// Looks at files with the key of one vault.
pub(super) struct Known<'a> {
    pub(super) vault: &'a Vault,
    /// The file that was loaded, which had been opened then: perhaps with a key of before.
    pub(super) loaded: Option<(Fingerprint, Worth)>,
}

impl<'a> Known<'a> {
    pub(super) fn by(vault: &'a Vault) -> Self {
        Self { vault, loaded: None }
    }
}

impl Look for Known<'_> {
    fn is_sound(&self, new: &[u8]) -> bool {
        self.vault.verifies(new)
    }

    fn worth(&self, bytes: &[u8], fingerprint: Fingerprint) -> Worth {
        if let Some((loaded, worth)) = self.loaded
            && loaded == fingerprint
        {
            return worth;
        }
        if let Some(contents) = self.vault.contents_of(bytes) {
            return Worth::Holds(known_entries(&contents));
        }
        match vault::inspect(bytes) {
            Ok(facts) if self.vault.should_open(&facts, bytes) => Worth::Damaged,
            Ok(_) | Err(OpenError::TooNew { .. }) => Worth::Locked,
            Err(_) => Worth::Damaged,
        }
    }
}

/// A vault whose entries are all in the trash is not an empty one.
pub(super) fn known_entries(contents: &Contents) -> usize {
    match contents.live().len() {
        0 => contents.all().len() + contents.quarantined(),
        live => live,
    }
}

//! What has been opened since the program started, and has not been touched since: it need not be
//! opened at every save.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::look::Worth;

/// What files were found to be worth, by path, length and time of change. Clones share it: all that
/// look at one store have one.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(Arc<Mutex<BTreeMap<Sight, Worth>>>);

/// A file as it was seen.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Sight {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    pub(super) modified: SystemTime,
}

/// The most files that are remembered, far more than there are generations. The memory starts over
/// when it is full.
const MANY: usize = 1_000;

impl Seen {
    pub(super) fn worth(&self, sight: &Sight) -> Option<Worth> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(sight).copied()
    }

    pub(super) fn note(&self, sight: Sight, worth: Worth) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MANY {
            seen.clear();
        }
        seen.insert(sight, worth);
    }
}

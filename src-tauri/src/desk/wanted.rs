//! Work that the keeper allows and that is done elsewhere, for as long as it is wanted.

use std::sync::{Arc, Weak};

/// Kept beside what the work is for. When that is let go of, the work is over.
#[derive(Debug, Default)]
pub(super) struct Want(Arc<()>);

impl Want {
    /// For whoever does the work.
    pub(super) fn wanted(&self) -> Wanted {
        Wanted(Arc::downgrade(&self.0))
    }
}

/// Tells whoever works whether it is still of use. Cheap to ask, on any thread.
#[derive(Clone, Debug)]
pub struct Wanted(Weak<()>);

impl Wanted {
    /// Nobody waits for it any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.strong_count() == 0
    }
}

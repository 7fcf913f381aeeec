//! Work that the keeper allows and that is done elsewhere: reading files, deriving keys, asking the
//! keyring, writing exports.
//!
//! A [`Job`] is made on the keeper's thread, done on another, and its result is brought back to the
//! keeper ([`Keeper::run`](crate::keeper::Keeper::run)). It is cancelled by ownership: the state that
//! it works for holds a `CancelOnDrop`, the job a [`CancelToken`] of it. When that state is dropped
//! (the vault locks, a review is closed, another request takes its place), the job is told so, and a
//! result that comes after that is dropped unseen.

use std::sync::{Arc, Weak};

/// Held beside the state that a job works for. Dropping it cancels the job.
#[derive(Debug, Default)]
pub(crate) struct CancelOnDrop(Arc<()>);

impl CancelOnDrop {
    /// A token for whoever does the work.
    pub(crate) fn token(&self) -> CancelToken {
        CancelToken(Arc::downgrade(&self.0))
    }
}

/// Tells whoever works whether the result is still wanted. Cheap to ask, on any thread.
#[derive(Clone, Debug)]
pub struct CancelToken(Weak<()>);

impl CancelToken {
    /// Whether nobody waits for the result any more.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.strong_count() == 0
    }
}

/// Work to be done on another thread than the keeper's, and whether it is still wanted.
pub struct Job<T> {
    token: CancelToken,
    work: Box<dyn FnOnce(&CancelToken) -> T + Send>,
}

impl<T> Job<T> {
    /// Work for the state that holds the other half of `token`. Long work asks the token now and then.
    pub(crate) fn new(
        token: CancelToken,
        work: impl FnOnce(&CancelToken) -> T + Send + 'static,
    ) -> Self {
        Self { token, work: Box::new(work) }
    }

    /// Whether nobody waits for the result any more.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Does the work on this thread. None where it was cancelled before it began, or by its end.
    #[must_use]
    pub fn run(self) -> Option<T> {
        if self.token.is_cancelled() {
            return None;
        }
        let done = (self.work)(&self.token);
        (!self.token.is_cancelled()).then_some(done)
    }
}

impl<T> std::fmt::Debug for Job<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Job({})", if self.is_cancelled() { "cancelled" } else { "wanted" })
    }
}

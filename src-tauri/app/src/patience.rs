//! A call that may never come back, made on a thread of its own and waited for only so long.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Makes calls that may hang, and waits for each at most `limit`. There is never more than one
/// call: as long as one hangs, every other is given up at once, so that no threads pile up. Clones
/// wait in the same line.
#[derive(Clone, Debug)]
pub struct Patience {
    limit: Duration,
    busy: Arc<AtomicBool>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GivenUp {
    /// The answer was not there in time, or a call before this one still hangs.
    TooLate,
    /// The call panicked, or the system gave no thread for it.
    Failed,
}

impl Patience {
    /// For calls that are waited for at most so long.
    #[must_use]
    pub fn new(limit: Duration) -> Self {
        Self { limit, busy: Arc::default() }
    }

    /// How long a call is waited for.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// The answer of a call, or that it was given up.
    ///
    /// # Errors
    /// See [`GivenUp`].
    pub fn wait_for<T: Send + 'static>(
        &self,
        call: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, GivenUp> {
        let turn = Turn::take(&self.busy).ok_or(GivenUp::TooLate)?;
        let (reply, answer) = mpsc::channel();
        let thread = thread::Builder::new().name("patience".into()).spawn(move || {
            let answer = call();
            drop(turn);
            // Whoever asked may be gone: the answer is dropped, and wiped where it is a secret.
            let _ = reply.send(answer);
        });
        thread.map_err(|_| GivenUp::Failed)?;
        answer.recv_timeout(self.limit).map_err(|error| match error {
            mpsc::RecvTimeoutError::Timeout => GivenUp::TooLate,
            mpsc::RecvTimeoutError::Disconnected => GivenUp::Failed,
        })
    }
}

/// The right to be the one call. Given back when it is dropped, also by a panic.
struct Turn(Arc<AtomicBool>);

impl Turn {
    fn take(busy: &Arc<AtomicBool>) -> Option<Self> {
        (!busy.swap(true, Ordering::AcqRel)).then(|| Self(Arc::clone(busy)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_call_that_hangs_is_all_that_is_waited_for() {
        let patience = Patience::new(Duration::from_millis(10));
        let (release, held) = mpsc::channel::<()>();
        let hangs = patience.wait_for(move || held.recv().is_ok());
        assert_eq!(hangs, Err(GivenUp::TooLate));
        assert_eq!(patience.clone().wait_for(|| unreachable!()), Err::<(), _>(GivenUp::TooLate));
        drop(release);
        let patient = Patience { limit: Duration::from_secs(60), ..patience };
        while patient.busy.load(Ordering::Acquire) {
            thread::yield_now();
        }
        assert_eq!(patient.wait_for(|| 7), Ok(7));
    }

    #[test]
    fn a_call_that_panics_leaves_the_line_free() {
        let patience = Patience::new(Duration::from_secs(60));
        let panics = patience.wait_for(|| std::panic::resume_unwind(Box::new("on purpose")));
        assert_eq!(panics, Err::<(), _>(GivenUp::Failed));
        assert_eq!(patience.wait_for(|| 7), Ok(7));
    }
}

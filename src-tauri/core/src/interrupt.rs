//! Lets a thread that waits be called back: for a disk that does not answer, a lock that another program
//! holds, a key that is being derived.
//!
//! None of these can be ended from outside. So a thread that may be called back has each such step done
//! on another thread, waits for that one, and stops waiting when it is called. The step goes on for
//! nobody, and what it gives is dropped, which wipes it.

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// For how long a step that is on its way may still end well once the thread is called: a save takes
/// some milliseconds, and is not to be lost.
const GRACE: Duration = Duration::from_millis(100);
/// How often a thread that waits looks whether it was called.
const LOOK: Duration = Duration::from_millis(10);

/// Calls a thread back that waits. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    called: Arc<Mutex<Option<Instant>>>,
    /// How many steps are under way, those that were left among them.
    steps: Arc<AtomicUsize>,
}

/// The thread was called back before the step was done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Interrupted;

thread_local! {
    static HERE: RefCell<Option<Interrupt>> = const { RefCell::new(None) };
}

impl Interrupt {
    /// Lets this thread be called back from now on.
    pub fn enter(&self) {
        HERE.with(|here| here.replace(Some(self.clone())));
    }

    /// Calls the thread back. What it waits for is left alone, after a tenth of a second for what is
    /// nearly done; later steps do not begin until [`Self::clear`].
    pub fn call(&self) {
        self.state().get_or_insert_with(Instant::now);
    }

    /// The thread has come back, and may wait again.
    pub fn clear(&self) {
        *self.state() = None;
    }

    /// Whether the thread is to come back.
    #[must_use]
    pub fn is_called(&self) -> bool {
        self.state().is_some()
    }

    fn is_over(&self) -> bool {
        self.state().is_some_and(|called| called.elapsed() > GRACE)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.called.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether this thread is to come back: asked by long steps of its own.
#[must_use]
pub fn is_called() -> bool {
    HERE.with(|here| here.borrow().as_ref().is_some_and(Interrupt::is_called))
}

/// Does a step that nobody can end: on this thread, or on another where this one may be called back.
///
/// # Errors
/// [`Interrupted`] where this thread was called back. The step may still be done later.
pub fn wait_for<T: Send + 'static>(
    step: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Interrupted> {
    let Some(interrupt) = HERE.with(|here| here.borrow().clone()) else { return Ok(step()) };
    if interrupt.is_over() {
        return Err(Interrupted);
    }
    let (done, result) = mpsc::channel();
    let under_way = UnderWay::begin(&interrupt.steps);
    let worker = thread::Builder::new().name("step".into()).spawn(move || {
        let result = step();
        drop(under_way);
        // Nobody may wait any more.
        let _ = done.send(result);
    });
    let Ok(worker) = worker else { return Err(Interrupted) };
    loop {
        match result.recv_timeout(LOOK) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) if interrupt.is_over() => return Err(Interrupted),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => match worker.join() {
                Err(panic) => resume_unwind(panic),
                Ok(()) => return Err(Interrupted),
            },
        }
    }
}

/// Does something once no step of this thread is under way: at once, unless one was left. What guards
/// the steps, such as a lock, is let go of in this way.
pub(crate) fn after_steps(action: impl FnOnce() + Send + 'static) {
    let steps = HERE.with(|here| here.borrow().as_ref().map(|here| Arc::clone(&here.steps)));
    match steps.filter(|steps| steps.load(Ordering::Acquire) > 0) {
        None => action(),
        Some(steps) => after(steps, action),
    }
}

/// Does something on a thread of its own, once none of these steps is under way.
fn after(steps: Arc<AtomicUsize>, action: impl FnOnce() + Send + 'static) {
    let wait = move || {
        while steps.load(Ordering::Acquire) > 0 {
            thread::sleep(LOOK);
        }
        action();
    };
    // Without a thread it is dropped: there is no other way to go on.
    let _ = thread::Builder::new().name("after".into()).spawn(wait);
}

/// Does something that has to be done also where this thread was called back: here, or then on a thread
/// of its own once no step is under way.
pub(crate) fn finally(action: impl FnOnce() + Clone + Send + 'static) {
    if wait_for(action.clone()).is_err() {
        let steps = HERE.with(|here| here.borrow().as_ref().map(|here| Arc::clone(&here.steps)));
        after(steps.unwrap_or_default(), action);
    }
}

/// A step that is under way, until this is dropped.
struct UnderWay(Arc<AtomicUsize>);

impl UnderWay {
    fn begin(steps: &Arc<AtomicUsize>) -> Self {
        steps.fetch_add(1, Ordering::AcqRel);
        Self(Arc::clone(steps))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a thread that may be called back makes of a step.
    fn elsewhere<T: Send + 'static>(
        interrupt: &Interrupt,
        step: impl FnOnce() -> T + Send + 'static,
    ) -> thread::JoinHandle<Result<T, Interrupted>> {
        let interrupt = interrupt.clone();
        thread::spawn(move || {
            interrupt.enter();
            wait_for(step)
        })
    }

    #[test]
    fn a_step_is_done_here_where_nobody_can_call() {
        let here = thread::current().id();
        assert_eq!(wait_for(move || thread::current().id() == here), Ok(true));
        assert!(!is_called());
    }

    #[test]
    fn who_is_called_leaves_a_step_that_hangs_and_begins_no_other() {
        let (interrupt, (let_go, hangs)) = (Interrupt::default(), mpsc::channel::<()>());
        let waiting = elsewhere(&interrupt, move || hangs.recv());
        interrupt.call();
        assert_eq!(waiting.join().unwrap(), Err(Interrupted));
        assert_eq!(elsewhere(&interrupt, || ()).join().unwrap(), Err(Interrupted));
        interrupt.clear();
        assert_eq!(elsewhere(&interrupt, || 7).join().unwrap(), Ok(7));
        drop(let_go);
    }

    #[test]
    fn a_step_that_is_nearly_done_ends_well() {
        let interrupt = Interrupt::default();
        interrupt.call();
        assert_eq!(elsewhere(&interrupt, || 7).join().unwrap(), Ok(7));
    }

    #[test]
    fn what_guards_a_step_is_kept_until_it_is_done() {
        let (interrupt, (let_go, hangs)) = (Interrupt::default(), mpsc::channel::<()>());
        interrupt.call();
        let (released, is_released) = mpsc::channel();
        let waiting = thread::spawn(move || {
            interrupt.enter();
            let left = wait_for(move || hangs.recv());
            after_steps(move || released.send(()).unwrap());
            left
        });
        assert_eq!(waiting.join().unwrap(), Err(Interrupted));
        assert_eq!(is_released.try_recv(), Err(mpsc::TryRecvError::Empty));
        drop(let_go);
        is_released.recv().unwrap();
    }

    #[test]
    fn what_has_to_be_done_is_done_also_after_a_call() {
        let (interrupt, (let_go, hangs)) = (Interrupt::default(), mpsc::channel::<()>());
        interrupt.call();
        let (done, is_done) = mpsc::channel();
        let waiting = thread::spawn(move || {
            interrupt.enter();
            let left = wait_for(move || hangs.recv());
            finally(move || done.send(()).unwrap());
            left
        });
        assert_eq!(waiting.join().unwrap(), Err(Interrupted));
        assert_eq!(is_done.try_recv(), Err(mpsc::TryRecvError::Empty));
        drop(let_go);
        is_done.recv().unwrap();
    }

    #[test]
    fn a_panic_comes_through() {
        let panicked = elsewhere(&Interrupt::default(), || resume_unwind(Box::new("on purpose")));
        assert!(panicked.join().map(|result: Result<(), _>| result).is_err());
    }
}

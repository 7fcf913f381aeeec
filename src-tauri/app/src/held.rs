//! What waits while the user is asked in a dialog: passwords that were typed for something that is not
//! confirmed yet, or whose file has no place yet. It waits in the session and goes with it, so that a
//! lock leaves none of it behind an open dialog, and an answer that comes later finds nothing to do. What
//! is to open the vault waits beside, and goes with every reason to lock as well.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::app::App;
use crate::error::CommandError;

/// The one thing that waits, if one does. Another one takes its place.
#[derive(Default)]
pub(crate) struct Held(Option<Arc<dyn Any + Send + Sync>>);

/// Names what waits.
#[derive(Debug)]
pub struct HeldTicket<T>(Weak<Mutex<Option<T>>>);

impl App {
    /// Lets something wait while the user is asked.
    ///
    /// # Errors
    /// `Locked`.
    pub fn hold<T: Send + 'static>(&mut self, what: T) -> Result<HeldTicket<T>, CommandError> {
        Ok(self.session_mut()?.held.hold(what))
    }

    /// Lets something wait that is to open the vault. Every reason to lock drops it, and so does a vault
    /// that was opened in another way.
    pub fn hold_while_locked<T: Send + 'static>(&mut self, what: T) -> HeldTicket<T> {
        self.entering.hold(what)
    }

    /// Gives back what has waited.
    ///
    /// # Errors
    /// `Locked`; `Expired` where the vault was locked meanwhile, or something else waits.
    pub fn take_held<T>(&mut self, ticket: &HeldTicket<T>) -> Result<T, CommandError> {
        self.session()?;
        ticket.take().ok_or(CommandError::EXPIRED)
    }
}

impl Held {
    fn hold<T: Send + 'static>(&mut self, what: T) -> HeldTicket<T> {
        let what = Arc::new(Mutex::new(Some(what)));
        let ticket = HeldTicket(Arc::downgrade(&what));
        self.0 = Some(what);
        ticket
    }
}

impl<T> HeldTicket<T> {
    /// What has waited, if it still does. Dropping it is how it is forgotten.
    pub fn take(&self) -> Option<T> {
        self.0.upgrade()?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

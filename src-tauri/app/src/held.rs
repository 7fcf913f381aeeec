//! A password that was typed for something about which the user is still asked: where a file is to go.
//! It waits in the session and goes with it, so that a lock leaves none of it behind an open dialog.

use crate::app::App;
use crate::error::CommandError;
use crate::job::{CancelOnDrop, CancelToken};
use crate::types::Typed;

/// The password that waits, if one does. Another one takes its place.
#[derive(Default)]
pub(crate) struct HeldPassword(Option<(CancelOnDrop, Typed)>);

/// Names a password that waits.
#[derive(Debug)]
pub struct HeldTicket(CancelToken);

impl App {
    /// Lets a password wait while the user is asked.
    ///
    /// # Errors
    /// `Locked`.
    pub fn hold_password(&mut self, password: Typed) -> Result<HeldTicket, CommandError> {
        let held = &mut self.session_mut()?.held;
        let wanted = CancelOnDrop::default();
        let ticket = HeldTicket(wanted.token());
        *held = HeldPassword(Some((wanted, password)));
        Ok(ticket)
    }

    /// Gives a password back that has waited.
    ///
    /// # Errors
    /// `Locked`; `Expired` where the vault was locked meanwhile, or another password waits.
    pub fn take_held(&mut self, ticket: &HeldTicket) -> Result<Typed, CommandError> {
        let held = &mut self.session_mut()?.held;
        if ticket.0.is_cancelled() {
            return Err(CommandError::EXPIRED);
        }
        held.0.take().map(|(_, password)| password).ok_or(CommandError::EXPIRED)
    }

    /// Forgets a password that has waited in vain.
    pub fn forget_held(&mut self, ticket: &HeldTicket) {
        if let Some(session) = self.open.as_mut().filter(|_| !ticket.0.is_cancelled()) {
            session.held = HeldPassword::default();
        }
    }
}

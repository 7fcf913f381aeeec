//! All accounts as QR codes on the screen, for the phone of whoever knows the password.

use tessera_exchange::formats::write::{self, Modules, Outgoing, WriteError};

use super::{Desk, rng};
use crate::dto::{Transfer, TransferPart, Typed};
use crate::error::CommandError;

impl Desk {
    /// Makes them ready. They stay until the sheet is closed or the vault locks.
    pub fn show_transfer(&mut self, password: &Typed) -> Result<Transfer, CommandError> {
        self.checked_password(password)?;
        let live = self.session()?.file.vault().contents().live();
        let accounts: Vec<_> = live.iter().map(|entry| Outgoing::of_entry(entry)).collect();
        let parts = write::google_parts(&accounts, &mut rng());
        if parts.is_empty() {
            return Err(WriteError::Empty.into());
        }
        let transfer = Transfer { parts: parts.len() };
        self.session_mut()?.transfer = parts;
        Ok(transfer)
    }

    /// Draws one of them, counted from 1.
    pub fn transfer_part(&self, number: usize) -> Result<TransferPart, CommandError> {
        let parts = &self.session()?.transfer;
        let part = number.checked_sub(1).and_then(|index| parts.get(index));
        let part = part.ok_or(CommandError::plain(CommandError::EXPIRED))?;
        Ok(TransferPart::of(&Modules::of(part)?))
    }

    /// The sheet is closed.
    pub fn end_transfer(&mut self) {
        if let Some(session) = &mut self.open {
            session.transfer.clear();
        }
    }
}

//! Accounts as QR codes on the screen, for the phone of whoever knows the password.

use tessera_exchange::formats::write::{self, Modules, Outgoing, WriteError};

use crate::app::{App, rng};
use crate::error::CommandError;
use crate::several::parse_ids;
use crate::types::{Transfer, TransferPart, Typed};

impl App {
    /// Prepares the codes of some accounts, or of all. They stay until the sheet is closed or the vault locks.
    pub fn show_transfer(
        &mut self,
        password: &Typed,
        only: Option<&[String]>,
    ) -> Result<Transfer, CommandError> {
        self.checked_password(password)?;
        let leaving = self.leaving(only.map(parse_ids).transpose()?.as_deref())?;
        let accounts: Vec<_> = leaving.iter().map(|entry| Outgoing::of_entry(entry)).collect();
        let parts = write::google_parts(&accounts, &mut rng());
        if parts.is_empty() {
            return Err(WriteError::Empty.into());
        }
        let transfer = Transfer { parts: parts.len() };
        self.session_mut()?.exports.transfer = parts;
        Ok(transfer)
    }

    /// Draws one of the prepared codes, counted from 1.
    pub fn transfer_part(&self, number: usize) -> Result<TransferPart, CommandError> {
        let parts = &self.session()?.exports.transfer;
        let part = number.checked_sub(1).and_then(|index| parts.get(index));
        let part = part.ok_or(CommandError::EXPIRED)?;
        Ok(TransferPart::of(&Modules::of(part)?))
    }

    /// Ends a transfer: wipes the prepared QR codes, which are no longer shown.
    pub fn end_transfer(&mut self) {
        if let Some(session) = &mut self.open {
            session.exports.transfer.clear();
        }
    }
}

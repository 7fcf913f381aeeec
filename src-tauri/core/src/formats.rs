//! Other apps' data in, drafts out. Touches no vault.

mod migration;
mod text;

use crate::draft::Draft;
use crate::entry::Labels;
use crate::otpauth::{self, UriError};
use crate::secret::SecretText;

pub use migration::{Batch, BatchError, Collector};
pub use text::lines;

/// What was found in one or several sources.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order in which they were found.
    pub drafts: Vec<Draft>,
    /// Transfers of Google Authenticator that come in several pictures.
    pub batches: Collector,
}

/// What one text turned out to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reading {
    /// One account, or one part of a transfer, good or not: it is among the drafts now.
    Account,
    /// Something else: a web link, a comment, anything.
    NoAccount,
}

impl Found {
    /// Reads one text: the content of a QR code or a line of a file.
    pub fn read(&mut self, text: &SecretText) -> Reading {
        let uri = text.expose().trim();
        if migration::is_migration(uri) {
            match migration::parse(uri) {
                Ok(part) => {
                    let drafts = self.batches.collect(part);
                    self.drafts.extend(drafts);
                }
                Err(_) => self.refuse(UriError::Transfer),
            }
            return Reading::Account;
        }
        match otpauth::parse(uri) {
            Ok(account) => self.drafts.push(Draft::new(account)),
            Err(UriError::NotOtpauth) => return Reading::NoAccount,
            Err(reason) => {
                let labels = otpauth::labels(uri);
                self.drafts.push(Draft::refused(labels, reason));
            }
        }
        Reading::Account
    }

    fn refuse(&mut self, reason: UriError) {
        self.drafts.push(Draft::refused(Labels::default(), reason));
    }
}

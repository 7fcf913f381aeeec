//! Keychain on macOS, Credential Manager on Windows.

use std::time::Duration;

use keyring::{Entry, Error};
use zeroize::Zeroizing;

use super::{KeyringError, SERVICE};

#[derive(Clone, Debug, Default)]
pub(super) struct Backend;

impl Backend {
    pub(super) const KIND: &str =
        if cfg!(target_os = "macos") { "Keychain" } else { "Credential Manager" };

    pub(super) fn store(&self, item: &str, line: &str, _: Duration) -> Result<(), KeyringError> {
        entry(item)?.set_password(line).map_err(known)
    }

    pub(super) fn load(&self, item: &str, _: Duration) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        let line = entry(item)?.get_password().map_err(known)?;
        Ok(Zeroizing::new(line.into_bytes()))
    }

    pub(super) fn remove(&self, item: &str, _: Duration) -> Result<(), KeyringError> {
        match entry(item)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(known(error)),
        }
    }
}

fn entry(item: &str) -> Result<Entry, KeyringError> {
    Entry::new(SERVICE, item).map_err(known)
}

fn known(error: Error) -> KeyringError {
    match error {
        Error::NoEntry => KeyringError::Emptied,
        Error::NoStorageAccess(_) => KeyringError::Locked,
        Error::NoDefaultStore => KeyringError::Missing,
        // The bytes that come with it are the item: they are wiped, not shown.
        Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            KeyringError::Changed
        }
        _ => KeyringError::Refused,
    }
}

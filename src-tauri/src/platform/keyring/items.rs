//! What the `keyring` package does for us: items of this app are written, read and taken out, in
//! whatever keyring the system has.

use keyring::Error;
use zeroize::Zeroizing;

use tessera_app::ports::keyring::KeyringError;

use super::system;

pub(super) fn store(item: &str, line: &str) -> Result<(), KeyringError> {
    system::entry(item).and_then(|entry| entry.set_password(line)).map_err(known)
}

pub(super) fn load(item: &str) -> Result<Zeroizing<String>, KeyringError> {
    let line = system::entry(item).and_then(|entry| entry.get_password()).map_err(known)?;
    Ok(Zeroizing::new(line))
}

pub(super) fn remove(item: &str) -> Result<(), KeyringError> {
    match system::entry(item).and_then(|entry| entry.delete_credential()) {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(Error::Ambiguous(all)) => {
            all.iter().try_for_each(|entry| entry.delete_credential()).map_err(known)
        }
        Err(error) => Err(known(error)),
    }
}

fn known(error: Error) -> KeyringError {
    match error {
        Error::NoEntry => KeyringError::Emptied,
        Error::NoDefaultStore => KeyringError::Missing,
        Error::NoStorageAccess(cause) => system::known(&*cause).unwrap_or(KeyringError::Locked),
        Error::PlatformFailure(cause) => system::known(&*cause).unwrap_or(KeyringError::Refused),
        // The bytes that come with it are the item: they are wiped, not shown.
        Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            KeyringError::Changed
        }
        // We keep one only.
        Error::Ambiguous(_) => KeyringError::Changed,
        _ => KeyringError::Refused,
    }
}

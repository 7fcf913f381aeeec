//! Keychain on macOS, Credential Manager on Windows: `keyring` needs no help there.

use std::time::Duration;

use keyring::Entry;

use tessera_app::ports::keyring::KeyringError;

use super::SERVICE;

pub(super) const KIND: &str =
    if cfg!(target_os = "macos") { "Keychain" } else { "Credential Manager" };

pub(super) fn check(_: &str, _: Duration) -> Result<(), KeyringError> {
    Ok(())
}

pub(super) fn entry(item: &str) -> keyring::Result<Entry> {
    Entry::new(SERVICE, item)
}

pub(super) fn known(_: &(dyn std::error::Error + 'static)) -> Option<KeyringError> {
    None
}

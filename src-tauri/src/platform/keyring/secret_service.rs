//! The Secret Service of freedesktop.org, as GNOME Keyring, KWallet and KeePassXC offer it.
//!
//! Left alone, `keyring` opens a window of the service's own where something is locked, waits for it
//! without end, and keeps one session for as long as the process lives, which a daemon that was
//! restarted has forgotten. So we look first, on a connection that gives up, and let it begin anew
//! for every call.

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use keyring::Entry;
use keyring_core::api::CredentialStoreApi;
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error};
use zbus_secret_service_keyring_store::Store;

use tessera_app::ports::keyring::KeyringError;

use super::SERVICE;
use crate::platform::bus::Bus;

pub(super) const KIND: &str = "Secret Service";

/// Whether `keyring` can be asked for this item without a window: somebody answers, and nothing in
/// the way is locked. It is asked at once; what locks itself in between opens its window after all.
pub(super) fn check(item: &str, limit: Duration) -> Result<(), KeyringError> {
    let bus = Bus::Session.connect(limit).map_err(|error| match error {
        error if is_timeout(&error) => KeyringError::Slow,
        _ => KeyringError::Missing,
    })?;
    // No secret goes over this session.
    let service = SecretService::connect_with_existing(EncryptionType::Plain, bus);
    match service.and_then(|service| is_locked(&service, item)) {
        Ok(false) => Ok(()),
        Ok(true) => Err(KeyringError::Locked),
        Err(error) => Err(meaning(&error)),
    }
}

/// Some services hide what is in a locked keyring: where nothing is found, the keyring itself tells.
fn is_locked(service: &SecretService<'_>, item: &str) -> Result<bool, Error> {
    // The attributes that keyring searches for.
    let attributes = HashMap::from([("service", SERVICE), ("username", item)]);
    let found = service.search_items(attributes)?;
    if !found.locked.is_empty() || !found.unlocked.is_empty() {
        return Ok(!found.locked.is_empty());
    }
    match service.get_default_collection() {
        Ok(keyring) => keyring.is_locked(),
        Err(Error::NoResult) => Ok(false),
        Err(error) => Err(error),
    }
}

/// An entry on a session of its own.
pub(super) fn entry(item: &str) -> keyring::Result<Entry> {
    let label = format!("{SERVICE}: {item}");
    let modifiers = HashMap::from([("label", label.as_str())]);
    let inner = Store::new()?.build(SERVICE, item, Some(&modifiers))?;
    Ok(Entry { inner })
}

/// What the service has said to `keyring`.
pub(super) fn known(cause: &(dyn std::error::Error + 'static)) -> Option<KeyringError> {
    cause.downcast_ref().map(meaning)
}

fn meaning(error: &Error) -> KeyringError {
    match error {
        Error::Locked | Error::Prompt => KeyringError::Locked,
        // No keyring in the service is no keyring either.
        Error::NoResult | Error::Unavailable => KeyringError::Missing,
        Error::Zbus(error) | Error::ZbusFdo(zbus::fdo::Error::ZBus(error)) => by_name(error),
        _ => KeyringError::Refused,
    }
}

fn by_name(error: &zbus::Error) -> KeyringError {
    if is_timeout(error) {
        return KeyringError::Slow;
    }
    let zbus::Error::MethodError(name, ..) = error else { return KeyringError::Refused };
    match name.as_str() {
        "org.freedesktop.Secret.Error.IsLocked" => KeyringError::Locked,
        "org.freedesktop.DBus.Error.NoReply" | "org.freedesktop.DBus.Error.Timeout" => {
            KeyringError::Slow
        }
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner" => KeyringError::Missing,
        // What answers the name cannot be started.
        name if name.starts_with("org.freedesktop.DBus.Error.Spawn.") => KeyringError::Missing,
        _ => KeyringError::Refused,
    }
}

fn is_timeout(error: &zbus::Error) -> bool {
    matches!(error, zbus::Error::InputOutput(error) if error.kind() == io::ErrorKind::TimedOut)
}

//! The Secret Service of freedesktop.org, as GNOME Keyring, KWallet and KeePassXC offer it.
//!
//! Every call is a connection and a session of its own: a daemon that was restarted in between has
//! forgotten the sessions of before.

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error};
use zeroize::Zeroizing;

use super::{KeyringError, SERVICE};
use crate::platform::bus::Bus;

#[derive(Clone, Debug)]
pub(super) struct Backend(Bus);

impl Default for Backend {
    fn default() -> Self {
        Self(Bus::Session)
    }
}

impl Backend {
    pub(super) const KIND: &str = "Secret Service";

    pub(super) fn on(bus: Bus) -> Self {
        Self(bus)
    }

    pub(super) fn store(
        &self,
        item: &str,
        line: &str,
        limit: Duration,
    ) -> Result<(), KeyringError> {
        let service = self.connect(limit)?;
        let keyring = service.get_default_collection().map_err(known)?;
        keyring.ensure_unlocked().map_err(known)?;
        let label = format!("{SERVICE}: {item}");
        let replace = true;
        keyring
            .create_item(&label, attributes(item), line.as_bytes(), replace, "text/plain")
            .map_err(known)?;
        Ok(())
    }

    pub(super) fn load(
        &self,
        item: &str,
        limit: Duration,
    ) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        let service = self.connect(limit)?;
        let found = service.search_items(attributes(item)).map_err(known)?;
        match found.unlocked.first() {
            Some(item) => item.get_secret().map(Zeroizing::new).map_err(known),
            None if !found.locked.is_empty() => Err(KeyringError::Locked),
            None => Err(none_found(&service)?),
        }
    }

    pub(super) fn remove(&self, item: &str, limit: Duration) -> Result<(), KeyringError> {
        let service = self.connect(limit)?;
        let found = service.search_items(attributes(item)).map_err(known)?;
        for item in &found.unlocked {
            item.delete().map_err(known)?;
        }
        let is_locked = !found.locked.is_empty()
            || (found.unlocked.is_empty() && none_found(&service)? == KeyringError::Locked);
        if is_locked { Err(KeyringError::Locked) } else { Ok(()) }
    }

    fn connect(&self, limit: Duration) -> Result<SecretService<'_>, KeyringError> {
        let bus = self.0.connect(limit).map_err(|error| match error {
            error if is_timeout(&error) => KeyringError::Slow,
            _ => KeyringError::Missing,
        })?;
        SecretService::connect_with_existing(EncryptionType::Dh, bus).map_err(known)
    }
}

/// The same attributes as keyring's own, so that either finds what the other stored.
fn attributes(item: &str) -> HashMap<&str, &str> {
    HashMap::from([("service", SERVICE), ("username", item)])
}

/// What it means that a search has found nothing: some services hide what is in a locked keyring.
fn none_found(service: &SecretService<'_>) -> Result<KeyringError, KeyringError> {
    let keyring = match service.get_default_collection() {
        Ok(keyring) => keyring,
        Err(Error::NoResult) => return Ok(KeyringError::Emptied),
        Err(error) => return Err(known(error)),
    };
    match keyring.is_locked().map_err(known)? {
        true => Ok(KeyringError::Locked),
        false => Ok(KeyringError::Emptied),
    }
}

fn known(error: Error) -> KeyringError {
    match error {
        Error::Locked => KeyringError::Locked,
        // No keyring in the service is no keyring either.
        Error::NoResult | Error::Unavailable => KeyringError::Missing,
        Error::Zbus(error) => by_name(&error),
        Error::ZbusFdo(zbus::fdo::Error::ZBus(error)) => by_name(&error),
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

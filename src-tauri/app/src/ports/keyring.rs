//! The keyring of this computer: Secret Service, Keychain or Credential Manager.

use std::sync::Arc;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use rand_core::Rng;
use tessera_core::interrupt;
use zeroize::Zeroizing;

/// Keeps one line of text under each name, where only this user of this computer can read it.
///
/// An implementation answers within a few seconds, opens no window of the keyring's own, and tells
/// apart why it did not do what it was asked: see [`KeyringError`].
pub trait Keyring: Send + Sync {
    /// Stores a line under a name, in the place of the one that was there.
    ///
    /// # Errors
    /// See [`KeyringError`].
    fn store(&self, item: &str, line: &str) -> Result<(), KeyringError>;

    /// The line under a name.
    ///
    /// # Errors
    /// See [`KeyringError`]; `Emptied` where there is no such item.
    fn load(&self, item: &str) -> Result<Zeroizing<String>, KeyringError>;

    /// Removes the item of a name. A missing item is not an error.
    ///
    /// # Errors
    /// See [`KeyringError`].
    fn remove(&self, item: &str) -> Result<(), KeyringError>;

    /// What the system calls its keyring.
    fn kind(&self) -> &'static str;

    /// Checks that what is stored comes back: writes an item of its own, reads it, compares, removes
    /// it.
    ///
    /// # Errors
    /// See [`KeyringError`]; `Changed` where something else came back.
    fn self_test(&self, item: &str) -> Result<(), KeyringError> {
        let probe = format!("{item} (self-test)");
        let written = random_line();
        self.store(&probe, &written)?;
        let read = self.load(&probe);
        self.remove(&probe)?;
        if *read? == written { Ok(()) } else { Err(KeyringError::Changed) }
    }
}

/// Why the keyring did not do what it was asked. Never holds its own words, nor an item.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyringError {
    /// The keyring is locked.
    Locked,
    /// The system offers no keyring.
    Missing,
    /// The keyring has no such item.
    Emptied,
    /// The keyring holds something else under that name.
    Changed,
    /// The keyring has not answered in time, or is still busy with a call that was given up.
    Slow,
    /// The keyring refused.
    Refused,
}

/// A keyring for which nobody waits who is called back: see [`tessera_core::interrupt`].
pub(crate) struct Awaited(pub(crate) Arc<dyn Keyring>);

impl Awaited {
    fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Keyring) -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let keyring = Arc::clone(&self.0);
        interrupt::wait_for(move || ask(&*keyring)).unwrap_or(Err(KeyringError::Slow))
    }
}

impl Keyring for Awaited {
    fn store(&self, item: &str, line: &str) -> Result<(), KeyringError> {
        let (item, line) = (item.to_owned(), Zeroizing::new(line.to_owned()));
        self.ask(move |keyring| keyring.store(&item, &line))
    }

    fn load(&self, item: &str) -> Result<Zeroizing<String>, KeyringError> {
        let item = item.to_owned();
        self.ask(move |keyring| keyring.load(&item))
    }

    fn remove(&self, item: &str) -> Result<(), KeyringError> {
        let item = item.to_owned();
        self.ask(move |keyring| keyring.remove(&item))
    }

    fn kind(&self) -> &'static str {
        self.0.kind()
    }
}

/// A system without a keyring, and faces of the application that do not use it.
#[derive(Clone, Copy, Debug)]
pub struct NoKeyring;

impl Keyring for NoKeyring {
    fn store(&self, _: &str, _: &str) -> Result<(), KeyringError> {
        Err(KeyringError::Missing)
    }

    fn load(&self, _: &str) -> Result<Zeroizing<String>, KeyringError> {
        Err(KeyringError::Missing)
    }

    fn remove(&self, _: &str) -> Result<(), KeyringError> {
        Err(KeyringError::Missing)
    }

    fn kind(&self) -> &'static str {
        "none"
    }
}

/// A random line as long as that of a device key, to be stored and read back for a test.
fn random_line() -> String {
    let mut rng = UnwrapErr(SysRng);
    (0..4).map(|_| format!("{:016x}", rng.next_u64())).collect()
}

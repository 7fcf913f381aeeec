//! The system's keyring: Secret Service, Keychain or Credential Manager.
//!
//! It may be locked, absent, emptied by somebody else, or never answer. Each of these is told apart,
//! none of them takes longer than a limit, and none opens a window of the keyring's own.

#[cfg(not(target_os = "linux"))]
mod native;
#[cfg(target_os = "linux")]
mod secret_service;

use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use rand_core::Rng;
use zeroize::Zeroizing;

#[cfg(not(target_os = "linux"))]
use native::Backend;
#[cfg(target_os = "linux")]
use secret_service::Backend;

use super::patience::{GivenUp, Patience};

/// What the items of this app are filed under.
pub const SERVICE: &str = "Tessera";

/// A keyring that has not answered by then is not waited for.
pub const LIMIT: Duration = Duration::from_secs(5);

/// The longest item that is read, in bytes. Ours are a line of base64.
const LONGEST: usize = 4_096;

/// A place for one line of text a name, that only this user of this computer can read.
pub trait Keyring: Send {
    /// Puts a line in, in the place of the one before.
    fn store(&self, item: &str, line: &str) -> Result<(), KeyringError>;
    /// The line that is there.
    fn load(&self, item: &str) -> Result<Zeroizing<String>, KeyringError>;
    /// Takes it out. Nothing there is as good.
    fn remove(&self, item: &str) -> Result<(), KeyringError>;
    /// What the system calls it.
    fn kind(&self) -> &'static str;

    /// Whether what is put in comes out again: writes, reads back, compares, takes out. Touches no
    /// item but its own.
    fn self_test(&self, item: &str) -> Result<(), KeyringError> {
        let probe = format!("{item} (self-test)");
        let written = random_line();
        self.store(&probe, &written)?;
        let read = self.load(&probe);
        self.remove(&probe)?;
        if *read? == written { Ok(()) } else { Err(KeyringError::Changed) }
    }
}

/// Why the keyring did not do it. Never holds what it said itself, nor an item.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyringError {
    /// It is there, and locked.
    Locked,
    /// The system offers none.
    Missing,
    /// It has no such item.
    Emptied,
    /// It holds something else under that name.
    Changed,
    /// It has not answered in time, or is still busy with a call that was given up.
    Slow,
    /// It said no.
    Refused,
}

/// The keyring of this system. Clones share one line to it.
#[derive(Clone, Debug)]
pub struct SystemKeyring {
    backend: Backend,
    patience: Patience,
}

impl SystemKeyring {
    /// Nothing is asked of it yet.
    pub fn new(limit: Duration) -> Self {
        Self { backend: Backend::default(), patience: Patience::new(limit) }
    }

    /// The one on a certain bus.
    #[cfg(target_os = "linux")]
    pub fn on(bus: super::bus::Bus, limit: Duration) -> Self {
        Self { backend: Backend::on(bus), patience: Patience::new(limit) }
    }

    fn call<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Backend, Duration) -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let (backend, limit) = (self.backend.clone(), self.patience.limit());
        self.patience.wait_for(move || call(&backend, limit)).unwrap_or_else(|given_up| {
            Err(match given_up {
                GivenUp::TooLate => KeyringError::Slow,
                GivenUp::Failed => KeyringError::Refused,
            })
        })
    }
}

impl Keyring for SystemKeyring {
    fn store(&self, item: &str, line: &str) -> Result<(), KeyringError> {
        let (item, line) = (item.to_owned(), Zeroizing::new(line.to_owned()));
        self.call(move |backend, limit| backend.store(&item, &line, limit))
    }

    fn load(&self, item: &str) -> Result<Zeroizing<String>, KeyringError> {
        let item = item.to_owned();
        let bytes = self.call(move |backend, limit| backend.load(&item, limit))?;
        let line = std::str::from_utf8(&bytes).map_err(|_| KeyringError::Changed)?;
        match line.len() <= LONGEST {
            true => Ok(Zeroizing::new(line.to_owned())),
            false => Err(KeyringError::Changed),
        }
    }

    fn remove(&self, item: &str) -> Result<(), KeyringError> {
        let item = item.to_owned();
        self.call(move |backend, limit| backend.remove(&item, limit))
    }

    fn kind(&self) -> &'static str {
        Backend::KIND
    }
}

/// As long as a device key, and worth nothing.
fn random_line() -> String {
    let mut rng = UnwrapErr(SysRng);
    (0..4).map(|_| format!("{:016x}", rng.next_u64())).collect()
}

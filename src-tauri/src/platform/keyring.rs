//! The system's keyring: Secret Service, Keychain or Credential Manager.
//!
//! It may be locked, absent, emptied by somebody else, or never answer. Each of these is told apart,
//! none of them takes longer than a limit, and none opens a window of the keyring's own. The package
//! `keyring` moves the items; the files below see to the rest.

mod items;
#[cfg_attr(target_os = "linux", path = "keyring/secret_service.rs")]
#[cfg_attr(not(target_os = "linux"), path = "keyring/native.rs")]
mod system;

use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use rand_core::Rng;
use zeroize::Zeroizing;

use super::patience::{GivenUp, Patience};

/// What the items of this app are filed under.
pub const SERVICE: &str = "Tessera";

/// A keyring that has not answered by then is not waited for.
pub const LIMIT: Duration = Duration::from_secs(5);

/// The longest item that is read, in bytes. Ours are a line of base64.
const LONGEST: usize = 4_096;

/// A place for one line of text a name, that only this user of this computer can read.
pub trait Keyring: Send + Sync {
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

/// The keyring of this system: on Linux, the one on the session bus. Clones share one line to it.
#[derive(Clone, Debug)]
pub struct SystemKeyring {
    patience: Patience,
}

impl SystemKeyring {
    /// Nothing is asked of it yet.
    pub fn new(limit: Duration) -> Self {
        Self { patience: Patience::new(limit) }
    }

    /// Asks for an item, unless a look at the system says that there is no use.
    fn ask<T: Send + 'static>(
        &self,
        item: &str,
        call: impl FnOnce(&str) -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let (item, limit) = (item.to_owned(), self.patience.limit());
        let answer = self.patience.wait_for(move || {
            system::check(&item, limit)?;
            call(&item)
        });
        answer.unwrap_or_else(|given_up| {
            Err(match given_up {
                GivenUp::TooLate => KeyringError::Slow,
                GivenUp::Failed => KeyringError::Refused,
            })
        })
    }
}

impl Keyring for SystemKeyring {
    fn store(&self, item: &str, line: &str) -> Result<(), KeyringError> {
        let line = Zeroizing::new(line.to_owned());
        self.ask(item, move |item| items::store(item, &line))
    }

    fn load(&self, item: &str) -> Result<Zeroizing<String>, KeyringError> {
        let line = self.ask(item, items::load)?;
        if line.len() <= LONGEST { Ok(line) } else { Err(KeyringError::Changed) }
    }

    fn remove(&self, item: &str) -> Result<(), KeyringError> {
        self.ask(item, items::remove)
    }

    fn kind(&self) -> &'static str {
        system::KIND
    }
}

/// As long as a device key, and worth nothing.
fn random_line() -> String {
    let mut rng = UnwrapErr(SysRng);
    (0..4).map(|_| format!("{:016x}", rng.next_u64())).collect()
}

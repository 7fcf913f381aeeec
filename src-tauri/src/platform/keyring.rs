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

use tessera_app::patience::{GivenUp, Patience};
use tessera_app::ports::keyring::{Keyring, KeyringError};
use zeroize::Zeroizing;

/// What the items of this app are filed under.
pub const SERVICE: &str = "Tessera";

/// A keyring that has not answered by then is not waited for.
pub const LIMIT: Duration = Duration::from_secs(5);

/// The longest item that is read, in bytes. Ours are a line of base64.
const LONGEST: usize = 4_096;

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

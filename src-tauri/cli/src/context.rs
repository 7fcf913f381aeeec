//! What commands need from outside: where the vault is, how to get its password, the clock and the
//! system's randomness.

use std::time::SystemTime;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use tessera_app::own_files::OwnFiles;
use tessera_app::settings::Profile;
use tessera_core::store::{self, Store};
use tessera_core::time::UnixTime;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::Failure;
use crate::password::Way;

/// The system's randomness. There is no going on without it, so its absence is a panic; Linux,
/// macOS and Windows always have it.
pub type Rng = UnwrapErr<SysRng>;

pub fn rng() -> Rng {
    UnwrapErr(SysRng)
}

pub fn now() -> UnixTime {
    SystemTime::now().into()
}

impl VaultArgs {
    /// The file of the vault, whether it exists or not.
    pub fn store(&self) -> Result<Store, Failure> {
        let default = || store::default_path(std::env::var_os("TESSERA_VAULT"), dirs::data_dir());
        self.vault
            .clone()
            .or_else(default)
            .map(Store::at)
            .ok_or_else(|| Failure::usage(say::CliNoDataFolder))
    }

    /// What must not be written over; none where the system names no folders for it.
    pub fn own_files(&self) -> Option<OwnFiles> {
        let settings = Profile::path(dirs::config_dir())?;
        Some(OwnFiles::new(self.store().ok()?, settings))
    }

    /// How to get the password of the vault.
    pub fn way(&self) -> Way<'_> {
        Way {
            file: self.password_file.as_deref(),
            command: self.password_command.as_deref(),
            file_option: "--password-file",
            command_option: Some("--password-command"),
        }
    }
}

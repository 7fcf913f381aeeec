//! What commands need from outside: where the vault is, how to get its password, the clock and the
//! system's randomness.

use std::time::SystemTime;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use tessera_core::file::{FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::store::{self, Store};
use tessera_core::time::UnixTime;
use tessera_core::vault::{self, Vault};

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::password::Way;
use crate::{output, password, when};

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
        self.vault.clone().or_else(default).map(Store::at).ok_or_else(|| {
            Failure::usage("There is no folder for data here. Name the vault with --vault FILE.")
        })
    }

    /// How to get the password of the vault.
    pub fn way(&self) -> Way<'_> {
        Way {
            file: self.password_file.as_deref(),
            command: self.password_command.as_deref(),
            options: "--password-file FILE or --password-command CMD",
        }
    }

    /// The vault, unlocked.
    pub fn open(&self) -> Result<VaultFile, Failure> {
        self.open_with_password().map(|(file, _)| file)
    }

    /// The same, with the password that opened it.
    pub fn open_with_password(&self) -> Result<(VaultFile, Password), Failure> {
        let store = self.store()?;
        // Said before anybody types a password in vain.
        let bytes = store.load().map_err(|e| Failure::at(store.path(), e))?;
        vault::inspect(&bytes).map_err(|e| damaged(&store, None, e.into()))?;
        let password = password::ours(&self.way().existing("the vault")?)?;
        match VaultFile::open(store.clone(), &password, &mut rng()) {
            Ok(file) => Ok((file, password)),
            Err(error) => Err(damaged(&store, Some(&password), error)),
        }
    }
}

/// Makes a change and saves it. `edit` may run twice.
pub fn change<T>(
    file: &mut VaultFile,
    mut edit: impl FnMut(&mut Vault, UnixTime) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let at = now();
    let changed = file.change(at, &mut rng(), |vault, _| edit(vault, at))?;
    if let Err(error) = changed.backup {
        output::warn(&format!(
            "The change is saved, but the file before it could not be kept as a backup: {error}."
        ));
    }
    Ok(changed.value)
}

/// What is wrong with the vault; where it is damaged, also which backup generation to go back to.
fn damaged(store: &Store, password: Option<&Password>, error: FileError) -> Failure {
    let failure = Failure::at(store.path(), error);
    if failure.exit() != Exit::Damaged {
        return failure;
    }
    let generations = store.generations().unwrap_or_default();
    let usable = generations.iter().find(|generation| {
        store.load_generation(&generation.id).is_ok_and(|bytes| opens(&bytes, password))
    });
    let advice = match usable {
        Some(generation) => format!(
            "The file as it was until {} is kept. Put it back with: tessera-cli restore {}",
            when::sentence(generation.replaced_at),
            output::plain(&store.generation_path(&generation.id).to_string_lossy()),
        ),
        None => "No older version of it that opens is kept beside it. Restore a backup with: \
                 tessera-cli restore FILE"
            .to_owned(),
    };
    Failure::new(failure.exit(), format!("{}\n{advice}", failure.sentence()))
}

fn opens(bytes: &[u8], password: Option<&Password>) -> bool {
    match password {
        Some(password) => Vault::open(bytes, password, &mut rng()).is_ok(),
        None => vault::inspect(bytes).is_ok(),
    }
}

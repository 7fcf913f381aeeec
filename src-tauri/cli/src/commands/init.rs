//! `init`: a new, empty vault.

use tessera_app::commands;
use tessera_core::store::StoreError;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::typed;
use crate::kdf::KdfArgs;
use crate::output::{plain, say};

/// Make a new, empty vault
///
/// Without other wishes, trying a password costs what this machine manages in half a second, and
/// never less than 128 MiB and three passes.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    kdf: KdfArgs,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.start(args.kdf.costs(None)?)?;
    let path = session.store().path();
    // Said before anybody types a password in vain.
    if session.store().exists().map_err(|e| Failure::at(path, e))? {
        return Err(Failure::at(path, StoreError::Exists));
    }
    let password = vault.way().new_one("the vault")?;
    let made = session.run(commands::create_vault(session.host(), typed(&password)));
    made.map_err(|error| Failure::at(path, error))?;
    say(&format!("Made an empty vault: {}", plain(&path.to_string_lossy())))?;
    say("Nobody can open it without the password, and nobody can reset that. Keep it safe.")?;
    Ok(Exit::Done)
}

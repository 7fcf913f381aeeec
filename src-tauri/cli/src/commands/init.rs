//! `init`: a new, empty vault.

use tessera_app::commands;
use tessera_core::store::StoreError;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::typed;
use crate::kdf::KdfArgs;
use crate::output;

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
    let password = vault.way().new_one()?;
    let made = session.run(commands::create_vault(session.host(), typed(&password)));
    made.map_err(|error| Failure::at(path, error))?;
    output::say(say::CliInitMade { path: &path.display() })?;
    output::say(say::CliInitKeep)?;
    Ok(Exit::Done)
}

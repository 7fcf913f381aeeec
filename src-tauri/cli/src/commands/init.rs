//! `init`: a new, empty vault.

use tessera_core::file::VaultFile;
use tessera_core::store::StoreError;
use tessera_core::vault::KdfParams;

use crate::args::VaultArgs;
use crate::context::{now, rng};
use crate::exit::{Exit, Failure};
use crate::kdf::KdfArgs;
use crate::output::{plain, say};

/// Make a new, empty vault
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    kdf: KdfArgs,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let store = vault.store()?;
    let path = store.path().to_owned();
    let refused = |error| Failure::at(&path, error);
    let kdf = args.kdf.or(KdfParams::DEFAULT)?;
    if store.exists().map_err(|e| refused(e.into()))? {
        return Err(refused(StoreError::Exists.into()));
    }
    let password = vault.way().new_one("the vault")?;
    VaultFile::create(store, &password, kdf, now(), &mut rng()).map_err(refused)?;
    say(&format!("Made an empty vault: {}", plain(&path.to_string_lossy())))?;
    say("Nobody can open it without the password, and nobody can reset that. Keep it safe.")?;
    Ok(Exit::Done)
}

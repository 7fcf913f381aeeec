//! `restore`: a backup in the place of the vault.

use std::io::BufRead;
use std::path::PathBuf;

use tessera_core::file::VaultFile;
use tessera_core::store::Store;
use tessera_core::vault::{self, OpenError};

use crate::args::VaultArgs;
use crate::context::{now, rng};
use crate::exit::{Exit, Failure};
use crate::output::{self, plain};
use crate::{input, password, when};

/// Put a backup in the place of the vault
///
/// The password is that of the backup. The vault that is replaced is kept among its older versions.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The backup
    file: PathBuf,
    /// Replace the vault that is there without asking
    #[arg(long)]
    yes: bool,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let store = vault.store()?;
    let backup = input::bytes(&args.file)?;
    let refused = |error| Failure::at(&args.file, error);
    let facts = vault::inspect(&backup).map_err(|e: OpenError| refused(e.into()))?;
    let replaces = store.exists().map_err(|e| Failure::at(store.path(), e))?;
    if replaces && !args.yes {
        confirm(&store, &when::sentence(facts.saved_at))?;
    }
    let password = vault.way().existing("the backup")?;
    let restored = VaultFile::restore(store.clone(), &backup, &password, now(), &mut rng())
        .map_err(refused)?;
    output::say(&format!(
        "Restored {}: {}.",
        plain(&store.path().to_string_lossy()),
        output::held(restored.vault().contents()),
    ))?;
    let kept = if replaces { store.generations().unwrap_or_default() } else { Vec::new() };
    if let Some(newest) = kept.first() {
        let path = store.generation_path(&newest.id);
        output::say(&format!(
            "The vault that was there is kept as {}.",
            plain(&path.to_string_lossy())
        ))?;
    }
    Ok(Exit::Done)
}

fn confirm(store: &Store, saved: &str) -> Result<(), Failure> {
    let path = plain(&store.path().to_string_lossy());
    if !password::can_ask() {
        return Err(Failure::usage(format!(
            "There is a vault at {path} already. To replace it, give --yes; it is kept among its \
             older versions."
        )));
    }
    output::tell(&format!("There is a vault at {path} already. The backup was saved {saved}."));
    output::tell("Replace the vault by the backup? It is kept among its older versions. [y/N]");
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Failure::failed("Nothing was changed.")),
    }
}

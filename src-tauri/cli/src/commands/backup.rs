//! `backup`: an exact copy of the vault file, checked.

use std::path::{Path, PathBuf};

use tessera_app::types::Reason;

use crate::args::VaultArgs;
use crate::context::now;
use crate::exit::{Exit, Failure};
use crate::leaving::not_written;
use crate::output::{self, plain};
use crate::{input, when};

/// Copy the vault file, and check the copy
///
/// The copy is encrypted as the vault is, and opens with the same password.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The file to write, or the folder to put it into; without it, a dated name beside the vault
    file: Option<PathBuf>,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    if args.file.as_deref().is_some_and(input::is_stdin) {
        return Err(Failure::usage("A backup is read back after it is written. Name a file."));
    }
    let target = target(args.file.as_deref(), vault.store()?.path());
    let refused = |error| not_written(&target, error, "Name another file.");
    // Said before anybody types a password in vain.
    if target.exists() {
        return Err(refused(Reason::FileExists.into()));
    }
    let session = vault.unlock()?;
    let path = target.clone();
    session.ask(move |app| app.copy_vault(&path)).map_err(refused)?;
    let path = plain(&target.to_string_lossy());
    output::say(&format!("Wrote {path}: verified, {}.", session.held()?))?;
    Ok(Exit::Done)
}

fn target(asked: Option<&Path>, vault: &Path) -> PathBuf {
    let stem = vault.file_stem().unwrap_or_default().to_string_lossy();
    let dated = format!("{stem}-{}.tessera", when::file_name(now()));
    match asked {
        Some(folder) if folder.is_dir() => folder.join(dated),
        Some(file) => file.to_owned(),
        None => vault.with_file_name(dated),
    }
}

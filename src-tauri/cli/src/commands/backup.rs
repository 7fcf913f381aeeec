//! `backup`: an exact copy of the vault file, checked.

use std::path::{Path, PathBuf};

use tessera_app::error::CommandError;
use tessera_app::types::Reason;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::context::now;
use crate::exit::{Exit, Failure};
use crate::host::Held;
use crate::leaving::not_written;
use crate::{input, output, when};

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
        return Err(Failure::usage(say::CliBackupNoStdout));
    }
    let target = target(args.file.as_deref(), vault.store()?.path());
    let refused = |error: CommandError| match error.0 {
        Reason::FileExists => Failure::failed(say::CliBackupExists { path: &target.display() }),
        _ => not_written(&target, error),
    };
    // Said before anybody types a password in vain.
    if target.exists() {
        return Err(refused(Reason::FileExists.into()));
    }
    let session = vault.unlock()?;
    let path = target.clone();
    session.ask(move |app| app.copy_vault(&path)).map_err(refused)?;
    let Held { live: count, trashed, unreadable } = session.held()?;
    output::say(say::CliBackupWrote { path: &target.display(), count, trashed, unreadable })?;
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

//! `export`: the accounts, to be taken away.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use tessera_core::store;
use tessera_exchange::formats::write::{self, Outgoing, Target};

use super::backup::not_written;
use crate::args::VaultArgs;
use crate::context::{now, rng};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::leaving::{self, IF_IT_EXISTS, LeavingArgs, refuse_the_vault_itself};
use crate::output::{self, plain};

/// Write the accounts to a file, for another app or as a vault of its own
///
/// What the format does not carry is named before anything is written.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// What to write: tessera is a vault under the same password, unreadable the entries that this
    /// version cannot read; tessera-cli formats lists the others
    #[arg(long, value_name = "FORMAT", value_parser = targets())]
    to: String,
    /// The file to write; - is standard output
    file: PathBuf,
    #[command(flatten)]
    leaving: LeavingArgs,
}

pub(super) const TESSERA: &str = "tessera";
const UNREADABLE: &str = "unreadable";

/// Ours, and those of other apps.
fn targets() -> PossibleValuesParser {
    PossibleValuesParser::new([TESSERA, UNREADABLE].into_iter().chain(leaving::targets()))
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let leaving = &args.leaving;
    if let Some(target) = write::by_name(&args.to) {
        leaving.check(target, &args.file)?;
        return to_other_app(args, target, vault);
    }
    if args.to == UNREADABLE {
        if !leaving.plaintext {
            return Err(Failure::usage(
                "Unreadable entries may hold secrets without encryption. If that is what you want, \
                 add --plaintext.",
            ));
        }
        leaving.check_place(&args.file)?;
        return unreadable(args, vault);
    }
    if input::is_stdin(&args.file) {
        return Err(Failure::usage(
            "An encrypted export is read back after it is written. Name a file.",
        ));
    }
    leaving.check_place(&args.file)?;
    encrypted(args, vault)
}

fn to_other_app(args: &Args, target: &Target, vault: &VaultArgs) -> Result<Exit, Failure> {
    let file = vault.open()?;
    let contents = file.vault().contents();
    let left_out = contents.trashed().len() + contents.quarantined();
    if left_out > 0 {
        output::warn(&format!(
            "{} left out: in the trash, or not readable by this version.",
            output::entries(left_out)
        ));
    }
    let live = contents.live();
    let accounts: Vec<_> = live.iter().map(|entry| Outgoing::of_entry(entry)).collect();
    args.leaving.write(target, &accounts, &args.file, Some(file.store().path()))?;
    Ok(Exit::Done)
}

fn unreadable(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let file = vault.open()?;
    let contents = file.vault().contents();
    if contents.quarantined() == 0 {
        return Err(Failure::nothing("There is no entry that cannot be read."));
    }
    let json = contents.quarantine_json();
    if input::is_stdin(&args.file) {
        output::raw(&json)?;
        return Ok(Exit::Done);
    }
    refuse_the_vault_itself(file.store().path(), &args.file)?;
    store::write(&args.file, &json, args.leaving.force, |written| *written == **json)
        .map_err(|error| not_written(&args.file, error.into(), IF_IT_EXISTS))?;
    let path = plain(&args.file.to_string_lossy());
    let count = output::entries(contents.quarantined());
    output::say(&format!("Wrote {path}: {count}, not encrypted."))?;
    Ok(Exit::Done)
}

fn encrypted(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let (file, password) = vault.open_with_password()?;
    refuse_the_vault_itself(file.store().path(), &args.file)?;
    file.export(&args.file, args.leaving.force, &password, now(), &mut rng())
        .map_err(|error| not_written(&args.file, error, IF_IT_EXISTS))?;
    output::say(&format!(
        "Wrote {}: verified, {}.",
        plain(&args.file.to_string_lossy()),
        output::held(file.vault().contents()),
    ))?;
    Ok(Exit::Done)
}

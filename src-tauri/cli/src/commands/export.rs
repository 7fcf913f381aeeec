//! `export`: the accounts, to be taken away.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use tessera_core::file::VaultFile;
use tessera_core::formats::write::{self, Outgoing, TARGETS, Target};
use tessera_core::store;

use super::backup::not_written;
use crate::args::VaultArgs;
use crate::context::{now, rng};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::leaving::{IF_IT_EXISTS, LeavingArgs};
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

const TESSERA: &str = "tessera";
const UNREADABLE: &str = "unreadable";

/// The names of all that can be written.
pub fn targets() -> PossibleValuesParser {
    let ours = [TESSERA, UNREADABLE];
    PossibleValuesParser::new(ours.into_iter().chain(TARGETS.iter().map(|target| target.name)))
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
    if !input::is_stdin(&args.file) {
        refuse_the_vault_itself(&file, &args.file)?;
    }
    let contents = file.vault().contents();
    let live = contents.live();
    let accounts: Vec<_> = live.iter().map(|entry| Outgoing::of_entry(entry)).collect();
    args.leaving.write(target, &accounts, &args.file)?;
    let left_out = contents.trashed().len() + contents.quarantined();
    if left_out > 0 {
        output::tell(&format!(
            "{} left out: in the trash, or not readable by this version.",
            output::entries(left_out)
        ));
    }
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
    refuse_the_vault_itself(&file, &args.file)?;
    store::write(&args.file, &json, args.leaving.force, |written| *written == **json)
        .map_err(|error| not_written(&args.file, error.into(), IF_IT_EXISTS))?;
    let path = plain(&args.file.to_string_lossy());
    let count = output::entries(contents.quarantined());
    output::say(&format!("Wrote {path}: {count}, not encrypted."))?;
    Ok(Exit::Done)
}

fn encrypted(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let (file, password) = vault.open_with_password()?;
    refuse_the_vault_itself(&file, &args.file)?;
    file.export(&args.file, args.leaving.force, &password, now(), &mut rng())
        .map_err(|error| not_written(&args.file, error, IF_IT_EXISTS))?;
    output::say(&format!(
        "Wrote {}: verified, {}.",
        plain(&args.file.to_string_lossy()),
        output::held(file.vault().contents()),
    ))?;
    Ok(Exit::Done)
}

/// --force is for an older export.
fn refuse_the_vault_itself(file: &VaultFile, target: &Path) -> Result<(), Failure> {
    let same = |a: &Path, b: &Path| match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if same(file.store().path(), target) {
        return Err(Failure::usage("This is the vault itself. Name another file."));
    }
    Ok(())
}

//! `convert`: from one app's format to another's, without a vault.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use tessera_exchange::formats::write::{self, Outgoing};
use tessera_words::say;

use super::import::{ReadingArgs, report};
use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::leaving::{LeavingArgs, targets};
use crate::sources;

/// Turn a file of one app into one of another; needs no vault
///
/// Before an encrypted file that takes long to open you are asked; without a terminal it is said, and
/// done.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// What to read: a file, a folder, a picture
    input: PathBuf,
    /// The file to write; - is standard output
    output: PathBuf,
    /// What to write: a name that tessera-cli formats lists
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(targets()))]
    to: String,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    leaving: LeavingArgs,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let target = write::by_name(&args.to).ok_or_else(|| Failure::usage(say::CliExportNoFormat))?;
    args.leaving.check(target, &args.output)?;
    let (pending, gathered) = args.reading.asked()?.without_vault(sources::at(&args.input)?)?;
    report::tell(&gathered);
    let accounts: Vec<_> = pending.drafts().iter().filter_map(Outgoing::of_draft).collect();
    report::tell_unusable(&gathered.review);
    if accounts.is_empty() {
        return Err(Failure::nothing(say::CliConvertNothing));
    }
    args.leaving.write(target, &accounts, &args.output, vault.own_files().as_ref())?;
    Ok(if gathered.is_any_unreadable() { Exit::Failed } else { Exit::Done })
}

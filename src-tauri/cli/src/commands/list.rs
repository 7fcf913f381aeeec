//! `list`: the accounts, without their codes.

use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::output;
use crate::row::{RowJson, cells};

/// List the accounts
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// List what is in the trash instead
    #[arg(long)]
    trash: bool,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let rows = vault.unlock()?.rows(args.trash)?;
    if args.json {
        output::json(&rows.iter().map(RowJson::from).collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    if rows.is_empty() {
        match args.trash {
            true => output::warn(say::CliTrashEmpty),
            false => output::warn(say::CliEmptyVault),
        }
    }
    output::table(&rows.iter().map(cells).collect::<Vec<_>>())?;
    Ok(Exit::Done)
}

//! `list`: the accounts, without their codes.

use tessera_core::entry::Entry;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::output;
use crate::row::{self, Row};

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
    let file = vault.open()?;
    let contents = file.vault().contents();
    let entries = if args.trash { contents.trashed() } else { contents.live() };
    if contents.quarantined() > 0 {
        output::tell(&format!(
            "Entries that this version of Tessera cannot read: {}. They are kept as they are.",
            contents.quarantined(),
        ));
    }
    if args.json {
        output::json(&entries.iter().copied().map(Row::from).collect::<Vec<_>>())?;
    } else {
        print(&entries, args.trash)?;
    }
    Ok(Exit::Done)
}

fn print(entries: &[&Entry], trash: bool) -> Result<(), Failure> {
    if entries.is_empty() {
        output::tell(match trash {
            true => "The trash is empty.",
            false => "The vault is empty. Bring accounts in with: tessera-cli import PICTURE",
        });
    }
    output::table(&entries.iter().map(|e| row::cells(e)).collect::<Vec<_>>())
}

//! `remove`: into the trash, out of it again, or gone for good.

use tessera_app::commands;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::output::{self, title};
use crate::row::RowJson;
use crate::select;

/// Move an account to the trash
///
/// What is in the trash gives no codes and stays in the vault. tessera-cli list --trash shows it.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Words that issuer and account name hold, or the id of an entry
    query: String,
    /// Take it out of the trash again
    #[arg(long)]
    undo: bool,
    /// Delete what is in the trash for good
    #[arg(long, conflicts_with = "undo")]
    for_good: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    let row = select::one(session.rows(args.undo || args.for_good)?, &args.query)?;
    let id = row.id.clone();
    let row = if args.undo {
        session.run(commands::restore_entry(session.host(), id.clone()))?;
        session.row(&id, false)?
    } else if args.for_good {
        session.run(commands::delete_entry(session.host(), id.clone()))?;
        row
    } else {
        session.run(commands::remove_entry(session.host(), id.clone()))?;
        session.row(&id, true)?
    };
    let account = &title(&row.issuer, &row.account);
    if args.json {
        output::json(&RowJson::from(&row))?;
    } else if args.undo {
        output::say(say::CliRemoveUndone { account })?;
    } else if args.for_good {
        output::say(say::CliRemoveDeleted { account })?;
        output::say(say::CliRemoveDeletedCopies)?;
    } else {
        output::say(say::CliRemoveMoved { account })?;
        output::say(say::CliRemoveUndo { id: &id })?;
    }
    Ok(Exit::Done)
}

//! `remove`: into the trash, out of it again, or gone for good.

use tessera_app::commands;

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
    let title = title(&row.issuer, &row.account);
    if args.json {
        output::json(&RowJson::from(&row))?;
    } else if args.undo {
        output::say(&format!("{title} is back from the trash."))?;
    } else if args.for_good {
        output::say(&format!("Deleted {title} for good."))?;
        output::say("Older versions of the vault and backups still hold it.")?;
    } else {
        output::say(&format!("Moved {title} to the trash."))?;
        output::say(&format!("To take it back: tessera-cli remove --undo {id}"))?;
    }
    Ok(Exit::Done)
}

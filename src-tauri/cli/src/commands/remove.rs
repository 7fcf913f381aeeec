//! `remove`: into the trash, out of it again, or gone for good.

use crate::args::VaultArgs;
use crate::context::change;
use crate::exit::{Exit, Failure};
use crate::output::{self, title};
use crate::row::Row;
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
    let mut file = vault.open()?;
    let contents = file.vault().contents();
    let from = if args.undo || args.for_good { contents.trashed() } else { contents.live() };
    let entry = select::one(&from, &args.query)?.clone();
    let id = entry.id();
    change(&mut file, |vault, now| {
        let contents = vault.contents_mut();
        match (args.undo, args.for_good) {
            (true, _) => contents.restore(id, now)?,
            (_, true) => contents.delete(id, now)?,
            _ => contents.trash(id, now)?,
        }
        Ok(())
    })?;
    let entry = file.vault().contents().get(id).unwrap_or(&entry);
    let title = title(entry.labels());
    if args.json {
        output::json(&Row::from(entry))?;
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

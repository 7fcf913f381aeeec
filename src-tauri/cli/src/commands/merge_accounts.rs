//! `merge-accounts`: several accounts that give the same codes, made one.

use tessera_app::commands;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::{output, select};

/// Make one account of those that give the same codes
///
/// The one that is named stays, with the tags, notes and recovery codes of all. The others go to the trash.
/// tessera-cli health names such accounts.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one stays: words that issuer and account name hold, or the id of an entry
    query: String,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    let row = select::one(session.rows(false)?, &args.query)?;
    session.run(commands::merge_twins(session.host(), row.id))?;
    output::say(say::TwinsMerged)?;
    Ok(Exit::Done)
}

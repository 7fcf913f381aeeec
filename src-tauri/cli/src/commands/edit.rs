//! `edit`: names, tags and the like of an account. Its secret and parameters stay.

use tessera_app::commands;
use tessera_app::types::{EntryEdit, Row};
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::output::{self, title};
use crate::row::RowJson;
use crate::select;

/// Change names, tags and the like of an account
///
/// Its secret and parameters stay.
#[derive(clap::Args, Debug)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Args {
    /// Words that issuer and account name hold, or the id of an entry
    query: String,
    /// The site or service
    #[arg(long, group = "what")]
    issuer: Option<String>,
    /// The account name there
    #[arg(long, group = "what")]
    account: Option<String>,
    /// A tag, in place of all that there are; may be given several times
    #[arg(long = "tag", value_name = "TAG", group = "what")]
    tags: Vec<String>,
    /// Remove all tags
    #[arg(long, group = "what", conflicts_with = "tags")]
    no_tags: bool,
    /// Keep it at the top of the list
    #[arg(long, group = "what")]
    pin: bool,
    /// No longer keep it at the top of the list
    #[arg(long, group = "what", conflicts_with = "pin")]
    unpin: bool,
    /// The site has accepted a code of it
    #[arg(long, group = "what")]
    confirmed: bool,
    /// The counter of the next code, where the site and the vault have lost step (HOTP)
    #[arg(long, value_name = "N", group = "what")]
    counter: Option<u64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    let row = select::one(session.rows(false)?, &args.query)?;
    let (id, edit) = (row.id.clone(), args.edit(row)?);
    let row = session.run(commands::edit_entry(session.host(), id, edit))?;
    if args.json {
        output::json(&RowJson::from(&row))?;
    } else {
        output::say(say::CliEditChanged { account: &title(&row.issuer, &row.account) })?;
    }
    Ok(Exit::Done)
}

impl Args {
    /// The entry as it is to be.
    fn edit(&self, row: Row) -> Result<EntryEdit, Failure> {
        if self.counter.is_some() && row.counter.is_none() {
            return Err(Failure::usage(say::CliEditNoCounter));
        }
        let edit = EntryEdit {
            issuer: self.issuer.clone().unwrap_or(row.issuer),
            account: self.account.clone().unwrap_or(row.account),
            tags: match self.no_tags || !self.tags.is_empty() {
                true => self.tags.clone(),
                false => row.tags,
            },
            note: None,
            pinned: self.pin || (row.pinned && !self.unpin),
            confirmed: self.confirmed || row.confirmed,
            counter: self.counter.map(|counter| counter.to_string()),
        };
        Ok(edit)
    }
}

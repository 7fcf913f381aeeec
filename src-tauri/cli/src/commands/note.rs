//! `note`: free text that is kept with an account.

use std::path::PathBuf;

use serde::Serialize;
use tessera_core::entry::{Edit, Entry, EntryId};

use crate::args::VaultArgs;
use crate::context::change;
use crate::exit::{Exit, Failure};
use crate::output::{self, title};
use crate::{input, select};

/// Show or replace the note of an account
///
/// Notes are encrypted with the rest of the vault.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Words that issuer and account name hold, or the id of an entry
    query: String,
    /// Replace the note by the content of a file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Remove the note
    #[arg(long, conflicts_with = "file")]
    clear: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` prints. Fields may be added, never renamed.
#[derive(Serialize)]
struct Noted<'a> {
    id: EntryId,
    issuer: &'a str,
    account: &'a str,
    note: &'a str,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let mut file = vault.open()?;
    let entry = select::one(&file.vault().contents().live(), &args.query)?;
    let (id, title) = (entry.id(), title(entry.labels()));
    let new = match &args.file {
        Some(path) => Some(input::secret_text(path)?.expose().to_owned()),
        None => args.clear.then(String::new),
    };
    if let Some(note) = &new {
        change(&mut file, |vault, now| {
            let edit = Edit { note: Some(note.clone()), ..Edit::default() };
            vault.contents_mut().edit(id, edit, now)?;
            Ok(())
        })?;
    }
    let entry = file.vault().contents().get(id)?;
    if args.json {
        output::json(&Noted::from(entry))?;
    } else if new.is_some() {
        output::say(&format!("Changed the note of {title}."))?;
    } else if entry.note().is_empty() {
        output::tell(&format!("{title} has no note."));
    } else {
        let lines = entry.note().lines().map(|line| output::plain(line) + "\n");
        output::raw(lines.collect::<String>().as_bytes())?;
    }
    Ok(Exit::Done)
}

impl<'a> From<&'a Entry> for Noted<'a> {
    fn from(entry: &'a Entry) -> Self {
        let labels = entry.labels();
        Self {
            id: entry.id(),
            issuer: &labels.issuer,
            account: &labels.account,
            note: entry.note(),
        }
    }
}

//! `note`: free text that is kept with an account.

use std::path::PathBuf;

use serde::Serialize;
use tessera_app::commands;
use tessera_app::types::{EntryEdit, Row, Typed};
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::typed;
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
    id: &'a str,
    issuer: &'a str,
    account: &'a str,
    note: &'a str,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    let mut row = select::one(session.rows(false)?, &args.query)?;
    let new = match &args.file {
        Some(path) => Some(typed(&input::secret_text(path)?)),
        None => args.clear.then(|| Typed::new(String::new())),
    };
    let is_changed = new.is_some();
    if let Some(note) = new {
        let Row { issuer, account, tags, pinned, confirmed, .. } = row;
        let note = Some(note);
        let edit = EntryEdit { issuer, account, tags, note, pinned, confirmed, counter: None };
        row = session.run(commands::edit_entry(session.host(), row.id, edit))?;
    }
    let account = &title(&row.issuer, &row.account);
    let note = session.run(commands::entry_note(session.host(), row.id.clone()))?;
    let note = note.expose();
    if args.json {
        let Row { id, issuer, account, .. } = &row;
        output::json(&Noted { id, issuer, account, note })?;
    } else if is_changed {
        output::say(say::CliNoteChanged { account })?;
    } else if note.is_empty() {
        output::warn(say::CliNoteNone { account });
    } else {
        let lines = note.lines().map(|line| output::plain(line) + "\n");
        output::raw(lines.collect::<String>().as_bytes())?;
    }
    Ok(Exit::Done)
}

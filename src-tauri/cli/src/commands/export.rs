//! `export`: the accounts, to be taken away.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use tessera_app::types::Row;
use tessera_exchange::formats::write::{self, Target};
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::{Held, typed};
use crate::leaving::{self, LeavingArgs, not_written};
use crate::{input, output, select};

/// Write the accounts to a file, for another app or as a vault of its own
///
/// What the format does not carry is named before anything is written.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// What to write: tessera is a vault under the same password, unreadable the entries that this
    /// version cannot read; tessera-cli formats lists the others
    #[arg(long, value_name = "FORMAT", value_parser = targets())]
    to: String,
    /// The file to write; - is standard output
    file: PathBuf,
    /// Only the accounts that match; may be given several times. For other apps only
    #[arg(long, value_name = "QUERY")]
    only: Vec<String>,
    #[command(flatten)]
    leaving: LeavingArgs,
}

pub(super) const TESSERA: &str = "tessera";
const UNREADABLE: &str = "unreadable";

/// Ours, and those of other apps.
fn targets() -> PossibleValuesParser {
    PossibleValuesParser::new([TESSERA, UNREADABLE].into_iter().chain(leaving::targets()))
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let leaving = &args.leaving;
    if let Some(target) = write::by_name(&args.to) {
        leaving.check(target, &args.file)?;
        return to_other_app(args, target, vault);
    }
    if !args.only.is_empty() {
        return Err(Failure::usage(say::CliExportOnlyOthers));
    }
    if args.to == UNREADABLE {
        if !leaving.plaintext {
            return Err(Failure::usage(say::CliExportPlainUnreadable));
        }
        leaving.check_place(&args.file)?;
        return unreadable(args, vault);
    }
    if input::is_stdin(&args.file) {
        return Err(Failure::usage(say::CliExportNoStdout));
    }
    leaving.check_place(&args.file)?;
    encrypted(args, vault)
}

fn to_other_app(args: &Args, target: &'static Target, vault: &VaultArgs) -> Result<Exit, Failure> {
    let (session, password) = vault.unlock_with_password(None)?;
    let only = chosen(&session.rows(false)?, &args.only)?;
    let left_out = session.rows(true)?.len() + session.unreadable()?;
    if left_out > 0 && only.is_none() {
        output::warn(say::CliExportNotHere { count: left_out.into() });
    }
    let (leaving, file, password) = (args.leaving.clone(), args.file.clone(), typed(&password));
    session.ask(move |app| {
        app.with_outgoing(&password, only.as_deref(), |accounts, own| {
            leaving.write(target, accounts, &file, Some(own))
        })
    })??;
    Ok(Exit::Done)
}

/// The accounts that match any of the queries, each of which has to mean one at least; none where all are meant.
fn chosen(rows: &[Row], queries: &[String]) -> Result<Option<Vec<String>>, Failure> {
    let mut ids = Vec::new();
    for query in queries {
        let is_meant = |row: &&Row| select::is_meant(query, &row.id, &row.issuer, &row.account);
        let before = ids.len();
        ids.extend(rows.iter().filter(is_meant).map(|row| row.id.clone()));
        if ids.len() == before {
            return Err(select::none(query, rows));
        }
    }
    Ok((!queries.is_empty()).then_some(ids))
}

fn unreadable(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let (session, password) = vault.unlock_with_password(None)?;
    if session.unreadable()? == 0 {
        return Err(Failure::nothing(say::CliExportNoneUnreadable));
    }
    let (file, password) = (args.file.clone(), typed(&password));
    if input::is_stdin(&file) {
        output::raw(&session.ask(move |app| app.quarantine_json(&password))?)?;
        return Ok(Exit::Done);
    }
    let written = session.ask(move |app| app.export_quarantine(&file, &password));
    let written = written.map_err(|error| not_written(&args.file, error))?;
    let (files, count) = (&args.file.display(), written.entries.into());
    output::say(say::CliExportWrotePlain { files, count })?;
    Ok(Exit::Done)
}

fn encrypted(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let (session, password) = vault.unlock_with_password(None)?;
    let (file, password) = (args.file.clone(), typed(&password));
    let written = session.ask(move |app| app.export_backup(&file, &password));
    written.map_err(|error| not_written(&args.file, error))?;
    let Held { live: count, trashed, unreadable } = session.held()?;
    output::say(say::CliBackupWrote { path: &args.file.display(), count, trashed, unreadable })?;
    Ok(Exit::Done)
}

//! `restore`: what a backup holds comes back into the vault, or takes its place.

use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;

use tessera_app::commands;
use tessera_app::types::{Change, ChangeKind, Restored};
use tessera_core::secret::SecretText;
use tessera_core::vault;
use tessera_words::say;
use zeroize::Zeroizing;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::{Held, Session, typed, vault_id};
use crate::output::{self, title};
use crate::select::is_meant;
use crate::{input, password, when, words};

/// Bring back what a backup holds
///
/// Into a vault that opens with the same password, as an edit: entries come back or are set back,
/// what the backup does not know goes to the trash. Where the vault is gone, damaged or another one,
/// the backup takes its place. What was there is kept among the older versions either way.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The backup
    file: PathBuf,
    /// Only the entries that match, words or an id
    #[arg(long, value_name = "QUERY", conflicts_with = "replace")]
    only: Option<String>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Put the backup in the place of the vault, byte for byte
    #[arg(long)]
    replace: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// What is to be restored.
struct Backup {
    bytes: Arc<Zeroizing<Vec<u8>>>,
    password: SecretText,
    /// When it was saved, in words.
    saved: String,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.start(None)?;
    let bytes = Arc::new(input::bytes(&args.file)?);
    let facts = vault::inspect(&bytes).map_err(|error| Failure::at(&args.file, error))?;
    let store = session.store();
    let exists = store.exists().map_err(|e| Failure::at(store.path(), e))?;
    if exists && !args.yes && !args.dry_run && !password::can_ask() {
        return Err(Failure::usage(say::CliRestoreExists { path: &store.path().display() }));
    }
    let password = vault.way().existing(say::CliAskBackup)?;
    let is_of_it = !args.replace && vault_id(store) == Some(facts.vault_id);
    let opens = || session.run(commands::unlock(session.host(), typed(&password))).is_ok();
    let goes_into_it = is_of_it && opens();
    let backup = Backup { bytes, password, saved: when::sentence(facts.saved_at) };
    if goes_into_it {
        return into_the_vault(args, &session, &backup);
    }
    if let Some(query) = &args.only {
        return Err(Failure::failed(say::CliRestoreNotSingle { query }));
    }
    in_its_place(args, &session, &backup, exists)
}

fn into_the_vault(args: &Args, session: &Session, backup: &Backup) -> Result<Exit, Failure> {
    let refused = |error| Failure::at(&args.file, error);
    let (bytes, password) = (Arc::clone(&backup.bytes), typed(&backup.password));
    let compared = session.ask(move |app| app.compare_copy(&bytes, Some(&password)));
    let mut changes = compared.map_err(refused)?.changes;
    if let Some(query) = &args.only {
        changes.retain(|change| is_meant(query, &change.id, &change.issuer, &change.account));
    }
    if changes.is_empty() {
        output::say(say::CliRestoreNothing)?;
        return Ok(Exit::Done);
    }
    output::table(&changes.iter().map(line).collect::<Vec<_>>())?;
    if args.dry_run {
        return Ok(Exit::Done);
    }
    if !args.yes {
        confirm(say::CliRestoreSure)?;
    }
    let chosen: Vec<_> = changes.into_iter().map(|change| change.id).collect();
    let (bytes, password) = (Arc::clone(&backup.bytes), typed(&backup.password));
    let Restored { entries } =
        session.ask(move |app| app.restore_from_copy(&bytes, Some(&password), Some(&chosen)))?;
    let Held { live: count, trashed, unreadable } = session.held()?;
    let (path, restored) = (&session.store().path().display(), entries.into());
    output::say(say::CliRestoreRestored { path, restored, count, trashed, unreadable })?;
    say_what_was_kept(session)?;
    Ok(Exit::Done)
}

fn in_its_place(
    args: &Args,
    session: &Session,
    backup: &Backup,
    exists: bool,
) -> Result<Exit, Failure> {
    let (path, saved) = (&session.store().path().display(), &backup.saved);
    if args.dry_run {
        output::say(say::CliRestoreWouldReplace { path, saved })?;
        return Ok(Exit::Done);
    }
    if exists && !args.yes {
        output::warn(say::CliRestoreOther { path, saved });
        confirm(say::CliRestoreReplaceSure)?;
    }
    let (bytes, password) = (Arc::clone(&backup.bytes), typed(&backup.password));
    let restored = session.ask(move |app| app.restore(&bytes, &password));
    restored.map_err(|error| Failure::at(&args.file, error))?;
    let Held { live: count, trashed, unreadable } = session.held()?;
    output::say(say::CliRestoreReplaced { path, count, trashed, unreadable })?;
    if exists { say_what_was_kept(session) } else { Ok(()) }?;
    Ok(Exit::Done)
}

fn say_what_was_kept(session: &Session) -> Result<(), Failure> {
    let store = session.store();
    let Some(newest) = store.generations().unwrap_or_default().into_iter().next() else {
        return Ok(());
    };
    let path = store.generation_path(&newest.id);
    output::say(say::CliRestoreKept { path: &path.display() })
}

/// What becomes of an account, which one, and what of it.
fn line(change: &Change) -> Vec<String> {
    let what = match change.what {
        ChangeKind::Added => say::BackupsChangeAdded.to_string(),
        ChangeKind::Changed => say::BackupsChangeChanged.to_string(),
        ChangeKind::Removed => say::BackupsChangeRemoved.to_string(),
    };
    let parts: Vec<_> = change.parts.iter().map(|part| words::of_entry(*part)).collect();
    vec![what, title(&change.issuer, &change.account), parts.join(", ")]
}

fn confirm(question: impl Display) -> Result<(), Failure> {
    match input::is_yes(question) {
        true => Ok(()),
        false => Err(Failure::failed(say::CliNothingChanged)),
    }
}

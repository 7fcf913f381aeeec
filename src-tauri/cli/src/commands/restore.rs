//! `restore`: what a backup holds comes back into the vault, or takes its place.

use std::io::BufRead;
use std::path::PathBuf;
use std::sync::Arc;

use tessera_app::commands;
use tessera_app::types::{Change, ChangeKind, Restored};
use tessera_core::secret::SecretText;
use tessera_core::vault;
use zeroize::Zeroizing;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::{Session, typed, vault_id};
use crate::output::{self, plain, title};
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
        let path = plain(&store.path().to_string_lossy());
        return Err(Failure::usage(format!(
            "There is a vault at {path} already. To restore into it, give --yes; it is kept among \
             its older versions."
        )));
    }
    let password = vault.way().existing("the backup")?;
    let is_of_it = !args.replace && vault_id(store) == Some(facts.vault_id);
    let opens = || session.run(commands::unlock(session.host(), typed(&password))).is_ok();
    let goes_into_it = is_of_it && opens();
    let backup = Backup { bytes, password, saved: when::sentence(facts.saved_at) };
    if goes_into_it {
        return into_the_vault(args, &session, &backup);
    }
    if let Some(query) = &args.only {
        return Err(Failure::failed(format!(
            "Single entries ({}) can be restored only into the vault that the backup is of, opened \
             with the backup's password.",
            plain(query)
        )));
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
        output::say("The vault holds all of that already. Nothing was changed.")?;
        return Ok(Exit::Done);
    }
    for change in &changes {
        output::say(&line(change))?;
    }
    if args.dry_run {
        return Ok(Exit::Done);
    }
    if !args.yes {
        confirm("Do this? The vault as it is now is kept among its older versions. [y/N]")?;
    }
    let chosen: Vec<_> = changes.into_iter().map(|change| change.id).collect();
    let (bytes, password) = (Arc::clone(&backup.bytes), typed(&backup.password));
    let Restored { entries } =
        session.ask(move |app| app.restore_from_copy(&bytes, Some(&password), Some(&chosen)))?;
    output::say(&format!(
        "Restored {}: the vault holds {}.",
        output::entries(entries),
        session.held()?,
    ))?;
    say_what_was_kept(session)?;
    Ok(Exit::Done)
}

fn in_its_place(
    args: &Args,
    session: &Session,
    backup: &Backup,
    exists: bool,
) -> Result<Exit, Failure> {
    let (path, saved) = (plain(&session.store().path().to_string_lossy()), &backup.saved);
    if args.dry_run {
        output::say(&format!("The backup, saved {saved}, would take the place of {path}."))?;
        return Ok(Exit::Done);
    }
    if exists && !args.yes {
        output::warn(&format!("There is a vault at {path} already. The backup was saved {saved}."));
        confirm("Replace the vault by the backup? It is kept among its older versions. [y/N]")?;
    }
    let (bytes, password) = (Arc::clone(&backup.bytes), typed(&backup.password));
    let restored = session.ask(move |app| app.restore(&bytes, &password));
    restored.map_err(|error| Failure::at(&args.file, error))?;
    output::say(&format!("Restored {path}: {}.", session.held()?))?;
    if exists { say_what_was_kept(session) } else { Ok(()) }?;
    Ok(Exit::Done)
}

fn say_what_was_kept(session: &Session) -> Result<(), Failure> {
    let store = session.store();
    let Some(newest) = store.generations().unwrap_or_default().into_iter().next() else {
        return Ok(());
    };
    let path = store.generation_path(&newest.id);
    output::say(&format!("The vault that was there is kept as {}.", plain(&path.to_string_lossy())))
}

fn line(change: &Change) -> String {
    let name = title(&change.issuer, &change.account);
    match change.what {
        ChangeKind::Added => format!("  comes back   {name}"),
        ChangeKind::Changed => {
            let parts: Vec<_> = change.parts.iter().map(|part| words::of_entry(*part)).collect();
            format!("  is set back  {name}: {}", parts.join(", "))
        }
        ChangeKind::Removed => format!("  to the trash {name}"),
    }
}

fn confirm(question: &str) -> Result<(), Failure> {
    output::warn(question);
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Failure::failed("Nothing was changed.")),
    }
}

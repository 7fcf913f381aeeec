//! `restore`: what a backup holds comes back into the vault, or takes its place.

use std::io::BufRead;
use std::path::PathBuf;

use tessera_core::file::{FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::vault::{self, Change, Contents, OpenError, Unlock, What};

use crate::args::VaultArgs;
use crate::context::{change, now, rng};
use crate::exit::{Exit, Failure};
use crate::output::{self, plain, title};
use crate::{input, password, when};

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

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let store = vault.store()?;
    let backup = input::bytes(&args.file)?;
    let refused = |error| Failure::at(&args.file, error);
    let facts = vault::inspect(&backup).map_err(|e: OpenError| refused(e.into()))?;
    let exists = store.exists().map_err(|e| Failure::at(store.path(), e))?;
    if exists && !args.yes && !args.dry_run && !password::can_ask() {
        let path = plain(&store.path().to_string_lossy());
        return Err(Failure::usage(format!(
            "There is a vault at {path} already. To restore into it, give --yes; it is kept among \
             its older versions."
        )));
    }
    let password = password::ours(&vault.way().existing("the backup")?)?;
    if !args.replace
        && let Ok(mut file) = VaultFile::open(store.clone(), &password, &mut rng())
        && file.vault().id() == facts.vault_id
    {
        let unlock = Some(Unlock::Password(&password));
        let older = file.read_copy(&backup, unlock, &mut rng()).map_err(refused)?;
        return into_the_vault(args, &mut file, &older);
    }
    if let Some(query) = &args.only {
        return Err(Failure::failed(format!(
            "Single entries ({}) can be restored only into the vault that the backup is of, opened \
             with the backup's password.",
            plain(query)
        )));
    }
    in_its_place(args, &store, &backup, &password, &when::sentence(facts.saved_at), exists)
}

fn into_the_vault(args: &Args, file: &mut VaultFile, older: &Contents) -> Result<Exit, Failure> {
    let mut changes = file.vault().contents().compare(older);
    if let Some(query) = &args.only {
        changes.retain(|change| is_meant(change, query));
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
    let chosen: Vec<_> = changes.iter().map(|change| change.id).collect();
    let count = change(file, |vault, now| {
        let contents = vault.contents_mut();
        Ok(contents.restore_from(older, |id| chosen.contains(&id), now))
    })?;
    output::say(&format!(
        "Restored {}: the vault holds {}.",
        output::entries(count),
        output::held(file.vault().contents()),
    ))?;
    say_what_was_kept(file.store())?;
    Ok(Exit::Done)
}

fn in_its_place(
    args: &Args,
    store: &Store,
    backup: &[u8],
    password: &Password,
    saved: &str,
    exists: bool,
) -> Result<Exit, Failure> {
    let path = plain(&store.path().to_string_lossy());
    if args.dry_run {
        output::say(&format!("The backup, saved {saved}, would take the place of {path}."))?;
        return Ok(Exit::Done);
    }
    if exists && !args.yes {
        output::warn(&format!("There is a vault at {path} already. The backup was saved {saved}."));
        confirm("Replace the vault by the backup? It is kept among its older versions. [y/N]")?;
    }
    let restored = VaultFile::restore(store.clone(), backup, password, now(), &mut rng())
        .map_err(|error: FileError| Failure::at(&args.file, error))?;
    output::say(&format!("Restored {path}: {}.", output::held(restored.vault().contents())))?;
    if exists { say_what_was_kept(store) } else { Ok(()) }?;
    Ok(Exit::Done)
}

fn say_what_was_kept(store: &Store) -> Result<(), Failure> {
    let Some(newest) = store.generations().unwrap_or_default().into_iter().next() else {
        return Ok(());
    };
    let path = store.generation_path(&newest.id);
    output::say(&format!("The vault that was there is kept as {}.", plain(&path.to_string_lossy())))
}

fn is_meant(change: &Change, query: &str) -> bool {
    let text = format!("{} {}", change.labels.issuer, change.labels.account).to_lowercase();
    change.id.to_string() == query
        || query.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
}

fn line(change: &Change) -> String {
    let name = title(&change.labels.issuer, &change.labels.account);
    match &change.what {
        What::Added => format!("  comes back   {name}"),
        What::Changed(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| part.name()).collect();
            format!("  is set back  {name}: {}", parts.join(", "))
        }
        What::Removed => format!("  to the trash {name}"),
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

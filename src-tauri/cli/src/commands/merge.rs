//! `merge`: another copy of the vault joins it.

use std::path::{Path, PathBuf};

use tessera_app::commands;
use tessera_app::error::CommandError;
use tessera_app::types::{Merged, Reason, Typed};
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::typed;
use crate::{input, output, password, words};

/// Join another copy of the vault into it: nothing that either of them added is lost
///
/// Without FILE, joins the copies that a sync program left beside the vault, and keeps them among
/// its older versions.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The other copy
    file: Option<PathBuf>,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    if let Some(path) = &args.file {
        let copy = input::bytes(path)?;
        let merged = with_password_if_needed(path, |password| {
            let copy = copy.clone();
            session.ask(move |app| app.merge_copy(&copy, password.as_ref()))
        })?;
        output::say(words::of(&input::name(path), &sentence(merged)))?;
        return Ok(Exit::Done);
    }
    let conflicts = session.run(commands::list_conflicts(session.host()))?;
    if conflicts.is_empty() {
        return Err(Failure::nothing(say::CliMergeNone));
    }
    let mut exit = Exit::Done;
    for conflict in conflicts {
        let merged = with_password_if_needed(Path::new(&conflict.id), |password| {
            let id = conflict.id.clone();
            session.run(commands::merge_conflict(session.host(), id, password))
        });
        match merged {
            Ok(merged) => output::say(words::of(&conflict.id, &sentence(merged)))?,
            // One that is broken keeps no other one out.
            Err(failure) => exit = failure.report(),
        }
    }
    Ok(exit)
}

/// A copy from before a change of the password needs the old one.
fn with_password_if_needed(
    name: &Path,
    merge: impl Fn(Option<Typed>) -> Result<Merged, CommandError>,
) -> Result<Merged, Failure> {
    let merged = match merge(None) {
        Err(CommandError(Reason::PasswordNeeded)) if password::can_ask() => {
            let old = password::typed(say::CliAskCopy)?;
            merge(Some(typed(&password::checked(old)?)))
        }
        merged => merged,
    };
    merged.map_err(|error| Failure::at(name, error))
}

fn sentence(merged: Merged) -> String {
    let Merged { added, changed, removed, kept_both } = merged;
    say::BackupsMerged {
        added: added.into(),
        changed: changed.into(),
        removed: removed.into(),
        kept_both: kept_both.into(),
    }
    .to_string()
}

//! `merge`: another copy of the vault joins it.

use std::path::{Path, PathBuf};

use tessera_core::file::{Changed, FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::vault::{Merged, Unlock};

use crate::args::VaultArgs;
use crate::context::{now, rng};
use crate::exit::{Exit, Failure};
use crate::output::{self, plain};
use crate::{input, password};

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
    let mut file = vault.open()?;
    if let Some(path) = &args.file {
        let merged = join(&mut file, path, &input::bytes(path)?)?;
        output::say(&format!("{}: {}", input::name(path), sentence(merged)))?;
        return Ok(Exit::Done);
    }
    let conflicts = file.conflicts()?;
    if conflicts.is_empty() {
        return Err(Failure::nothing(
            "No sync program has left a copy beside the vault. To join another one, name it.",
        ));
    }
    for conflict in conflicts {
        let merged =
            with_password_if_needed(&mut file, Path::new(&conflict.id), |file, unlock| {
                file.merge_conflict(&conflict.id, unlock, now(), &mut rng())
            })?;
        output::say(&format!("{}: {}", plain(&conflict.id), sentence(merged)))?;
    }
    Ok(Exit::Done)
}

fn join(file: &mut VaultFile, name: &Path, copy: &[u8]) -> Result<Merged, Failure> {
    with_password_if_needed(file, name, |file, unlock| file.merge(copy, unlock, now(), &mut rng()))
}

/// A copy from before a change of the password needs the old one.
fn with_password_if_needed(
    file: &mut VaultFile,
    name: &Path,
    mut merge: impl FnMut(&mut VaultFile, Option<Unlock<'_>>) -> Result<Changed<Merged>, FileError>,
) -> Result<Merged, Failure> {
    let refused = |error| Failure::at(name, error);
    let merged = match merge(file, None) {
        Err(FileError::OtherKey) if password::can_ask() => {
            let typed = password::typed("Password that the copy was saved with: ")?;
            let password = Password::new(typed.expose())
                .map_err(|error| Failure::usage(crate::exit::sentence(error)))?;
            merge(file, Some(Unlock::Password(&password)))
        }
        merged => merged,
    };
    merged.map(|changed| changed.value).map_err(refused)
}

fn sentence(merged: Merged) -> String {
    if merged.is_nothing() {
        return "it had nothing new.".to_owned();
    }
    let Merged { added, changed, removed, kept_both } = merged;
    let parts: Vec<String> = [
        (added, "added"),
        (changed, "changed"),
        (removed, "removed"),
        (kept_both, "kept twice, because both copies had changed the secret"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{} {what}", output::entries(count)))
    .collect();
    format!("joined; {}.", parts.join(", "))
}

//! `passwd`: another password, and another key behind it.

use std::ffi::OsString;
use std::path::PathBuf;

use tessera_core::vault::{self, KdfParams, SlotKind, Ways};

use super::recovery;
use crate::args::VaultArgs;
use crate::context::{change, rng};
use crate::exit::{Exit, Failure};
use crate::kdf::KdfArgs;
use crate::output;
use crate::password::Way;

/// Change the password
///
/// The vault gets a new key as well: an older copy of it, opened with the old password, says
/// nothing about what is saved from now on. Without other wishes, trying a password costs what it
/// did before.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Read the new password from a file
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
    /// Take the new password from what a command prints
    #[arg(long, value_name = "CMD")]
    new_password_command: Option<OsString>,
    #[command(flatten)]
    kdf: KdfArgs,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let mut file = vault.open()?;
    let way = Way {
        file: args.new_password_file.as_deref(),
        command: args.new_password_command.as_deref(),
        options: "--new-password-file FILE or --new-password-command CMD",
    };
    let bytes = file.store().load().map_err(|e| Failure::at(file.store().path(), e))?;
    let kdf = args.kdf.or(current(&bytes).unwrap_or(KdfParams::DEFAULT))?;
    let new = way.new_one("the vault")?;
    let lost_devices = file.vault().has(SlotKind::Device);
    let issued = change(&mut file, |vault, _| {
        let ways = Ways { recovery: vault.has(SlotKind::Recovery), device: false };
        Ok(vault.rekey(&new, ways, kdf, &mut rng())?)
    })?;
    output::say("Changed the password.")?;
    output::say("Backups and older versions made before still open with the old one.")?;
    if let Some(code) = &issued.recovery {
        output::say("The old recovery sheet no longer works. This is the new one:")?;
        recovery::print(code)?;
    }
    if lost_devices {
        recovery::tell_of_lost_devices();
    }
    if kdf.is_weaker_than_default() {
        output::tell(
            "Guessing this password costs less than Tessera recommends. To change that, run passwd \
             again with --kdf-memory 128MiB --kdf-iterations 3.",
        );
    }
    Ok(Exit::Done)
}

/// What trying a password costs now.
fn current(bytes: &[u8]) -> Option<KdfParams> {
    let facts = vault::inspect(bytes).ok()?;
    facts.slots.into_iter().find(|slot| slot.kind == SlotKind::Password)?.kdf
}

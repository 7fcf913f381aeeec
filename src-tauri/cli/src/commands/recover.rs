//! `recover`: the recovery code instead of a forgotten password.

use std::ffi::OsString;
use std::path::PathBuf;

use tessera_core::file::VaultFile;
use tessera_core::vault::{self, RecoveryCode, SlotKind, Ways};

use super::recovery;
use crate::args::VaultArgs;
use crate::context::{change, rng};
use crate::exit::{Exit, Failure, sentence};
use crate::password::Way;
use crate::{input, output, password};

/// Open the vault with its recovery code, and set a new password
///
/// The vault gets a new key and a new recovery code, which is printed.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Read the recovery code from a file; - is standard input
    #[arg(long, value_name = "FILE")]
    code_file: Option<PathBuf>,
    /// Read the new password from a file
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
    /// Take the new password from what a command prints
    #[arg(long, value_name = "CMD")]
    new_password_command: Option<OsString>,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let store = vault.store()?;
    let refused = |error| Failure::at(store.path(), error);
    // Said before anybody types a code in vain.
    let bytes = store.load().map_err(|e| refused(e.into()))?;
    let facts = vault::inspect(&bytes).map_err(|e| refused(e.into()))?;
    if !facts.slots.iter().any(|slot| slot.kind == SlotKind::Recovery) {
        return Err(Failure::nothing(
            "This vault has no recovery code: only the password opens it. An older version of it \
             may have one: see tessera-cli check.",
        ));
    }
    let code = code(args)?;
    let mut file = VaultFile::open(store.clone(), &code, &mut rng()).map_err(refused)?;
    let way = Way {
        file: args.new_password_file.as_deref(),
        command: args.new_password_command.as_deref(),
        options: "--new-password-file FILE or --new-password-command CMD",
    };
    let new = way.new_one("the vault")?;
    let kdf = file.vault().kdf();
    let lost_devices = file.vault().has(SlotKind::Device);
    let ways = Ways { recovery: true, device: false };
    let issued = change(&mut file, |vault, _| Ok(vault.rekey(&new, ways, kdf, &mut rng())?))?;
    output::say("The new password opens the vault. The old recovery sheet no longer does.")?;
    if let Some(code) = &issued.recovery {
        output::say("This is the new one:")?;
        recovery::print(code)?;
    }
    if lost_devices {
        recovery::tell_of_lost_devices();
    }
    Ok(Exit::Done)
}

fn code(args: &Args) -> Result<RecoveryCode, Failure> {
    let typed = match &args.code_file {
        Some(file) => input::secret_text(file)?,
        None if password::can_ask() => password::typed("Recovery code: ")?,
        None => {
            return Err(Failure::usage(
                "The recovery code is needed, and there is no terminal to ask at. Give --code-file \
                 FILE.",
            ));
        }
    };
    RecoveryCode::parse(typed.expose()).map_err(|error| Failure::usage(sentence(error)))
}

//! `recovery`: the code that opens the vault when the password is forgotten.

use clap::Subcommand;
use tessera_app::commands;
use tessera_app::types::RecoverySheet;
use tessera_words::say;
use zeroize::Zeroizing;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::typed;
use crate::output;

/// Make or remove the recovery code, which opens the vault without the password
///
/// It is printed once, to be written on paper. tessera-cli recover takes it.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a recovery code and print it; an old one no longer works then
    Make,
    /// Take it out of the vault, which gets a new key
    Remove,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let (session, password) = vault.unlock_with_password(None)?;
    let (had, had_devices) = (session.has_recovery(), session.has_devices());
    match args.what {
        What::Make => {
            let made = commands::make_recovery(session.host(), typed(&password));
            let sheet = session.run_confirmed(made)?;
            if had {
                output::say(say::CliRecoveryRenewed)?;
            }
            print(&sheet)?;
        }
        What::Remove if had => {
            let removed = commands::remove_recovery(session.host(), typed(&password));
            session.run(removed)?;
            output::say(say::CliRecoveryRemoved)?;
        }
        What::Remove => return Err(Failure::nothing(say::CliRecoveryNone)),
    }
    if had && had_devices {
        tell_of_lost_devices();
    }
    Ok(Exit::Done)
}

/// The keys in keyrings cannot be carried over to a new VaultKey from here.
pub fn tell_of_lost_devices() {
    output::warn(say::CliRecoveryDevicesOff);
}

/// The code, and what to do with it.
pub fn print(sheet: &RecoverySheet) -> Result<(), Failure> {
    let mut text = Zeroizing::new(String::with_capacity(64));
    for (index, group) in sheet.groups.iter().enumerate() {
        if index > 0 {
            text.push('-');
        }
        text.push_str(group.expose());
    }
    text.push('\n');
    output::raw(text.as_bytes())?;
    output::warn(say::CliRecoveryKeep);
    Ok(())
}

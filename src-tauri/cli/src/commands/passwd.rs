//! `passwd`: another password, and another key behind it.

use tessera_app::commands;
use tessera_app::types::Rekeyed;
use tessera_words::say;

use super::recovery;
use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::{costs_of, typed};
use crate::kdf::KdfArgs;
use crate::output;
use crate::password::NewPasswordArgs;

/// Change the password
///
/// The vault gets a new key as well: an older copy of it, opened with the old password, says
/// nothing about what is saved from now on. Where there is a recovery code, the new key comes with a new
/// code, which is printed; at a terminal, two of its groups are asked back first, and until then the old
/// code still opens the vault. Without other wishes, trying a password costs what it did before.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    new_password: NewPasswordArgs,
    #[command(flatten)]
    kdf: KdfArgs,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let costs = args.kdf.costs(costs_of(&vault.store()?))?;
    let (session, old) = vault.unlock_with_password(costs)?;
    let new = args.new_password.take(&session)?;
    let had_devices = session.has_devices();
    let changed = commands::change_password(session.host(), typed(&old), typed(&new));
    let Rekeyed { recovery, .. } = session.run_confirmed(changed)?;
    output::say(say::CliPasswdChanged)?;
    output::say(say::CliPasswdOlder)?;
    if let Some(sheet) = &recovery {
        recovery::hand_out(&session, sheet, true)?;
    }
    if had_devices {
        recovery::tell_of_lost_devices();
    }
    if session.run(commands::status(session.host()))?.weak_kdf {
        output::warn(say::CliPasswdWeak);
    }
    Ok(Exit::Done)
}

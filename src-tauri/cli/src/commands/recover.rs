//! `recover`: the recovery code instead of a forgotten password.

use std::path::PathBuf;

use tessera_app::commands;
use tessera_app::error::CommandError;
use tessera_app::types::{Reason, Rekeyed};
use tessera_core::secret::SecretText;
use tessera_core::vault::RecoveryCode;
use tessera_words::say;

use super::recovery;
use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::typed;
use crate::password::NewPasswordArgs;
use crate::{input, output, password};

/// Open the vault with its recovery code, and set a new password
///
/// The vault gets a new key and a new recovery code, which is printed. At a terminal, two groups of the
/// new code are asked back; until then the one in your hand still opens the vault.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Read the recovery code from a file; - is standard input
    #[arg(long, value_name = "FILE")]
    code_file: Option<PathBuf>,
    #[command(flatten)]
    new_password: NewPasswordArgs,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.start(None)?;
    // Said before anybody types a code in vain.
    session.run(commands::check_vault(session.host())).map_err(|e| session.refused(e, None))?;
    if !session.has_recovery() {
        return Err(CommandError(Reason::NoRecovery).into());
    }
    let code = code(args)?;
    let new = args.new_password.take(&session)?;
    let had_devices = session.has_devices();
    let recovered = commands::recover(session.host(), typed(&code), typed(&new));
    let recovered = session.run_confirmed(recovered);
    let Rekeyed { recovery, .. } = recovered.map_err(|e| session.refused(e, None))?;
    output::say(say::CliRecoverRecovered)?;
    if let Some(sheet) = &recovery {
        recovery::hand_out(&session, sheet, true)?;
    }
    if had_devices {
        recovery::tell_of_lost_devices();
    }
    Ok(Exit::Done)
}

/// A typing error is said before anybody thinks of a new password in vain.
fn code(args: &Args) -> Result<SecretText, Failure> {
    let code = match &args.code_file {
        Some(file) => input::secret_text(file)?,
        None if password::can_ask() => password::typed(say::CliAskRecovery)?,
        None => return Err(Failure::usage(say::CliRecoveryNoTerminal)),
    };
    RecoveryCode::parse(code.expose()).map_err(CommandError::from)?;
    Ok(code)
}

//! `recovery`: the code that opens the vault when the password is forgotten.

use clap::Subcommand;
use tessera_core::secret::Password;
use tessera_core::vault::{Issued, RecoveryCode, SlotKind, Ways};
use zeroize::Zeroizing;

use crate::args::VaultArgs;
use crate::context::{change, rng};
use crate::exit::{Exit, Failure};
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
    let (mut file, password) = vault.open_with_password()?;
    let had = file.vault().has(SlotKind::Recovery);
    match args.what {
        What::Make if had => {
            let code = rekey(&mut file, &password, true)?.recovery;
            output::say("The old recovery code no longer works. This is the new one:")?;
            code.as_ref().map_or(Ok(()), print)?;
        }
        What::Make => {
            let kdf = file.vault().kdf();
            let code = change(&mut file, |vault, _| Ok(vault.add_recovery(kdf, &mut rng())?))?;
            print(&code)?;
        }
        What::Remove if had => {
            rekey(&mut file, &password, false)?;
            output::say("The recovery code no longer opens the vault.")?;
        }
        What::Remove => return Err(Failure::nothing("The vault has no recovery code.")),
    }
    Ok(Exit::Done)
}

fn rekey(
    file: &mut tessera_core::file::VaultFile,
    password: &Password,
    recovery: bool,
) -> Result<Issued, Failure> {
    let kdf = file.vault().kdf();
    let lost_devices = file.vault().has(SlotKind::Device);
    let ways = Ways { recovery, device: false };
    let issued = change(file, |vault, _| Ok(vault.rekey(password, ways, kdf, &mut rng())?))?;
    if lost_devices {
        tell_of_lost_devices();
    }
    Ok(issued)
}

/// The keys in keyrings cannot be carried over to a new VaultKey from here.
pub fn tell_of_lost_devices() {
    output::tell(
        "Unlocking with a keyring is off, on every computer. Switch it on again in the settings of \
         the window.",
    );
}

/// The code, and what to do with it.
pub fn print(code: &RecoveryCode) -> Result<(), Failure> {
    let mut text = Zeroizing::new(String::with_capacity(64));
    for (index, group) in code.groups().enumerate() {
        if index > 0 {
            text.push('-');
        }
        text.push_str(group);
    }
    text.push('\n');
    output::raw(text.as_bytes())?;
    output::tell(
        "Write it on paper and keep it where nobody else gets at it: it opens the vault without \
         the password. If the password is ever forgotten, run tessera-cli recover.",
    );
    Ok(())
}

//! `recovery`: the code that opens the vault when the password is forgotten.

use clap::Subcommand;
use tessera_app::commands;
use tessera_app::error::CommandError;
use tessera_app::types::{Reason, RecoverySheet, Typed};
use tessera_core::secret::SecretText;
use tessera_words::say;
use zeroize::Zeroizing;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::{Session, typed};
use crate::{output, password, words};

/// Make or remove the recovery code, which opens the vault without the password
///
/// It is printed once, to be written on paper. tessera-cli recover takes it. At a terminal, two of its
/// groups are asked back before it opens the vault; elsewhere it does as soon as all of it was written
/// out.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a recovery code and print it; an old one works until the new one does
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
            hand_out(&session, &session.run_confirmed(made)?, had)?;
        }
        What::Remove if had => {
            let removed = commands::remove_recovery(session.host(), typed(&password));
            session.run_confirmed(removed)?;
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

/// Prints a new code, and lets it open the vault once it is certain to be somewhere: at a terminal when
/// two of its groups were typed back, elsewhere when all of it was written out. Until then the vault
/// opens with the old one, if it `had` one.
pub fn hand_out(session: &Session, sheet: &RecoverySheet, had: bool) -> Result<(), Failure> {
    if had {
        output::say(say::CliRecoveryNew)?;
    }
    print(sheet)?;
    output::warn(say::CliRecoveryKeep);
    match password::can_ask() {
        true => confirm_typed(session, sheet, had)?,
        false => {
            let [first, second] =
                sheet.asked.map(|group| sheet.groups[usize::from(group) - 1].expose().to_owned());
            confirm(session, Typed::new(first), Typed::new(second))?;
        }
    }
    if had {
        output::say(say::CliRecoveryOldOver)?;
    }
    Ok(())
}

/// Asks until both groups are right, or one is left empty, as it is when nobody answers any more.
fn confirm_typed(session: &Session, sheet: &RecoverySheet, had: bool) -> Result<(), Failure> {
    output::warn(match had {
        true => say::CliRecoveryBack.to_string(),
        false => say::CliRecoveryBackFirst.to_string(),
    });
    loop {
        let [first, second] = sheet.asked;
        let groups = ask_for(first).and_then(|first| Some((first, ask_for(second)?)));
        let Some((first, second)) = groups else {
            return Err(Failure::failed(match had {
                true => say::CliRecoveryUnfinished.to_string(),
                false => say::CliRecoveryUnfinishedFirst.to_string(),
            }));
        };
        match confirm(session, typed(&first), typed(&second)) {
            Err(CommandError(typo @ Reason::RecoveryTypo { .. })) => {
                output::warn(words::reason(&typo));
            }
            confirmed => return Ok(confirmed?),
        }
    }
}

fn ask_for(group: u8) -> Option<SecretText> {
    let typed = password::typed(say::CliAskGroup { number: &group }).ok();
    typed.filter(|text| !text.expose().trim().is_empty())
}

fn confirm(session: &Session, first: Typed, second: Typed) -> Result<(), CommandError> {
    session.run(commands::confirm_recovery(session.host(), first, second)).map(drop)
}

/// All of the code on a line, or an error.
fn print(sheet: &RecoverySheet) -> Result<(), Failure> {
    let mut text = Zeroizing::new(String::with_capacity(64));
    for (index, group) in sheet.groups.iter().enumerate() {
        if index > 0 {
            text.push('-');
        }
        text.push_str(group.expose());
    }
    text.push('\n');
    output::raw(text.as_bytes())
}

//! `health`: whether everything is in order.

use tessera_app::commands;
use tessera_app::types::{ClockSync, Concern, Fact, Health, InOrder, LastBackup, NamedAccount};
use tessera_core::time::UnixTime;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::output::{self, title};
use crate::{when, words};

/// Say whether everything is in order
///
/// Looks at the accounts, at backups and ways in, and at what this computer gives. Changes nothing,
/// and names accounts but never a secret.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    let health = session.run(commands::health(session.host()))?;
    match args.json {
        true => output::json(&health)?,
        false => print(&health)?,
    }
    Ok(Exit::Done)
}

fn print(health: &Health) -> Result<(), Failure> {
    if health.concerns.is_empty() {
        output::say(say::HealthFine)?;
    }
    for concern in &health.concerns {
        let (sentence, hint) = concern_says(concern);
        output::say(sentence)?;
        for accounts in groups(concern) {
            output::say(format_args!("  {accounts}"))?;
        }
        if let Some(hint) = hint {
            output::say(format_args!("  {hint}"))?;
        }
    }
    for fact in &health.facts {
        output::say(fact_says(fact))?;
    }
    if !health.in_order.is_empty() {
        let what: Vec<_> = health.in_order.iter().map(in_order_says).collect();
        output::say(say::HealthInOrder { what: &what.join(", ") })?;
    }
    Ok(())
}

/// A sentence, and what to do.
fn concern_says(concern: &Concern) -> (String, Option<String>) {
    let with = |sentence: String, hint: String| (sentence, Some(hint));
    match concern {
        Concern::BackupTrouble { reason } => (words::reason(reason), None),
        Concern::NoBackup => {
            with(say::HealthNoBackup.to_string(), say::HealthNoBackupHint.to_string())
        }
        Concern::OneDisk { saved_at } => {
            let hint = saved_at.map_or_else(
                || say::HealthOneDiskHint.to_string(),
                |at| say::HealthOneDiskOld { at: &day(at) }.to_string(),
            );
            with(say::HealthOneDisk.to_string(), hint)
        }
        Concern::NoRecovery => {
            with(say::HealthNoRecovery.to_string(), say::HealthNoRecoveryHint.to_string())
        }
        Concern::RecoveryUnfinished => (say::SettingsRecoveryUnfinished.to_string(), None),
        Concern::WeakDerivation => (say::SettingsWeak.to_string(), None),
        Concern::Clock { sync: ClockSync::Off } => {
            with(say::HealthClockOff.to_string(), say::HealthClockOffHint.to_string())
        }
        Concern::Clock { .. } => {
            with(say::HealthClockAwaited.to_string(), say::HealthClockAwaitedHint.to_string())
        }
        Concern::Unreadable { count } => {
            (say::BackupsQuarantineBar { count: (*count).into() }.to_string(), None)
        }
        Concern::Conflicts { count } => {
            (say::BackupsConflictsBar { count: (*count).into() }.to_string(), None)
        }
        Concern::SameSecret { groups } => {
            let sentence = say::HealthSameSecret { count: groups.len().into() };
            with(sentence.to_string(), say::HealthSameSecretHint.to_string())
        }
        Concern::WeakSecret { accounts } => {
            let sentence = say::HealthWeakSecret { count: accounts.len().into() };
            with(sentence.to_string(), say::HealthWeakSecretHint.to_string())
        }
        Concern::Unconfirmed { accounts } => {
            let sentence = say::HealthUnconfirmed { count: accounts.len().into() };
            with(sentence.to_string(), say::HealthUnconfirmedHint.to_string())
        }
        Concern::FewRecoveryCodes { accounts } => {
            let sentence = say::HealthFewRecoveryCodes { count: accounts.len().into() };
            with(sentence.to_string(), say::HealthFewRecoveryCodesHint.to_string())
        }
        Concern::Unused { accounts } => {
            let sentence = say::HealthUnused { count: accounts.len().into() };
            with(sentence.to_string(), say::HealthUnusedHint.to_string())
        }
    }
}

/// The accounts of a concern, a line each; those of one secret share a line.
fn groups(concern: &Concern) -> Vec<String> {
    let one = |account: &NamedAccount| title(&account.issuer, &account.account);
    match concern {
        Concern::SameSecret { groups } => {
            let group = |all: &Vec<_>| all.iter().map(one).collect::<Vec<_>>().join(", ");
            groups.iter().map(group).collect()
        }
        Concern::WeakSecret { accounts }
        | Concern::Unconfirmed { accounts }
        | Concern::FewRecoveryCodes { accounts }
        | Concern::Unused { accounts } => accounts.iter().map(one).collect(),
        _ => Vec::new(),
    }
}

fn fact_says(fact: &Fact) -> String {
    match fact {
        Fact::Keyring { kind } => say::HealthKeyring { kind }.to_string(),
        Fact::ScreenPictures => say::HealthScreenPictures.to_string(),
        Fact::CoreDumps => say::HealthCoreDumps.to_string(),
        Fact::PlainSwap => say::HealthPlainSwap.to_string(),
        Fact::ClipboardHistory => say::HealthClipboardHistory.to_string(),
        Fact::ClockUnknown => say::HealthClockUnknown.to_string(),
    }
}

fn in_order_says(what: &InOrder) -> String {
    match *what {
        InOrder::NoTwins => say::HealthOrderNoTwins.to_string(),
        InOrder::StrongSecrets => say::HealthOrderStrongSecrets.to_string(),
        InOrder::AllConfirmed => say::HealthOrderAllConfirmed.to_string(),
        InOrder::Backup(LastBackup { saved_at, entries }) => {
            say::HealthOrderBackup { at: &day(saved_at), count: entries.into() }.to_string()
        }
        InOrder::SecondFolder => say::HealthOrderSecondFolder.to_string(),
        InOrder::SavedBackup(LastBackup { saved_at, entries }) => {
            say::HealthOrderSavedBackup { at: &day(saved_at), count: entries.into() }.to_string()
        }
        InOrder::Recovery => say::HealthOrderRecovery.to_string(),
        InOrder::Derivation => say::HealthOrderDerivation.to_string(),
        InOrder::Clock => say::HealthOrderClock.to_string(),
        InOrder::NoCoreDumps => say::HealthOrderNoCoreDumps.to_string(),
        InOrder::Swap => say::HealthOrderSwap.to_string(),
    }
}

fn day(seconds: u64) -> String {
    when::day(UnixTime::from_seconds(seconds))
}

//! `history`: what an account was before.

use serde::Serialize;
use tessera_app::commands;
use tessera_app::types::{EarlierValue, EarlierWas};
use tessera_core::time::UnixTime;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::typed;
use crate::output::{self, name, title};
use crate::{row, select, when};

/// Say what an account was before, or put it back
///
/// The last five names, tags, notes and settings of each account are kept. Secrets and notes are not
/// printed.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Words that issuer and account name hold, or the id of an entry
    query: String,
    /// Put back what has this number in the list
    #[arg(long, value_name = "NUMBER")]
    put_back: Option<usize>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` prints. Fields may be added, never renamed.
#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    issuer: &'a str,
    account: &'a str,
    earlier: &'a [EarlierValue],
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let (session, password) = vault.unlock_with_password(None)?;
    let mut row = select::one(session.rows(false)?, &args.query)?;
    let list = || session.run(commands::earlier_values(session.host(), row.id.clone()));
    let mut earlier = list()?;
    if let Some(number) = args.put_back {
        let chosen = number.checked_sub(1).and_then(|index| earlier.get(index));
        let Some(EarlierValue { key, .. }) = chosen else {
            return Err(Failure::nothing(say::CliHistoryNoNumber { number: &number }));
        };
        let put_back =
            commands::put_back(session.host(), row.id.clone(), key.clone(), Some(typed(&password)));
        session.run(put_back)?;
        earlier = list()?;
        row = session.row(&row.id, false)?;
    }
    let account = &title(&row.issuer, &row.account);
    if args.json {
        let (id, issuer, account) = (&*row.id, &*row.issuer, &*row.account);
        output::json(&Told { id, issuer, account, earlier: &earlier })?;
    } else if args.put_back.is_some() {
        output::say(say::EarlierDone { name: account })?;
    } else if earlier.is_empty() {
        output::warn(say::EarlierNone);
    } else {
        let lines = earlier.iter().enumerate().map(|(index, value)| cells(index + 1, value));
        output::table(&lines.collect::<Vec<_>>())?;
    }
    Ok(Exit::Done)
}

/// The cells of a table: number, until when, which part, what it was.
fn cells(number: usize, EarlierValue { until, was, .. }: &EarlierValue) -> Vec<String> {
    let (part, value) = match was {
        EarlierWas::Labels { issuer, account } => {
            (say::EarlierLabels.to_string(), title(issuer, account))
        }
        EarlierWas::Tags { names } if names.is_empty() => {
            (say::EarlierTags.to_string(), say::EarlierTagsNone.to_string())
        }
        EarlierWas::Tags { names } => (say::EarlierTags.to_string(), name(&names.join(", "))),
        EarlierWas::Note { is_empty: true } => {
            (say::EarlierNote.to_string(), say::EarlierNoteNone.to_string())
        }
        EarlierWas::Note { is_empty: false } => (say::EarlierNote.to_string(), "…".to_owned()),
        EarlierWas::Otp { kind, algorithm, digits, period, counter, other_secret } => {
            let counter = counter.as_deref();
            let settings = row::settings(*kind, *algorithm, *digits, *period, counter);
            let value = match other_secret {
                true => say::EarlierOtpSecret { settings: &settings }.to_string(),
                false => settings,
            };
            (say::EarlierOtp.to_string(), value)
        }
    };
    vec![number.to_string(), when::sentence(UnixTime::from_seconds(*until)), part, value]
}

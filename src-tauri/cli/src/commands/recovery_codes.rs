//! `recovery-codes`: what a site gave for the day when the second factor is gone.

use std::path::PathBuf;

use serde::Serialize;
use tessera_app::commands;
use tessera_app::types::{Shown, SiteCode};
use tessera_core::time::UnixTime;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::typed;
use crate::output::{self, name, title};
use crate::{input, select, when};

/// Keep the recovery codes of a site, show them, tick them off
///
/// Sites give about ten of them, also called backup codes: each lets you in once without the second
/// factor. They have nothing to do with the recovery sheet of the vault (tessera-cli recovery).
#[derive(clap::Args, Debug)]
#[command(group = clap::ArgGroup::new("what"))]
pub struct Args {
    /// Words that issuer and account name hold, or the id of an entry
    query: String,
    /// Keep the codes in a file, in the place of those that are there
    #[arg(long, value_name = "FILE", group = "what")]
    add: Option<PathBuf>,
    /// Tick off the code with this number in the list
    #[arg(long = "use", value_name = "NUMBER", group = "what")]
    used: Option<usize>,
    /// The code with this number was not used after all
    #[arg(long, value_name = "NUMBER", group = "what")]
    unuse: Option<usize>,
    /// Forget all of them
    #[arg(long, group = "what")]
    clear: bool,
    /// Print the codes; without it, only how many are left
    #[arg(long)]
    show: bool,
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
    left: usize,
    codes: Vec<Code<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    /// Null where it was not asked for.
    text: Option<&'a str>,
    /// In unix seconds; null while it is good.
    used_at: Option<u64>,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    let row = select::one(session.rows(false)?, &args.query)?;
    let account = &title(&row.issuer, &row.account);
    let list = || session.run(commands::recovery_codes(session.host(), row.id.clone(), args.show));
    if let Some(path) = &args.add {
        let text = typed(&input::secret_text(path)?);
        let kept =
            session.run(commands::set_recovery_codes(session.host(), row.id.clone(), text))?;
        if kept.left_out > 0 {
            output::warn(say::CodesLeftOut { count: kept.left_out.into() });
        }
    } else if args.clear {
        session.run(commands::remove_recovery_codes(session.host(), row.id.clone()))?;
    } else if let Some(number) = args.used.or(args.unuse) {
        let codes = list()?;
        let chosen = number.checked_sub(1).and_then(|index| codes.get(index));
        let Some(SiteCode { key, .. }) = chosen else {
            return Err(Failure::nothing(say::CliHistoryNoNumber { number: &number }));
        };
        let (host, is_used) = (session.host(), args.used.is_some());
        session.run(commands::tick_recovery_code(host, row.id.clone(), key.clone(), is_used))?;
    }
    let codes = list()?;
    let left = codes.iter().filter(|code| code.used_at.is_none()).count();
    if args.json {
        let (id, issuer, account) = (&*row.id, &*row.issuer, &*row.account);
        let codes = codes.iter().map(told).collect();
        output::json(&Told { id, issuer, account, left, codes })?;
    } else if codes.is_empty() {
        output::warn(say::CliCodesNone { account });
    } else {
        if args.show {
            let lines = codes.iter().enumerate().map(|(index, code)| cells(index + 1, code));
            output::table(&lines.collect::<Vec<_>>())?;
        }
        let rows = session.rows(false)?;
        let row = rows.iter().find(|other| other.id == row.id);
        let are_few = row.and_then(|row| row.recovery_codes.as_ref()).is_some_and(|c| c.are_few);
        match are_few {
            true => output::say(say::CodesLeftFew { left: left.into(), of: &codes.len() })?,
            false => output::say(say::CodesLeft { left: &left, of: &codes.len() })?,
        }
    }
    Ok(Exit::Done)
}

fn told(SiteCode { text, used_at, .. }: &SiteCode) -> Code<'_> {
    Code { text: text.as_ref().map(Shown::expose), used_at: *used_at }
}

/// The cells of a table: number, code, when it was used.
fn cells(number: usize, SiteCode { text, used_at, .. }: &SiteCode) -> Vec<String> {
    let text = text.as_ref().map_or("", Shown::expose);
    let used =
        used_at.map(|at| say::CodesUsed { at: &when::day(UnixTime::from_seconds(at)) }.to_string());
    vec![number.to_string(), name(text), used.unwrap_or_default()]
}

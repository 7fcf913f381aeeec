//! `code`: the codes to type.

use serde::Serialize;
use tessera_app::commands;
use tessera_app::ports::clipboard::Cleared;
use tessera_app::types::{CodeAt, Copied, Kind, Row, Shown};
use tessera_words::say;

use crate::args::VaultArgs;
use crate::clipboard::Ended;
use crate::clock;
use crate::context::now;
use crate::exit::{Exit, Failure};
use crate::host::Session;
use crate::output::{self, name, title};
use crate::row::counter;
use crate::select;

/// Show the codes to type
///
/// A counter-based code (HOTP) is used up when it is shown: the counter is moved on and saved
/// first. This happens only where QUERY means that one entry, and neither --at nor --next is
/// given; otherwise the code that is due is shown without using it up.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Words that issuer and account name hold, or the id of an entry; without it, all are meant
    query: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Show the codes of another moment
    #[arg(long, value_name = "UNIX_SECONDS")]
    at: Option<u64>,
    /// Show the code after the current one as well; with --copy, copy that one
    #[arg(long)]
    next: bool,
    /// Copy the code instead of showing it; it is cleared again after 30 seconds
    #[arg(long, conflicts_with = "json", requires = "query")]
    copy: bool,
}

/// What `--json` prints for a code. Fields may be added, never renamed.
#[derive(Serialize)]
struct CodeJson<'a> {
    id: &'a str,
    issuer: &'a str,
    account: &'a str,
    kind: Kind,
    code: &'a str,
    /// The code of the step after; null for counter-based codes.
    next: Option<&'a str>,
    /// In unix seconds; null for counter-based codes.
    valid_from: Option<u64>,
    valid_until: Option<u64>,
    /// Which count this code is of; null for time-based codes.
    counter: Option<u64>,
}

/// An entry with the code that it gives.
struct Line {
    row: Row,
    code: CodeAt,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    if args.copy {
        return copy(args, &session);
    }
    let (meant, others) = select::matching(session.rows(false)?, args.query.as_deref());
    if meant.is_empty() {
        if args.json {
            output::json(&[(); 0])?;
        }
        return Err(nothing(args.query.as_deref(), &others));
    }
    let lines = lines(args, &session, meant)?;
    if args.json {
        output::json(&lines.iter().map(CodeJson::from).collect::<Vec<_>>())?;
    } else {
        let at = args.at.unwrap_or_else(|| now().seconds());
        output::table(&lines.iter().map(|line| line.cells(args.next, at)).collect::<Vec<_>>())?;
    }
    // After the codes: nobody waits for what the system says of its clock.
    if args.at.is_none() && lines.iter().any(|line| line.row.period.is_some()) {
        clock::warn(&session);
    }
    Ok(Exit::Done)
}

impl Args {
    /// Whether the code of the one entry that is meant is to be typed now.
    fn is_to_be_used(&self) -> bool {
        self.query.is_some() && self.at.is_none() && !self.next
    }
}

fn nothing(query: Option<&str>, others: &[Row]) -> Failure {
    match query {
        Some(query) => select::none(query, others),
        None => Failure::nothing(say::CliEmptyVault),
    }
}

/// A counter-based code that is to be typed is given out, and its counter moves on; all others are
/// only looked at.
fn lines(args: &Args, session: &Session, meant: Vec<Row>) -> Result<Vec<Line>, Failure> {
    let host = session.host();
    let is_to_be_used = meant.len() == 1 && args.is_to_be_used();
    let codes = match meant.as_slice() {
        [row] if is_to_be_used && row.kind == Kind::Hotp => {
            vec![session.run(commands::give_code(host, row.id.clone()))?.into()]
        }
        _ => {
            let ids = meant.iter().map(|row| row.id.clone()).collect();
            session.run(commands::codes_at(host, ids, args.at))?
        }
    };
    if let [row] = meant.as_slice()
        && is_to_be_used
        && row.kind != Kind::Hotp
    {
        session.run(commands::note_use(host, row.id.clone()))?;
    }
    Ok(meant.into_iter().zip(codes).map(|(row, code)| Line { row, code }).collect())
}

/// Stays until the code is off the clipboard: when its time is over, or when the user interrupts.
fn copy(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let row = select::one(session.rows(false)?, args.query.as_deref().unwrap_or_default())?;
    session.copied().interruptions()?;
    let (host, id) = (session.host(), row.id.clone());
    let Copied { issuer, account, clears_in, .. } = match args.is_to_be_used() {
        true => session.run(commands::copy_code(host, id))?,
        false => session.run(commands::copy_code_at(host, id, args.at, args.next))?,
    };
    let account = &title(&issuer, &account);
    output::warn(say::CliCopyCopied { account, seconds: clears_in.into() });
    if args.at.is_none() && row.period.is_some() {
        clock::warn(session);
    }
    let ended = match session.copied().wait() {
        Ended::Interrupted => {
            session.ask(|app| {
                app.close();
                Ok(())
            })?;
            session.copied().wait()
        }
        ended => ended,
    };
    match ended {
        Ended::Code(Cleared::Cleared) => output::warn(say::CliCopyCleared),
        Ended::Code(Cleared::Replaced) => output::warn(say::CliCopyReplaced),
        Ended::Interrupted | Ended::Code(Cleared::Failed | Cleared::Nothing) => {
            return Err(Failure::failed(say::CliCopyNotCleared));
        }
    }
    Ok(Exit::Done)
}

impl Line {
    fn cells(&self, with_next: bool, at: u64) -> Vec<String> {
        let shown = |code: &Shown| match output::is_terminal() {
            true => grouped(code.expose()),
            false => code.expose().to_owned(),
        };
        let Self { row, code } = self;
        let mut cells = vec![name(&row.issuer), name(&row.account), shown(&code.code)];
        if with_next {
            cells.push(self.next().map(shown).unwrap_or_default());
        }
        cells.push(match (code.valid_until, &code.counter) {
            (Some(until), _) => say::CliSeconds { seconds: &until.saturating_sub(at) }.to_string(),
            (None, Some(counter)) => say::CliCounter { counter }.to_string(),
            (None, None) => String::new(),
        });
        cells
    }

    /// The code after this one, where time alone brings it.
    fn next(&self) -> Option<&Shown> {
        self.code.next.as_ref().filter(|_| self.row.kind != Kind::Hotp)
    }
}

impl<'a> From<&'a Line> for CodeJson<'a> {
    fn from(line: &'a Line) -> Self {
        let Line { row, code } = line;
        Self {
            id: &row.id,
            issuer: &row.issuer,
            account: &row.account,
            kind: row.kind,
            code: code.code.expose(),
            next: line.next().map(Shown::expose),
            valid_from: code.valid_from,
            valid_until: code.valid_until,
            counter: counter(code.counter.as_deref()),
        }
    }
}

/// `123 456`, `1234 5678`: two or three groups where the length can be shared out evenly.
fn grouped(code: &str) -> String {
    let group = match code.len() {
        6 | 9 => 3,
        8 => 4,
        10 => 5,
        _ => return code.to_owned(),
    };
    let mut text = String::with_capacity(code.len() + 2);
    for (index, character) in code.chars().enumerate() {
        if index > 0 && index % group == 0 {
            text.push(' ');
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn codes_are_grouped_evenly_or_not_at_all() {
        for (code, shown) in [
            ("123456", "123 456"),
            ("12345678", "1234 5678"),
            ("123456789", "123 456 789"),
            ("1234567890", "12345 67890"),
            ("1234567", "1234567"),
            ("BCDFG", "BCDFG"),
            ("1", "1"),
        ] {
            assert_eq!(grouped(code), shown);
        }
    }
}

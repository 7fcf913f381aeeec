//! `code`: the codes to type.

use serde::Serialize;
use tessera_core::entry::{Entry, EntryId};
use tessera_core::file::VaultFile;
use tessera_core::otp::{Code, Kind};
use tessera_core::time::UnixTime;

use crate::args::VaultArgs;
use crate::clipboard;
use crate::context::{change, now};
use crate::exit::{Exit, Failure};
use crate::output::{self, plain, title};
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
struct Shown<'a> {
    id: EntryId,
    issuer: &'a str,
    account: &'a str,
    kind: &'static str,
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
struct Line<'a> {
    entry: &'a Entry,
    code: Code,
    next: Option<Code>,
    counter: Option<u64>,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let mut file = vault.open()?;
    let at = args.at.map_or_else(now, UnixTime::from_seconds);
    let meant = meant(&file, args.query.as_deref());
    match meant.as_slice() {
        [] if args.json => output::json(&[(); 0])?,
        _ => {}
    }
    if args.copy {
        return copy(args, &mut file, &meant, at);
    }
    let used_up = match meant.as_slice() {
        [] => return Err(nothing(args.query.as_deref())),
        [id] if args.uses_up(&file, *id)? => Some(use_up(&mut file, *id, at)?),
        _ => None,
    };
    let lines = match used_up {
        Some((code, counter)) => {
            let entry = file.vault().contents().get(meant[0])?;
            vec![Line { entry, code, next: None, counter: Some(counter) }]
        }
        None => lines(&file, &meant, at)?,
    };
    if args.json {
        output::json(&lines.iter().map(Shown::from).collect::<Vec<_>>())?;
    } else {
        output::table(&lines.iter().map(|line| line.cells(args.next, at)).collect::<Vec<_>>())?;
    }
    Ok(Exit::Done)
}

impl Args {
    /// Whether showing the code of this one entry moves its counter on.
    fn uses_up(&self, file: &VaultFile, id: EntryId) -> Result<bool, Failure> {
        let entry = file.vault().contents().get(id)?;
        let asked_for = self.query.is_some() && self.at.is_none() && !self.next;
        Ok(asked_for && entry.otp().kind() == Kind::Hotp)
    }
}

fn meant(file: &VaultFile, query: Option<&str>) -> Vec<EntryId> {
    let live = file.vault().contents().live();
    select::matching(&live, query).into_iter().map(Entry::id).collect()
}

fn nothing(query: Option<&str>) -> Failure {
    match query {
        Some(query) => select::none(query),
        None => Failure::nothing(
            "The vault is empty. Bring accounts in with: tessera-cli import PICTURE",
        ),
    }
}

fn lines<'a>(file: &'a VaultFile, ids: &[EntryId], at: UnixTime) -> Result<Vec<Line<'a>>, Failure> {
    let line = |id: &EntryId| -> Result<Line<'a>, Failure> {
        let entry = file.vault().contents().get(*id)?;
        let otp = entry.otp();
        let next = otp.next_code_at(at).filter(|_| otp.kind() != Kind::Hotp);
        Ok(Line { entry, code: otp.code_at(at), next, counter: otp.counter() })
    };
    ids.iter().map(line).collect()
}

/// Moves the counter on and saves that; only then is there a code, and its count.
fn use_up(file: &mut VaultFile, id: EntryId, at: UnixTime) -> Result<(Code, u64), Failure> {
    change(file, |vault, now| {
        let otp = vault.contents().get(id)?.otp().clone();
        let (Some(advanced), Some(counter)) = (otp.advanced(), otp.counter()) else {
            return Err(Failure::failed("The counter of this entry is at its end."));
        };
        let edit = tessera_core::entry::Edit { otp: Some(advanced), ..Default::default() };
        vault.contents_mut().edit(id, edit, now)?;
        Ok((otp.code_at(at), counter))
    })
}

fn copy(
    args: &Args,
    file: &mut VaultFile,
    meant: &[EntryId],
    at: UnixTime,
) -> Result<Exit, Failure> {
    let query = args.query.as_deref().unwrap_or_default();
    let &[id] = meant else {
        let live = file.vault().contents().live();
        return Err(match select::one(&live, query) {
            Err(failure) => failure,
            Ok(_) => select::none(query),
        });
    };
    // First the clipboard: a counter that moved on for a code nobody got would be lost.
    let clipboard = clipboard::open()?;
    let code = if args.uses_up(file, id)? {
        use_up(file, id, at)?.0
    } else {
        let otp = file.vault().contents().get(id)?.otp();
        if args.next { otp.next_code_at(at) } else { Some(otp.code_at(at)) }
            .ok_or_else(|| Failure::failed("There is no code after this one."))?
    };
    let title = title(file.vault().contents().get(id)?.labels());
    clipboard::offer(clipboard, code.expose(), &title)?;
    Ok(Exit::Done)
}

impl Line<'_> {
    fn cells(&self, with_next: bool, at: UnixTime) -> Vec<String> {
        let labels = self.entry.labels();
        let shown = |code: &Code| {
            let code = code.expose();
            if output::is_terminal() { grouped(code) } else { code.to_owned() }
        };
        let mut cells = vec![plain(&labels.issuer), plain(&labels.account), shown(&self.code)];
        if with_next {
            cells.push(self.next.as_ref().map(shown).unwrap_or_default());
        }
        cells.push(match (self.code.valid_until(), self.counter) {
            (Some(until), _) => format!("{} s", until.seconds().saturating_sub(at.seconds())),
            (None, Some(counter)) => format!("counter {counter}"),
            (None, None) => String::new(),
        });
        cells
    }
}

impl<'a> From<&'a Line<'_>> for Shown<'a> {
    fn from(line: &'a Line<'_>) -> Self {
        let labels = line.entry.labels();
        Self {
            id: line.entry.id(),
            issuer: &labels.issuer,
            account: &labels.account,
            kind: line.entry.otp().kind().name(),
            code: line.code.expose(),
            next: line.next.as_ref().map(Code::expose),
            valid_from: line.code.valid_from().map(UnixTime::seconds),
            valid_until: line.code.valid_until().map(UnixTime::seconds),
            counter: line.counter,
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

//! `check`: is the vault whole, and what is kept beside it?

use std::path::{Path, PathBuf};

use serde::Serialize;
use tessera_app::error::CommandError;
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::{self, Facts, OpenError, SlotKind, VERSION, Vault};
use tessera_words::say;

use crate::args::VaultArgs;
use crate::context::rng;
use crate::exit::{Exit, Failure};
use crate::{output, password, when, words};

/// Look for damage in the vault and in the older versions kept beside it
///
/// Without a password, only what is not encrypted can be checked: whether the file is whole is not
/// known then. Every older version takes as long as an unlock.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Another file than the vault: a backup, a copy, whatever it is
    file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Do not ask for a password
    #[arg(long, conflicts_with_all = ["password_file", "password_command"])]
    no_password: bool,
}

/// What `--json` prints. Fields may be added, never renamed.
#[derive(Default, Serialize)]
struct Report {
    /// Null where that could not be found out: without a password, or with a wrong one.
    ok: Option<bool>,
    /// Null where the file does not say.
    format_version: Option<u16>,
    /// Live ones; null without the password.
    entries: Option<usize>,
    trashed: Option<usize>,
    quarantined: Option<usize>,
    generations: usize,
    /// Of those, how many open with this password; null without it.
    generations_open: Option<usize>,
    revision: Option<u64>,
    /// In unix seconds.
    saved_at: Option<u64>,
    kdf: Option<KdfJson>,
    /// password, recovery, device.
    ways_in: Vec<&'static str>,
    /// The ways in, as people call them.
    #[serde(skip)]
    ways: Vec<String>,
    problems: Vec<String>,
    notes: Vec<String>,
}

#[derive(Clone, Copy, Serialize)]
struct KdfJson {
    memory_kib: u32,
    iterations: u32,
    parallelism: u32,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let store = match &args.file {
        Some(file) => Store::at(file),
        None => vault.store()?,
    };
    let bytes = store.load().map_err(|e| Failure::at(store.path(), e))?;
    let mut report = Report::default();
    let facts = vault::inspect(&bytes);
    match &facts {
        Ok(facts) => report.take(facts),
        Err(error) => report.blame(*error),
    }
    let password = if args.no_password { None } else { password_of(vault)? };
    let mut exit = match (&facts, &password) {
        (Ok(_), Some(password)) => open(&bytes, password, &mut report),
        (Ok(_), None) => Exit::Done,
        (Err(error), _) => Failure::at(store.path(), *error).exit(),
    };
    generations(&store, password.as_ref(), &mut report);
    if report.ok == Some(true) && !report.problems.is_empty() {
        report.ok = Some(false);
    }
    if exit == Exit::Done && !report.problems.is_empty() {
        exit = Exit::Failed;
    }
    if args.json {
        output::json(&report)?;
    } else {
        report.print(store.path())?;
    }
    Ok(exit)
}

/// The password, if there is any way to it; at a terminal, Enter goes on without.
fn password_of(vault: &VaultArgs) -> Result<Option<Password>, Failure> {
    let way = vault.way();
    if way.file.is_some() || way.command.is_some() {
        return password::ours(&way.existing(say::CliAskVault)?).map(Some);
    }
    if !password::can_ask() {
        return Ok(None);
    }
    let typed = password::typed(say::CliAskCheck)?;
    match typed.expose().is_empty() {
        true => Ok(None),
        false => password::ours(&typed).map(Some),
    }
}

fn open(bytes: &[u8], password: &Password, report: &mut Report) -> Exit {
    let vault = match Vault::open(bytes, password, &mut rng()) {
        Ok(vault) => vault,
        Err(error) => {
            report.blame(error);
            return match error {
                OpenError::WrongPassword => Exit::WrongPassword,
                OpenError::OutOfMemory { .. } => Exit::Failed,
                _ => Exit::Damaged,
            };
        }
    };
    let contents = vault.contents();
    report.ok = Some(true);
    report.entries = Some(contents.live().len());
    report.trashed = Some(contents.trashed().len());
    report.quarantined = Some(contents.quarantined());
    if contents.quarantined() > 0 {
        let count = contents.quarantined().into();
        report.problems.push(say::CliCheckUnreadable { count }.to_string());
    }
    Exit::Done
}

fn generations(store: &Store, password: Option<&Password>, report: &mut Report) {
    let list = match store.generations() {
        Ok(list) => list,
        Err(error) => {
            let sentence = &said(error);
            report.problems.push(say::CliCheckNotListed { sentence }.to_string());
            return;
        }
    };
    report.generations = list.len();
    let (mut open, mut otherwise) = (0_usize, 0_usize);
    for generation in &list {
        let until = when::sentence(generation.replaced_at);
        let bad = |sentence: String| {
            say::CliCheckOlderBad { until: &until, sentence: &sentence }.to_string()
        };
        let bytes = match store.load_generation(&generation.id) {
            Ok(bytes) => bytes,
            Err(error) => {
                report.problems.push(bad(said(error)));
                continue;
            }
        };
        let opened = match password {
            Some(password) => Vault::open(&bytes, password, &mut rng()).map(|_| open += 1),
            None => vault::inspect(&bytes).map(drop),
        };
        match opened {
            Ok(()) => {}
            Err(OpenError::WrongPassword) => otherwise += 1,
            Err(error) => report.problems.push(bad(said(error))),
        }
    }
    report.generations_open = password.map(|_| open);
    if report.ok.is_none() && open > 0 {
        report.notes.push(say::CliCheckOpensOlder.to_string());
    } else if open > 0 && otherwise > 0 {
        report.notes.push(say::CliCheckOtherPassword { count: otherwise.into() }.to_string());
    }
}

/// Why a file cannot be read or opened.
fn said(error: impl Into<CommandError>) -> String {
    words::reason(&error.into().0)
}

impl Report {
    fn take(&mut self, facts: &Facts) {
        self.format_version = Some(VERSION);
        self.revision = Some(facts.revision);
        self.saved_at = Some(facts.saved_at.seconds());
        self.ways_in = facts.slots.iter().map(|slot| slot.kind.name()).collect();
        self.ways = facts.slots.iter().map(|slot| words::way_in(slot.kind)).collect();
        let slot = facts.slots.iter().find(|slot| slot.kind == SlotKind::Password);
        let Some(kdf) = slot.and_then(|slot| slot.kdf) else { return };
        self.kdf =
            Some(KdfJson { memory_kib: kdf.m_kib(), iterations: kdf.t(), parallelism: kdf.p() });
        if kdf.is_weaker_than_default() {
            self.notes.push(say::CliCheckWeak.to_string());
        }
    }

    fn blame(&mut self, error: OpenError) {
        let said = said(error);
        match error {
            OpenError::WrongPassword => {
                self.problems.push(say::CliCheckWrongPassword.to_string());
            }
            OpenError::TooNew { found, .. } => {
                self.format_version = Some(found);
                self.problems.push(said);
            }
            OpenError::OutOfMemory { .. } => self.problems.push(said),
            _ => {
                self.ok = Some(false);
                self.problems.push(said);
            }
        }
    }

    fn print(&self, path: &Path) -> Result<(), Failure> {
        let verdict = self.verdict();
        output::say(say::CliCheckVerdict { verdict, path: &path.display() })?;
        if let (Some(revision), Some(saved)) = (self.revision, self.saved_at) {
            let when = &when::sentence(UnixTime::from_seconds(saved));
            output::say(say::CliCheckSaved { when, revision: &revision })?;
        }
        if let (Some(entries), Some(trashed)) = (self.entries, self.trashed) {
            let unreadable = self.quarantined.unwrap_or_default().into();
            let (count, trashed) = (entries.into(), trashed.into());
            output::say(say::CliHeld { count, trashed, unreadable })?;
        }
        if !self.ways.is_empty() {
            output::say(say::CliCheckWays { ways: &self.ways.join(", ") })?;
        }
        let count = self.generations.into();
        match self.generations_open {
            Some(open) => output::say(say::CliCheckOlderOpen { count, open: open.into() })?,
            None => output::say(say::CliCheckOlder { count })?,
        }
        for sentence in &self.problems {
            output::say(say::CliCheckProblem { sentence })?;
        }
        for sentence in &self.notes {
            output::say(say::CliCheckNote { sentence })?;
        }
        Ok(())
    }

    fn verdict(&self) -> say::Verdict {
        match (self.ok, self.problems.is_empty()) {
            (Some(true), _) => say::Verdict::Whole,
            (Some(false), _) if self.entries.is_some() => say::Verdict::Problems,
            (Some(false), _) => say::Verdict::Damaged,
            (None, true) => say::Verdict::Sealed,
            (None, false) => say::Verdict::Unknown,
        }
    }
}

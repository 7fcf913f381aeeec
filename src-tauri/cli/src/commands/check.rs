//! `check`: is the vault whole, and what is kept beside it?

use std::path::PathBuf;

use serde::Serialize;
use tessera_app::error::CommandError;
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::vault::{self, Facts, OpenError, SlotKind, VERSION, Vault};

use crate::args::VaultArgs;
use crate::context::rng;
use crate::exit::{Exit, Failure, sentence};
use crate::output::{self, plain};
use crate::{password, when, words};

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
        report.print(&plain(&store.path().to_string_lossy()))?;
    }
    Ok(exit)
}

/// The password, if there is any way to it; at a terminal, Enter goes on without.
fn password_of(vault: &VaultArgs) -> Result<Option<Password>, Failure> {
    let way = vault.way();
    if way.file.is_some() || way.command.is_some() {
        return password::ours(&way.existing("the vault")?).map(Some);
    }
    if !password::can_ask() {
        return Ok(None);
    }
    let typed = password::typed("Password of the vault (Enter to check without it): ")?;
    match typed.expose().is_empty() {
        true => Ok(None),
        false => Password::new(typed.expose()).map(Some).map_err(|e| Failure::usage(sentence(e))),
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
        report.problems.push(format!(
            "Entries that this version cannot read: {}. They are kept: a newer Tessera may read \
             them.",
            contents.quarantined(),
        ));
    }
    Exit::Done
}

fn generations(store: &Store, password: Option<&Password>, report: &mut Report) {
    let list = match store.generations() {
        Ok(list) => list,
        Err(error) => {
            report
                .problems
                .push(format!("The older versions cannot be listed: {}.", clause(error)));
            return;
        }
    };
    report.generations = list.len();
    let (mut open, mut otherwise) = (0, 0);
    for generation in &list {
        let until = when::sentence(generation.replaced_at);
        let bytes = match store.load_generation(&generation.id) {
            Ok(bytes) => bytes,
            Err(error) => {
                report.problems.push(format!("The version until {until}: {}.", clause(error)));
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
            Err(error) => {
                report.problems.push(format!("The version until {until}: {}.", clause(error)))
            }
        }
    }
    report.generations_open = password.map(|_| open);
    if report.ok.is_none() && open > 0 {
        report.notes.push(
            "The password opens older versions: the vault's own was changed since, or its password \
             slot is damaged."
                .into(),
        );
    } else if open > 0 && otherwise > 0 {
        report.notes.push(format!(
            "Older versions that open with another password: {otherwise}. The password was changed \
             since, or their password slots are damaged."
        ));
    }
}

/// Why a file cannot be read or opened, as a part of a sentence.
fn clause(error: impl Into<CommandError>) -> String {
    words::clause(&error.into().0)
}

impl Report {
    fn take(&mut self, facts: &Facts) {
        self.format_version = Some(VERSION);
        self.revision = Some(facts.revision);
        self.saved_at = Some(facts.saved_at.seconds());
        self.ways_in = facts.slots.iter().map(|slot| slot.kind.name()).collect();
        let slot = facts.slots.iter().find(|slot| slot.kind == SlotKind::Password);
        let Some(kdf) = slot.and_then(|slot| slot.kdf) else { return };
        self.kdf =
            Some(KdfJson { memory_kib: kdf.m_kib(), iterations: kdf.t(), parallelism: kdf.p() });
        if kdf.is_weaker_than_default() {
            self.notes.push(
                "Guessing the password costs less than Tessera recommends: see tessera-cli help \
                 passwd."
                    .into(),
            );
        }
    }

    fn blame(&mut self, error: OpenError) {
        let said = words::reason(&CommandError::from(error).0);
        match error {
            OpenError::WrongPassword => {
                self.problems.push(
                    "The password is wrong, or the password slot is damaged: the two look alike."
                        .into(),
                );
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

    fn print(&self, path: &str) -> Result<(), Failure> {
        let mut lines = vec![format!("{path}: {}", self.verdict())];
        if let (Some(revision), Some(saved)) = (self.revision, self.saved_at) {
            let saved = when::sentence(tessera_core::time::UnixTime::from_seconds(saved));
            lines.push(format!("Saved {saved}; revision {revision}."));
        }
        if let (Some(entries), Some(trashed)) = (self.entries, self.trashed) {
            lines.push(format!("{}, {trashed} in the trash.", output::entries(entries)));
        }
        if !self.ways_in.is_empty() {
            lines.push(format!("Ways in: {}.", self.ways_in.join(", ")));
        }
        lines.push(match self.generations_open {
            Some(open) => format!(
                "Older versions kept: {}; of those, {open} open with this password.",
                self.generations
            ),
            None => format!("Older versions kept: {}.", self.generations),
        });
        lines.extend(self.problems.iter().map(|p| format!("Problem: {p}")));
        lines.extend(self.notes.iter().map(|n| format!("Note: {n}")));
        output::say(&lines.join("\n"))
    }

    fn verdict(&self) -> &'static str {
        match (self.ok, self.problems.is_empty()) {
            (Some(true), _) => "whole.",
            (Some(false), _) if self.entries.is_some() => "opens, but there are problems.",
            (Some(false), _) => "damaged, or no vault.",
            (None, true) => "looks whole; only the password can tell for sure.",
            (None, false) => "could not be checked.",
        }
    }
}

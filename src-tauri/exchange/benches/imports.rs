//! What is read of other apps' files whose content is known: a table of them, format by format.
//! `cargo xtask corpus import` builds and runs it. The tests hold the same samples by the same
//! comparison (tests/support/corpus).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A measurement fails by panicking.

#[path = "../../../tests/support/corpus/mod.rs"]
mod corpus;
#[path = "../../../tests/support/pictures.rs"]
mod pictures;
#[path = "../../../tests/support/mod.rs"]
mod support;

use std::process::ExitCode;
use std::time::Instant;

use corpus::Verdict;

fn main() -> ExitCode {
    // What cargo passes to every bench, and a part of a format's name.
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let Some(verdicts) = corpus::verdicts(|format| format.contains(&only)) else {
        println!("SKIPPED: the samples of other apps are not here. Nothing was checked.");
        return ExitCode::SUCCESS;
    };
    println!("{:<76}{:>8}{:>8}{:>8}", "", "entries", "right", "ms");
    let mut tallies: Vec<Tally> = Vec::new();
    let mut complaints = Vec::new();
    // Each is read when it is asked for.
    let mut start = Instant::now();
    for verdict in verdicts {
        let took = start.elapsed().as_millis();
        if tallies.last().is_none_or(|tally| tally.format != verdict.format) {
            println!("{}", verdict.format);
            tallies.push(Tally { format: verdict.format.clone(), ..Tally::default() });
        }
        println!("  {:<74}{} {took:>7}", verdict.file, cells(&verdict));
        tallies.last_mut().unwrap().count(&verdict);
        complaints.extend(
            verdict.complaints.iter().map(|c| format!("{}/{}: {c}", verdict.format, verdict.file)),
        );
        start = Instant::now();
    }
    totals(&tallies);
    if tallies.is_empty() {
        println!("There is no format of that name in the manifest.");
        return ExitCode::FAILURE;
    }
    if complaints.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\nWRONG\n{}", complaints.join("\n"));
    ExitCode::FAILURE
}

fn cells(verdict: &Verdict) -> String {
    let is_wrong = !verdict.complaints.is_empty();
    match verdict.entries {
        Some(entries) => {
            let mark = if is_wrong { "  WRONG" } else { "" };
            format!("{entries:>8}{:>8}{mark}", verdict.right)
        }
        None if is_wrong => format!("{:>8}{:>8}", "", "WRONG"),
        None => format!("{:>16}", "refused, right"),
    }
}

/// The samples of a format.
#[derive(Default)]
struct Tally {
    format: String,
    files: usize,
    entries: usize,
    right: usize,
    refusals: usize,
    refused: usize,
    wrong: usize,
}

impl Tally {
    fn count(&mut self, verdict: &Verdict) {
        let is_right = usize::from(verdict.complaints.is_empty());
        self.files += 1;
        self.wrong += 1 - is_right;
        self.right += verdict.right;
        match verdict.entries {
            Some(entries) => self.entries += entries,
            None => {
                self.refusals += 1;
                self.refused += is_right;
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.entries += other.entries;
        self.right += other.right;
        self.refusals += other.refusals;
        self.refused += other.refused;
        self.wrong += other.wrong;
    }
}

fn totals(tallies: &[Tally]) {
    println!(
        "\n{:<26}{:>8}{:>10}{:>8}{:>14}{:>8}{:>14}",
        "", "files", "entries", "right", "to refuse", "right", "wrong files"
    );
    let mut all = Tally { format: "ALL".into(), ..Tally::default() };
    for tally in tallies {
        row(tally);
        all.add(tally);
    }
    row(&all);
}

fn row(tally: &Tally) {
    println!(
        "{:<26}{:>8}{:>10}{:>8}{:>14}{:>8}{:>14}",
        tally.format,
        tally.files,
        tally.entries,
        tally.right,
        tally.refusals,
        tally.refused,
        tally.wrong
    );
}

//! What `qr::read` finds in a folder of pictures whose texts are known, with zxing-cpp beside it on
//! the same grey pixels. `cargo xtask corpus qr` builds and runs it.
//!
//! A wrong text or a false positive makes it fail; what is missed is counted against the goals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A measurement fails by panicking.

mod manifest;
mod options;
mod report;
mod searches;
mod tally;
mod zxing;

use std::process::ExitCode;

use options::Options;
use tally::Outcome;
use zxing::Zxing;

fn main() -> ExitCode {
    let options = Options::from_args();
    let mut pictures = Vec::new();
    for folder in &options.folders {
        match manifest::read(folder) {
            Some(more) => pictures.extend(more),
            None => println!("SKIPPED: there is no MANIFEST.json in {}.", folder.display()),
        }
    }
    if pictures.is_empty() {
        return ExitCode::SUCCESS;
    }
    let chosen = |name: &str| options.only.as_ref().is_none_or(|only| name.contains(only));
    pictures.retain(|picture| chosen(&picture.name()));
    let mut zxing = options.python.as_deref().map(Zxing::start);
    let outcomes: Vec<Outcome> = pictures
        .into_iter()
        .map(|picture| {
            let file = std::fs::read(&picture.path).unwrap();
            let ours = searches::ours(&file, options.times);
            let grey = zxing.as_mut().and_then(|zxing| Some((zxing, searches::grey(&file)?)));
            let theirs = grey.map(|(zxing, grey)| zxing.search(&grey, options.times));
            Outcome { picture, ours, theirs }
        })
        .collect();
    report::print(&outcomes, &options);
    if outcomes.iter().any(|outcome| !outcome.wrong().is_empty()) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

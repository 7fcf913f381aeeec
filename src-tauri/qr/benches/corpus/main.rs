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
    let Some(pictures) = manifest::read(&options.folder) else {
        println!("SKIPPED: there is no MANIFEST.json in {}.", options.folder.display());
        return ExitCode::SUCCESS;
    };
    let chosen = |name: &str| options.only.as_ref().is_none_or(|only| name.contains(only));
    let pictures: Vec<_> = pictures.into_iter().filter(|p| chosen(&p.name())).collect();
    let mut zxing = options.python.as_deref().map(Zxing::start);
    let outcomes: Vec<Outcome> = pictures
        .into_iter()
        .map(|picture| {
            let file = std::fs::read(options.folder.join(&picture.file)).unwrap();
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

//! `scan`: what the QR codes in pictures hold, secrets and all: that is what was asked for.

mod json;

use tessera_exchange::intake::SourceError;
use tessera_reader_client::PictureError;
use tessera_reader_client::{Reader, Reading};

use crate::exit::{Exit, Failure, sentence};
use crate::output;
use crate::sources::{Loaded, Source, SourceArgs};

/// Print what the QR codes in pictures hold; needs no vault
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    sources: SourceArgs,
    /// Print one line of JSON for each picture: texts, where they lie, what found them and how fast
    #[arg(long)]
    json: bool,
}

/// What one source gave.
struct Scanned {
    reading: Reading,
    error: Option<Failure>,
}

pub fn run(args: &Args) -> Result<Exit, Failure> {
    let mut reader = Reader::beside_this_program();
    let (mut failed, mut found) = (false, false);
    for source in args.sources.all() {
        let (name, shown, is_named) = (source.name.clone(), source.shown(), source.is_named);
        let scanned = scan(source, &mut reader);
        let no_picture = scanned.reading.problem == Some(PictureError::NotAPicture.into());
        if no_picture && !is_named {
            // Other things lie in the folder as well.
            continue;
        }
        failed |= scanned.error.is_some();
        found |= scanned.reading.codes().next().is_some();
        if args.json {
            output::json_line(&json::Line::of(&name, &scanned))?;
        } else {
            print(&shown, &scanned)?;
        }
    }
    Ok(match (failed, found) {
        (true, _) => Exit::Failed,
        (false, false) => Exit::Nothing,
        (false, true) => Exit::Done,
    })
}

fn scan(source: Source, reader: &mut Reader) -> Scanned {
    let shown = source.shown();
    let reading = match source.load() {
        Ok(Loaded::Bytes(bytes)) => reader.file(&bytes),
        Ok(Loaded::Pixels(pixels)) => reader.pixels(&pixels),
        Err(error) => return Scanned { reading: Reading::default(), error: Some(error) },
    };
    let named =
        |error: &dyn std::fmt::Display| Failure::failed(format!("{shown}: {}", sentence(error)));
    let gave_up_with_nothing = || reading.gave_up() && reading.codes().next().is_none();
    let error = match reading.problem {
        Some(problem) => Some(named(&problem)),
        None if gave_up_with_nothing() => Some(named(&SourceError::TooSlow)),
        None => None,
    };
    Scanned { reading, error }
}

fn print(shown: &str, scanned: &Scanned) -> Result<(), Failure> {
    for code in scanned.reading.codes() {
        output::say(&output::plain(code.text.expose()))?;
    }
    if let Some(error) = &scanned.error {
        output::warn(error.sentence());
    } else if scanned.reading.codes().next().is_none() {
        output::warn(&format!("{shown}: there is no QR code in this picture."));
    }
    Ok(())
}

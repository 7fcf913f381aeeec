//! `scan`: what the QR codes in pictures hold, secrets and all: that is what was asked for.

mod json;

use tessera_app::import::{Origin, Source, SourceContent};
use tessera_app::types::Problem;
use tessera_core::store::{self, StoreError};
use tessera_exchange::intake::SourceError;
use tessera_reader_client::{PictureError, Reader, Reading};
use zeroize::Zeroizing;

use crate::exit::{Exit, Failure};
use crate::sources::{SourceArgs, shown};
use crate::{output, words};

/// Print what the QR codes in pictures hold; needs no vault
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Print one line of JSON for each picture: texts, where they lie, what found them and how fast
    #[arg(long)]
    json: bool,
}

/// What one source gave.
#[derive(Default)]
struct Scanned {
    reading: Reading,
    error: Option<String>,
}

pub fn run(args: &Args) -> Result<Exit, Failure> {
    let mut reader = Reader::beside_this_program();
    let (mut failed, mut found) = (false, false);
    for source in args.sources.all()? {
        let (name, origin) = (source.name.clone(), source.origin);
        let scanned = scan(source, &mut reader);
        let no_picture = scanned.reading.problem == Some(PictureError::NotAPicture.into());
        if no_picture && origin == Origin::Found {
            // Other things lie in the folder as well.
            continue;
        }
        failed |= scanned.error.is_some();
        found |= scanned.reading.codes().next().is_some();
        if args.json {
            output::json_line(&json::Line::of(&name, &scanned))?;
        } else {
            print(&shown(&name), &scanned)?;
        }
    }
    Ok(match (failed, found) {
        (true, _) => Exit::Failed,
        (false, false) => Exit::Nothing,
        (false, true) => Exit::Done,
    })
}

/// Whatever it is, it is taken for a picture.
fn scan(source: Source, reader: &mut Reader) -> Scanned {
    let shown = shown(&source.name);
    let failed = |problem: Problem| Some(words::problem(&shown, problem));
    let reading = match source.content {
        SourceContent::Pixels(pixels) => Ok(reader.pixels(&pixels)),
        SourceContent::Bytes(bytes) => Ok(reader.file(&bytes)),
        SourceContent::File(path) => match store::read(&path).map(Zeroizing::new) {
            Ok(bytes) => Ok(reader.file(&bytes)),
            Err(StoreError::TooLarge) => Err(Problem::TooLarge),
            Err(_) => Err(Problem::NotReadable),
        },
        SourceContent::Text(_) => Err(Problem::NotAPicture),
        SourceContent::Unusable(problem) => Err(problem),
    };
    let reading = match reading {
        Ok(reading) => reading,
        Err(problem) => {
            return Scanned { error: failed(problem), ..Scanned::default() };
        }
    };
    let gave_up_with_nothing = || reading.gave_up() && reading.codes().next().is_none();
    let error = match reading.problem {
        Some(problem) => failed(SourceError::from(problem).into()),
        None if gave_up_with_nothing() => failed(Problem::TooSlow),
        None => None,
    };
    Scanned { reading, error }
}

fn print(shown: &str, scanned: &Scanned) -> Result<(), Failure> {
    for code in scanned.reading.codes() {
        output::say(output::plain(code.text.expose()))?;
    }
    if let Some(error) = &scanned.error {
        output::warn(error);
    } else if scanned.reading.codes().next().is_none() {
        output::warn(words::problem(&shown, Problem::NoCode));
    }
    Ok(())
}

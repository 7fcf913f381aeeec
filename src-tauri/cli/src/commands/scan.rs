//! `scan`: what the QR codes in pictures hold, secrets and all: that is what was asked for.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tessera_core::secret::SecretText;
use tessera_reader::Reader;

use crate::exit::{Exit, Failure, sentence};
use crate::{input, output};

/// Print what the QR codes in pictures hold; needs no vault
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Pictures: PNG, JPEG, WebP, GIF or BMP
    #[arg(required = true, value_name = "PICTURE")]
    files: Vec<PathBuf>,
    /// Print one line of JSON for each picture
    #[arg(long)]
    json: bool,
}

/// What `--json` prints for a picture. Fields may be added, never renamed.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    texts: Vec<&'a str>,
    error: Option<&'a str>,
}

pub fn run(args: &Args) -> Result<Exit, Failure> {
    let (mut failed, mut found) = (false, false);
    for file in &args.files {
        let read = read(file);
        failed |= read.is_err();
        found |= read.as_ref().is_ok_and(|texts| !texts.is_empty());
        if args.json {
            let (texts, error) = match &read {
                Ok(texts) => (texts.iter().map(SecretText::expose).collect(), None),
                Err(error) => (Vec::new(), Some(error.sentence())),
            };
            output::json_line(&Line { file: &file.to_string_lossy(), texts, error })?;
        } else {
            print(file, read)?;
        }
    }
    Ok(match (failed, found) {
        (true, _) => Exit::Failed,
        (false, false) => Exit::Nothing,
        (false, true) => Exit::Done,
    })
}

fn read(file: &Path) -> Result<Vec<SecretText>, Failure> {
    let bytes = input::bytes(file)?;
    let reading = Reader::beside_this_program().file(&bytes);
    if let Some(problem) = reading.problem {
        return Err(Failure::failed(format!("{}: {}", input::name(file), sentence(problem))));
    }
    let codes = reading.pictures.into_iter().flat_map(|picture| picture.codes);
    Ok(codes.map(|code| code.text).collect())
}

fn print(file: &Path, read: Result<Vec<SecretText>, Failure>) -> Result<(), Failure> {
    match read {
        Err(error) => drop(error.report()),
        Ok(texts) if texts.is_empty() => {
            output::tell(&format!("{}: there is no QR code in this picture.", input::name(file)));
        }
        Ok(texts) => {
            for text in texts {
                output::say(&output::plain(text.expose()))?;
            }
        }
    }
    Ok(())
}

//! `formats`: what is read and written.

use serde::Serialize;
use tessera_exchange::formats::FORMATS;
use tessera_exchange::formats::write::TARGETS;
use tessera_words::say;

use crate::exit::{Exit, Failure};
use crate::output;

/// List the formats of other apps that are read and written
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Formats {
    read: Vec<Read>,
    written: Vec<Written>,
}

#[derive(Serialize)]
struct Read {
    name: &'static str,
    title: String,
}

#[derive(Serialize)]
struct Written {
    name: &'static str,
    title: String,
    extension: &'static str,
    encrypted: bool,
}

/// What `--from auto` takes beside the formats of other apps.
fn ours_read() -> Read {
    Read { name: "auto", title: say::CliFormatsAuto.to_string() }
}

/// What `export` writes beside them.
fn ours_written() -> Written {
    Written {
        name: super::export::TESSERA,
        title: say::CliFormatsTessera.to_string(),
        extension: "tessera",
        encrypted: true,
    }
}

pub fn run(args: &Args) -> Result<Exit, Failure> {
    let read = FORMATS.iter().map(|f| Read { name: f.name, title: f.title.to_owned() });
    let read = std::iter::once(ours_read()).chain(read);
    let written = TARGETS.iter().map(|t| Written {
        name: t.name,
        title: t.title.to_owned(),
        extension: t.extension,
        encrypted: t.takes_password,
    });
    let written = std::iter::once(ours_written()).chain(written);
    if args.json {
        output::json(&Formats { read: read.collect(), written: written.collect() })?;
        return Ok(Exit::Done);
    }
    let read = read.map(|f| vec![say::CliFormatsReads.to_string(), f.name.to_owned(), f.title]);
    let written =
        written.map(|t| vec![say::CliFormatsWrites.to_string(), t.name.to_owned(), t.title]);
    let rows = read.chain(written);
    output::table(&rows.collect::<Vec<_>>())?;
    Ok(Exit::Done)
}

//! `formats`: what is read and written.

use serde::Serialize;
use tessera_exchange::formats::FORMATS;
use tessera_exchange::formats::write::TARGETS;

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
    title: &'static str,
}

#[derive(Serialize)]
struct Written {
    name: &'static str,
    title: &'static str,
    extension: &'static str,
    encrypted: bool,
}

/// What `--from auto` takes beside the formats of other apps.
const OURS_READ: Read = Read {
    name: "auto",
    title: "All of these, Tessera vaults and backups, pictures of QR codes, Google transfer codes",
};
/// What `export` writes beside them.
const OURS_WRITTEN: Written = Written {
    name: super::export::TESSERA,
    title: "Tessera vault",
    extension: "tessera",
    encrypted: true,
};

pub fn run(args: &Args) -> Result<Exit, Failure> {
    let read = FORMATS.iter().map(|f| Read { name: f.name, title: f.title });
    let read = std::iter::once(OURS_READ).chain(read);
    let written = TARGETS.iter().map(|t| Written {
        name: t.name,
        title: t.title,
        extension: t.extension,
        encrypted: t.takes_password,
    });
    let written = std::iter::once(OURS_WRITTEN).chain(written);
    if args.json {
        output::json(&Formats { read: read.collect(), written: written.collect() })?;
        return Ok(Exit::Done);
    }
    let row = |what: &str, name: &str, title: &str| vec![what.into(), name.into(), title.into()];
    let rows = read.map(|f| row("reads", f.name, f.title));
    let rows = rows.chain(written.map(|t| row("writes", t.name, t.title)));
    output::table(&rows.collect::<Vec<_>>())?;
    Ok(Exit::Done)
}

//! `export`: the accounts, to be taken away.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use tessera_core::file::VaultFile;
use tessera_core::otpauth;
use tessera_core::store::{self, StoreError};
use zeroize::Zeroizing;

use super::backup::not_written;
use crate::args::VaultArgs;
use crate::context::{now, rng};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::output::{self, plain};

/// Write the accounts to a file: encrypted, or as plain URIs for another app
#[derive(clap::Args, Debug)]
pub struct Args {
    /// What to write
    #[arg(long, value_name = "FORMAT")]
    to: Format,
    /// The file to write; - is standard output, for uris
    file: PathBuf,
    /// The secrets may be written without encryption; uris needs this
    #[arg(long)]
    plaintext: bool,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A Tessera vault of its own, under the same password
    Tessera,
    /// One otpauth URI a line, not encrypted, without tags and notes
    Uris,
    /// The entries that this version cannot read, just as they stand in the vault, not encrypted
    Unreadable,
}

const IF_IT_EXISTS: &str = "Name another file, or give --force to replace this one.";

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let exists = !input::is_stdin(&args.file) && args.file.exists();
    match args.to {
        Format::Tessera if input::is_stdin(&args.file) => Err(Failure::usage(
            "An encrypted export is read back after it is written. Name a file.",
        )),
        Format::Unreadable if !args.plaintext => Err(Failure::usage(
            "Unreadable entries may hold secrets without encryption. If that is what you want, add \
             --plaintext.",
        )),
        Format::Uris if !args.plaintext => Err(Failure::usage(
            "URIs hold the secrets without encryption: whoever reads the file has the accounts. \
             If that is what you want, add --plaintext.",
        )),
        _ if exists && !args.force => {
            Err(not_written(&args.file, StoreError::Exists.into(), IF_IT_EXISTS))
        }
        Format::Tessera => encrypted(args, vault),
        Format::Uris => uris(args, vault),
        Format::Unreadable => unreadable(args, vault),
    }
}

fn unreadable(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let file = vault.open()?;
    let contents = file.vault().contents();
    if contents.quarantined() == 0 {
        return Err(Failure::nothing("There is no entry that cannot be read."));
    }
    let json = contents.quarantine_json();
    if input::is_stdin(&args.file) {
        output::raw(&json)?;
        return Ok(Exit::Done);
    }
    refuse_the_vault_itself(&file, &args.file)?;
    store::write(&args.file, &json, args.force, |written| *written == **json)
        .map_err(|error| not_written(&args.file, error.into(), IF_IT_EXISTS))?;
    let path = plain(&args.file.to_string_lossy());
    let count = output::entries(contents.quarantined());
    output::say(&format!("Wrote {path}: {count}, not encrypted."))?;
    Ok(Exit::Done)
}

fn encrypted(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let (file, password) = vault.open_with_password()?;
    refuse_the_vault_itself(&file, &args.file)?;
    file.export(&args.file, args.force, &password, now(), &mut rng())
        .map_err(|error| not_written(&args.file, error, IF_IT_EXISTS))?;
    output::say(&format!(
        "Wrote {}: verified, {}.",
        plain(&args.file.to_string_lossy()),
        output::held(file.vault().contents()),
    ))?;
    Ok(Exit::Done)
}

fn uris(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let file = vault.open()?;
    let contents = file.vault().contents();
    let live = contents.live();
    let lines: Vec<_> = live.iter().map(|e| otpauth::write(e.labels(), e.otp())).collect();
    // All the room at once: a buffer that grows leaves copies behind.
    let length = lines.iter().map(|line| line.expose().len() + 1).sum();
    let mut text = Zeroizing::new(String::with_capacity(length));
    for line in &lines {
        text.push_str(line.expose());
        text.push('\n');
    }
    if input::is_stdin(&args.file) {
        output::raw(text.as_bytes())?;
    } else {
        refuse_the_vault_itself(&file, &args.file)?;
        store::write(&args.file, text.as_bytes(), args.force, |written| written == text.as_bytes())
            .map_err(|error| not_written(&args.file, error.into(), IF_IT_EXISTS))?;
        let path = plain(&args.file.to_string_lossy());
        output::say(&format!("Wrote {path}: {}, not encrypted.", output::entries(live.len())))?;
    }
    let left_out = contents.trashed().len() + contents.quarantined();
    if left_out > 0 {
        output::tell(&format!(
            "{} left out: in the trash, or not readable by this version.",
            output::entries(left_out)
        ));
    }
    Ok(Exit::Done)
}

/// --force is for an older export.
fn refuse_the_vault_itself(file: &VaultFile, target: &Path) -> Result<(), Failure> {
    let same = |a: &Path, b: &Path| match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if same(file.store().path(), target) {
        return Err(Failure::usage("This is the vault itself. Name another file."));
    }
    Ok(())
}

//! `man-pages`: a manual page for every command, for those who pack Tessera.

use std::path::PathBuf;

use clap::CommandFactory;

use crate::args::Cli;
use crate::exit::{Exit, Failure};

/// Write the manual pages into a folder
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The folder, which must be there
    folder: PathBuf,
}

pub fn run(args: &Args) -> Result<Exit, Failure> {
    clap_mangen::generate_to(Cli::command(), &args.folder)?;
    Ok(Exit::Done)
}

//! `completions`: a script that lets a shell complete our arguments.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::output;

/// Print a completion script for a shell
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The shell to complete in
    shell: Shell,
}

pub fn run(args: &Args) -> Result<Exit, Failure> {
    // Into memory first: clap_complete panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tessera-cli", &mut script);
    output::raw(&script)?;
    Ok(Exit::Done)
}

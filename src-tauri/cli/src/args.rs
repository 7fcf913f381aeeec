//! The arguments: which commands there are, and what they all take.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand};
use tessera_words::say;

use crate::commands;
use crate::exit::{Exit, Failure};

/// Tessera on the command line: an encrypted vault of one-time-password secrets, and their codes.
#[derive(Debug, Parser)]
#[command(name = "tessera-cli", version, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub vault: VaultArgs,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Where a FILE is asked for, - is standard input. Passwords and secrets come from files, from a
command or from the terminal, never from an argument: other programs can read arguments.

The vault is the one of the window, unless TESSERA_VAULT or --vault names another file.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 wrong password, 4 damaged or not a vault,
5 nothing found, 130 interrupted.";

/// The vault, and how to get at its password.
#[derive(Args, Debug)]
pub struct VaultArgs {
    /// The vault to use
    #[arg(long, global = true, value_name = "FILE", help_heading = "Vault")]
    pub vault: Option<PathBuf>,
    /// Read its password from a file; one line end at the end is dropped
    #[arg(long, global = true, value_name = "FILE", help_heading = "Vault")]
    pub password_file: Option<PathBuf>,
    /// Take its password from what a command prints; it runs in the shell
    #[arg(long, global = true, value_name = "CMD", help_heading = "Vault")]
    pub password_command: Option<OsString>,
}

/// What each does stands at its own arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    Init(commands::init::Args),
    Add(commands::add::Args),
    Import(commands::import::Args),
    List(commands::list::Args),
    Code(commands::code::Args),
    Edit(commands::edit::Args),
    Remove(commands::remove::Args),
    Note(commands::note::Args),
    RecoveryCodes(commands::recovery_codes::Args),
    Scan(commands::scan::Args),
    Export(commands::export::Args),
    Convert(commands::convert::Args),
    Formats(commands::formats::Args),
    Health(commands::health::Args),
    MergeAccounts(commands::merge_accounts::Args),
    Clock(commands::clock::Args),
    History(commands::history::Args),
    Backup(commands::backup::Args),
    Restore(commands::restore::Args),
    Check(commands::check::Args),
    Merge(commands::merge::Args),
    Passwd(commands::passwd::Args),
    Lock(commands::lock::Args),
    Recovery(commands::recovery::Args),
    Recover(commands::recover::Args),
    Completions(commands::completions::Args),
    #[command(hide = true)]
    ManPages(commands::man_pages::Args),
}

impl Command {
    /// Whether the command asks the system for pictures of the screens.
    pub fn looks_at_screens(&self) -> bool {
        match self {
            Self::Import(args) => args.sources.screen,
            Self::Scan(args) => args.sources.screen,
            _ => false,
        }
    }
}

/// Reads the arguments. Help and complaints are printed here.
pub fn parse() -> Result<Cli, Failure> {
    Cli::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            Failure::silent(Exit::Done)
        }
        ErrorKind::UnknownArgument if may_hold_a_secret(&error) => {
            Failure::usage(say::CliTooManyArguments)
        }
        _ => {
            let _ = error.print();
            Failure::silent(Exit::Usage)
        }
    })
}

/// Whether clap would repeat something that somebody typed as a value.
fn may_hold_a_secret(error: &clap::Error) -> bool {
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(argument)) => !argument.starts_with('-'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}

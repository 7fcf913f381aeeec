//! The commands, one a file.

pub mod add;
pub mod backup;
pub mod check;
pub mod clock;
pub mod code;
pub mod completions;
pub mod convert;
pub mod edit;
pub mod export;
pub mod formats;
pub mod health;
pub mod history;
pub mod import;
pub mod init;
pub mod list;
pub mod lock;
pub mod man_pages;
pub mod merge;
pub mod merge_accounts;
pub mod note;
pub mod passwd;
pub mod recover;
pub mod recovery;
pub mod recovery_codes;
pub mod remove;
pub mod restore;
pub mod scan;

use crate::args::{Cli, Command};
use crate::exit::{Exit, Failure};

/// Does what the arguments say.
pub fn run(cli: Cli) -> Result<Exit, Failure> {
    let vault = &cli.vault;
    match &cli.command {
        Command::Init(args) => init::run(args, vault),
        Command::Add(args) => add::run(args, vault),
        Command::MergeAccounts(args) => merge_accounts::run(args, vault),
        Command::Health(args) => health::run(args, vault),
        Command::Clock(args) => clock::run(args),
        Command::History(args) => history::run(args, vault),
        Command::RecoveryCodes(args) => recovery_codes::run(args, vault),
        Command::Import(args) => import::run(args, vault),
        Command::List(args) => list::run(args, vault),
        Command::Code(args) => code::run(args, vault),
        Command::Edit(args) => edit::run(args, vault),
        Command::Remove(args) => remove::run(args, vault),
        Command::Note(args) => note::run(args, vault),
        Command::Scan(args) => scan::run(args),
        Command::Export(args) => export::run(args, vault),
        Command::Convert(args) => convert::run(args, vault),
        Command::Formats(args) => formats::run(args),
        Command::Backup(args) => backup::run(args, vault),
        Command::Restore(args) => restore::run(args, vault),
        Command::Check(args) => check::run(args, vault),
        Command::Merge(args) => merge::run(args, vault),
        Command::Passwd(args) => passwd::run(args, vault),
        Command::Lock(args) => lock::run(args, vault),
        Command::Recovery(args) => recovery::run(args, vault),
        Command::Recover(args) => recover::run(args, vault),
        Command::Completions(args) => completions::run(args),
        Command::ManPages(args) => man_pages::run(args),
    }
}

//! Tessera on the command line: the same vault as the window's, without a display.

mod args;
mod clipboard;
mod clock;
mod commands;
mod context;
mod exit;
mod host;
mod input;
mod kdf;
mod leaving;
mod output;
mod password;
mod row;
mod select;
mod signals;
mod sources;
mod when;
mod words;

use std::process::ExitCode;

use tessera_app::{hardening, settings};

use args::Cli;
use exit::{Exit, Failure};

fn main() -> ExitCode {
    hardening::forbid_core_dumps();
    tessera_words::speak(settings::language(dirs::config_dir()).tag());
    let exit = args::parse().and_then(start).unwrap_or_else(Failure::report);
    ExitCode::from(exit as u8)
}

fn start(cli: Cli) -> Result<Exit, Failure> {
    signals::hear();
    // A portal that takes a picture of the screen looks at who asks, and refuses what it may not see.
    if !cli.command.looks_at_screens() {
        hardening::forbid_tracing();
    }
    commands::run(cli)
}

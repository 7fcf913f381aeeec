//! Tessera on the command line: the same vault as the window's, without a display.

mod args;
mod clipboard;
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
mod sources;
mod when;
mod words;

use std::process::ExitCode;

use tessera_app::settings;

fn main() -> ExitCode {
    tessera_app::hardening::forbid_core_dumps();
    tessera_words::speak(settings::language(dirs::config_dir()).tag());
    let exit = args::parse().and_then(commands::run).unwrap_or_else(exit::Failure::report);
    ExitCode::from(exit as u8)
}

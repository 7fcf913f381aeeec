//! What leaves Tessera, held against programs that we did not write: each reads an export of a made
//! vault, and what it saw is compared, account by account. `cargo xtask interop` installs them and
//! runs this.
//!
//! A line for each check. One that differs makes it fail, and so does one that did not run: its program
//! is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A check fails by panicking.

mod accounts;
#[path = "../cli/desk.rs"]
#[allow(dead_code)] // The command line's tests use the rest.
mod desk;
mod export;
mod keepass;
mod live;
mod managers;
mod pictures;
mod programs;
#[path = "../support/reader_program.rs"]
mod reader_program;
mod seen;
mod uris;

use std::process::ExitCode;

use export::Exports;

/// Why a check is not right.
#[derive(Debug)]
pub enum Failure {
    /// A program that it takes is not here.
    Missing(String),
    /// What the program saw is not what is in the vault.
    Differs(String),
}

/// One program on one export.
struct Check {
    /// Of the command line, as `--to` takes it.
    target: &'static str,
    program: &'static str,
    run: fn(&Exports) -> Result<String, Failure>,
}

const fn check(
    target: &'static str,
    program: &'static str,
    run: fn(&Exports) -> Result<String, Failure>,
) -> Check {
    Check { target, program, run }
}

#[rustfmt::skip] // A table.
const CHECKS: &[Check] = &[
    check("the vault",           "itself",          export::vault),
    check("codes",               "oathtool",        live::oathtool),
    check("uris",                "npm otpauth",     uris::list),
    check("uris",                "cotp",            live::uris),
    check("aegis",               "cotp",            live::aegis),
    check("aegis-encrypted",     "cotp",            live::aegis_encrypted),
    check("aegis",               "pass-import",     managers::aegis),
    check("2fas",                "lib2fas",         managers::twofas),
    check("2fas-encrypted",      "lib2fas",         managers::twofas_encrypted),
    check("andotp",              "pass-import",     managers::andotp),
    check("freeotp-plus",        "pass-import",     managers::freeotp_plus),
    check("bitwarden",           "pass-import",     managers::bitwarden),
    check("google",              "otpauth-migration", uris::transfer),
    check("google-qr",           "zbarimg",         pictures::google),
    check("google-qr",           "zbarimg",         pictures::transfer_in_parts),
    check("sheet",               "zbarimg",         pictures::sheet),
    check("uris",                "keepassxc-cli",   keepass::codes),
    check("its own database",    "keepassxc-cli",   keepass::database),
];

/// What no program that runs here without an account or a display could be found for.
const UNCHECKED: &[(&str, &str)] = &[
    (
        "bitwarden-encrypted",
        "Bitwarden's own command line imports only into an account on a server",
    ),
    ("stratum", "no other program reads it outside a phone"),
    ("proton", "no other program reads it outside a phone or a window"),
];

fn main() -> ExitCode {
    // What cargo passes to every bench, and a word to pick lines by.
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let exports = Exports::new();
    let (mut right, mut wrong, mut missing) = (0, 0, 0);
    for Check { target, program, run } in CHECKS {
        if !target.contains(&only) && !program.contains(&only) {
            continue;
        }
        let (verdict, words) = match run(&exports) {
            Ok(words) => {
                right += 1;
                ("right", words)
            }
            Err(Failure::Missing(what)) => {
                missing += 1;
                ("NOT RUN", format!("{what} is not installed"))
            }
            Err(Failure::Differs(how)) => {
                wrong += 1;
                ("WRONG", how)
            }
        };
        println!("{verdict:<9}{target:<22}{program:<20}{words}");
    }
    for (target, why) in UNCHECKED.iter().filter(|(target, _)| target.contains(&only)) {
        println!("{:<9}{target:<22}{:<20}{why}", "NO CHECK", "");
    }
    println!("\n{right} right, {wrong} wrong, {missing} not run");
    if wrong + missing > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

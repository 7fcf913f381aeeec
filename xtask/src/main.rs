//! `cargo xtask CHORE`: everything that is done to Tessera besides writing it, on every system.
//!
//! One file a chore. A chore takes the rest of the command line, says what it does while it does it,
//! and fails with a sentence that names what to do next.

mod bench;
mod corpus;
mod e2e;
mod fuzz;
mod icons;
mod interop;
mod package;
mod packages;
mod run;
mod session;
mod shell;
mod site;
mod steps;
mod test;
mod tools;
mod ui;

use std::process::ExitCode;

use anyhow::{Result, bail};
use shell::{cargo, run};

struct Chore {
    name: &'static str,
    what: &'static str,
    start: fn(&[String]) -> Result<()>,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "run",
        what: "install what is missing, build, open the app (on a virtual display where there is none)",
        start: run::start,
    },
    Chore {
        name: "test",
        what: "everything that CI checks  [--list] [--only STEP[,STEP]] [--group GROUP[,GROUP]]",
        start: test::start,
    },
    Chore { name: "ui", what: "build the page into ui/dist", start: |_| ui::build() },
    Chore {
        name: "page",
        what: "open the page to a browser at http://localhost:5173, on the real application",
        start: |_| ui::serve(),
    },
    Chore {
        name: "e2e",
        what: "drive the real window from end to end  [part of a test's name]",
        start: e2e::start,
    },
    Chore {
        name: "screenshots",
        what: "take pictures of the real window into target/screenshots",
        start: |_| e2e::screenshots(),
    },
    Chore {
        name: "sheets",
        what: "take pictures of every screen in every look into target/sheets, and the guide's  [part of a screen's name]",
        start: ui::sheets,
    },
    Chore {
        name: "icons",
        what: "draw every icon size from icons/tessera.svg",
        start: |_| icons::draw(),
    },
    Chore {
        name: "bench",
        what: "measure the core against what cannot be had cheaper  [part of a line's name]",
        start: bench::start,
    },
    Chore {
        name: "corpus",
        what: "count what is read of pictures and of other apps' files  qr [--dir DIR] [--only WORD] | import [WORD]",
        start: corpus::start,
    },
    Chore {
        name: "interop",
        what: "let programs of others read what is exported  [part of a format's or program's name]",
        start: interop::start,
    },
    Chore {
        name: "storm",
        what: "kill a process in the middle of whatever it saves, many times over",
        start: storm,
    },
    Chore {
        name: "fuzz",
        what: "throw bytes at every parser  [--seconds N] [TARGET]",
        start: fuzz::start,
    },
    Chore {
        name: "package",
        what: "build the installable packages into target/package",
        start: package::start,
    },
    Chore {
        name: "try-package",
        what: "install the package in new systems of Debian 12 and 13, and use it there  [SUITE]",
        start: package::try_package,
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match start(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(args: &[String]) -> Result<()> {
    let Some((name, rest)) = args.split_first() else {
        print_chores();
        return Ok(());
    };
    if ["help", "--help", "-h"].contains(&name.as_str()) {
        print_chores();
        return Ok(());
    }
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        print_chores();
        bail!("There is no chore called {name}.");
    };
    (chore.start)(rest)
}

fn print_chores() {
    println!("cargo xtask CHORE\n");
    for chore in CHORES {
        println!("  {:<13}{}", chore.name, chore.what);
    }
}

/// Everything that saves, under `kill -9`: too long for every test run, so it has a chore of its own.
fn storm(rest: &[String]) -> Result<()> {
    run(cargo([
        "test",
        "-p",
        "tessera-core",
        "--test",
        "core",
        "kill_storm::",
        "--",
        "--ignored",
        "--nocapture",
    ])
    .args(rest))
}

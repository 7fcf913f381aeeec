//! What `cargo xtask test` checks, in this order: what is cheap comes first.

use std::process::Command;

use anyhow::Result;

use crate::packages::Need;
use crate::session::Session;
use crate::shell::{WORKSPACE, cargo, program, run, works};
use crate::tools::CARGO_DENY;
use crate::{e2e, fuzz, package, ui};

use Group::{Core, E2e, Page, Quick, Shell};

/// One check, that can be run alone by its name.
pub struct Step {
    pub group: Group,
    pub name: &'static str,
    /// What holds when the step passes.
    pub what: &'static str,
    pub needs: &'static [Need],
    pub place: Place,
    pub when: When,
    pub run: fn() -> Result<()>,
}

/// How often a step runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum When {
    /// With every change.
    Always,
    /// Each night, and with `cargo xtask test --all`: it takes minutes and seldom finds anything.
    Nightly,
}

/// Steps that run one after another, each group in a CI job of its own (.github/workflows/ci.yml).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Group {
    /// What a developer runs before every commit.
    Quick,
    /// The application and the Rust crates below it.
    Core,
    /// The application's two faces: the command line and the window's Rust side.
    Shell,
    /// The page, in a simulated and in a real browser.
    Page,
    /// The real window.
    E2e,
}

/// Where a step can run at all.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    Anywhere,
    /// It takes an X display, a keyring daemon and a notification daemon of our own.
    Linux,
}

const BUILD: &[Need] = &[Need::Build];
const WITNESSED: &[Need] = &[Need::Build, Need::Witness];
/// Before the real application.
const BROWSER: &[Need] = &[Need::Build, Need::Browser];
const PACKAGE: &[Need] = &[Need::Build, Need::Package];
/// With a clipboard to copy to.
const COMMAND_LINE: &[Need] = &[Need::Build, Need::Witness, Need::Display, Need::Desktop];

#[rustfmt::skip] // A table.
pub const STEPS: &[Step] = &[
    step(Quick, "fmt",      "the Rust code is formatted",              &[],             fmt),
    step(Quick, "lock",     "Cargo.lock is current",                   &[],             lock),
    step(Quick, "ui-check", "the page's types agree",                  &[],             || ui::script("check")),
    step(Quick, "ui-lint",  "the page keeps its rules",                &[],             || ui::script("lint")),
    step(Quick, "ui-build", "the page builds",                         &[],             ui::build),
    step(Quick, "clippy",   "no warnings",                             BUILD,           clippy),
    step(Quick, "units",    "the parts of every crate work",           BUILD,           units),
    step(Page,  "ui-test",  "the page's parts work",                   &[],             || ui::script("test")),
    step(Core,  "deny",     "licences, bans and sources are allowed",  BUILD,           deny),
    step(Core,  "core",     "the vault and its file work",             WITNESSED,       || tests(&["core"])),
    step(Core,  "exchange", "other apps' files are read and written",  WITNESSED,       || tests(&["exchange", "hostile"])),
    step(Core,  "qr",       "codes are found in pictures",             WITNESSED,       || tests(&["qr"])),
    step(Core,  "reader",   "pictures are read in a process of their own", BUILD,       || tests(&["reader"])),
    step(Core,  "app",      "the application works without a window",  WITNESSED,       || tests(&["app"])),
    step(Core,  "fuzz",     "no parser breaks on any bytes",           BUILD,           fuzz::brief).on(Place::Linux).nightly(),
    step(Shell, "doc",      "every link in the docs leads somewhere",  BUILD,           doc),
    step(Shell, "cli",      "the command line works",                  COMMAND_LINE,    || tests(&["cli"])),
    step(Shell, "shell",    "the window's Rust side works",          e2e::NEEDS,      shell),
    step(Shell, "package",  "the packages hold what they should",      PACKAGE,         package::check).on(Place::Linux),
    step(Page,  "ui-e2e",   "the page works in a browser, with axe",   BROWSER,         ui::browser_tests),
    step(E2e,   "e2e",      "the real window works from end to end",   e2e::NEEDS,      || e2e::start(&[])).on(Place::Linux),
];

const fn step(
    group: Group,
    name: &'static str,
    what: &'static str,
    needs: &'static [Need],
    run: fn() -> Result<()>,
) -> Step {
    Step { group, name, what, needs, place: Place::Anywhere, when: When::Always, run }
}

impl Step {
    const fn on(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    const fn nightly(mut self) -> Self {
        self.when = When::Nightly;
        self
    }

    /// Whether it runs with every change.
    pub fn is_daily(&self) -> bool {
        self.when == When::Always
    }
}

impl Group {
    pub const ALL: [Self; 5] = [Quick, Core, Shell, Page, E2e];

    pub const fn name(self) -> &'static str {
        match self {
            Quick => "quick",
            Core => "core",
            Shell => "shell",
            Page => "page",
            E2e => "e2e",
        }
    }
}

impl Place {
    pub fn is_here(self) -> bool {
        self == Self::Anywhere || cfg!(target_os = "linux")
    }
}

fn fmt() -> Result<()> {
    component("rustfmt", "fmt")?;
    run(&mut cargo(["fmt", "--all", "--check"]))?;
    run(&mut cargo(["fmt", "--check", "--manifest-path", fuzz::MANIFEST]))
}

/// Also fetches every crate, for every system, so that later steps work offline.
fn lock() -> Result<()> {
    run(&mut cargo(["fetch", "--locked"]))?;
    run(&mut cargo(["fetch", "--locked", "--manifest-path", fuzz::MANIFEST]))
}

/// Advisories need the network and change by the day: they have a workflow of their own.
fn deny() -> Result<()> {
    let deny = CARGO_DENY.ensure()?;
    run(program(deny)
        .args(["--offline", "--all-features", "check", "--hide-inclusion-graph"])
        .args(["licenses", "bans", "sources"]))
}

fn clippy() -> Result<()> {
    component("clippy", "clippy")?;
    run(&mut cargo([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Also runs the examples in the docs.
fn doc() -> Result<()> {
    run(cargo(["test", "--doc"]).args(WORKSPACE))?;
    let mut doc =
        cargo(["doc", "--workspace", "--no-deps", "--all-features", "--document-private-items"]);
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

/// The tests inside the libraries and programs of all crates.
fn units() -> Result<()> {
    ui::build()?;
    run(cargo(["test", "--lib", "--bins"]).args(WORKSPACE))
}

/// The tests that stand beside the crates, by the names of their programs.
fn tests(names: &[&str]) -> Result<()> {
    run(&mut integration(names))
}

fn integration(names: &[&str]) -> Command {
    let mut test = cargo(["test"]);
    test.args(WORKSPACE);
    for name in names {
        test.args(["--test", name]);
    }
    test
}

/// On Linux with a keyring, a clipboard and notifications of its own, away from the user's.
fn shell() -> Result<()> {
    ui::build()?;
    let mut test = integration(&["shell"]);
    if !cfg!(target_os = "linux") {
        return run(&mut test);
    }
    run(cargo(test.get_args()).arg("--no-run"))?;
    run(Session::start_desktop()?.isolate(&mut test))
}

/// A part of the Rust toolchain that a minimal installation leaves out.
fn component(name: &str, subcommand: &str) -> Result<()> {
    if works(&mut cargo([subcommand, "--version"])) {
        return Ok(());
    }
    println!("{name} is missing: adding it to the Rust toolchain.");
    run(program("rustup").args(["component", "add", name]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::root;

    /// Cargo only warns of a name that has become wrong, in the middle of a build.
    #[test]
    fn every_optimised_crate_is_one_that_is_built() -> Result<()> {
        let read = |name| std::fs::read_to_string(root().join(name));
        let (manifest, lock) = (read("Cargo.toml")?, read("Cargo.lock")?);
        let names: Vec<_> =
            manifest.lines().filter_map(|line| line.split_once(".opt-level")).collect();
        assert!(!names.is_empty());
        for (name, _) in names {
            assert!(lock.contains(&format!("name = \"{name}\"\n")), "{name}");
        }
        Ok(())
    }
}

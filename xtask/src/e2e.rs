//! The real window, driven from end to end on a private desktop (tests/e2e), and its pictures.

use std::ffi::OsStr;

use anyhow::{Result, bail};

use crate::packages::{self, Need};
use crate::session::Session;
use crate::shell::{WORKSPACE, cargo, run, target};
use crate::tools::TAURI_DRIVER;
use crate::{site, ui};

/// All that a run calls for.
pub const NEEDS: &[Need] = &[Need::Build, Need::Witness, Need::Display, Need::Desktop];

/// Lets WebDriver in.
const FEATURE: &str = "tessera/e2e";

/// Runs the scenarios whose name holds the given word, or all of them.
pub fn start(rest: &[String]) -> Result<()> {
    drive(rest, &[])
}

/// Takes the pictures that the README shows.
pub fn screenshots() -> Result<()> {
    let pictures = target().join("screenshots");
    std::fs::create_dir_all(&pictures)?;
    drive(&["screenshots", "--ignored"], &[("TESSERA_SCREENSHOTS", pictures.as_os_str())])?;
    println!("The pictures: {}", pictures.display());
    Ok(())
}

fn drive<S: AsRef<OsStr>>(rest: &[S], environment: &[(&str, &OsStr)]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("The window is driven on Linux only.");
    }
    packages::ensure(NEEDS)?;
    let driver = TAURI_DRIVER.ensure()?;
    ui::build()?;
    let (python, chromium) = (site::python()?, ui::chromium()?);
    // The programs beside the test, with the features that the tests' own crates ask for.
    let mut build = cargo(["build"]);
    for program in ["tessera", "tessera-cli", "tessera-reader"] {
        build.args(["--bin", program]);
    }
    run(build.args(["--test", "e2e", "--features", FEATURE]).args(WORKSPACE))?;
    let session = Session::start_desktop()?;
    let mut command = cargo(["test", "--test", "e2e", "--features", FEATURE]);
    command.args(WORKSPACE);
    // One at a time: the scenarios share a clipboard and a notification daemon.
    command.args(["--", "--test-threads=1", "--nocapture"]).args(rest);
    command.env("TESSERA_E2E_DRIVER", driver);
    command.env("TESSERA_E2E_PYTHON", python).env("TESSERA_E2E_CHROMIUM", chromium);
    command.envs(environment.iter().copied());
    run(session.isolate(&mut command))
}

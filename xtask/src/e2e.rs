//! The real window, driven from end to end on a private desktop (tests/e2e), and its pictures.

use std::ffi::OsStr;

use anyhow::{Result, bail};

use crate::packages::{self, Need};
use crate::session::Session;
use crate::shell::{cargo, run, target};
use crate::tools::TAURI_DRIVER;
use crate::{site, ui};

/// All that a run calls for.
pub const NEEDS: &[Need] = &[Need::Build, Need::Witness, Need::Display, Need::Desktop];

/// `e2e` lets WebDriver in, `custom-protocol` puts the page inside, as in a release.
const FEATURES: &str = "e2e,custom-protocol";

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
    let test = ["test", "-p", "tessera", "--features", FEATURES, "--test", "e2e"];
    run(&mut cargo(["build", "-p", "tessera-cli", "-p", "tessera-reader"]))?;
    run(cargo(test).arg("--no-run"))?;
    let session = Session::start_desktop()?;
    let mut command = cargo(test);
    // One at a time: the scenarios share a clipboard and a notification daemon.
    command.args(["--", "--test-threads=1", "--nocapture"]).args(rest);
    command.env("TESSERA_E2E_DRIVER", driver);
    command.env("TESSERA_E2E_PYTHON", python).env("TESSERA_E2E_CHROMIUM", chromium);
    command.envs(environment.iter().copied());
    run(session.isolate(&mut command))
}

//! The page in ui/: its npm packages, its checks, its build.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::packages::{self, Need};
use crate::shell::{npm, program, root, run};

/// Installs exactly what package-lock.json names, if that changed since the last time.
pub fn install() -> Result<()> {
    let ui = root().join("ui");
    let lock = fs::read(ui.join("package-lock.json")).context("ui/package-lock.json is missing")?;
    let installed = ui.join("node_modules").join(".installed-lock.json");
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    run(&mut npm(["ci", "--no-audit", "--no-fund"]))?;
    Ok(fs::write(installed, lock)?)
}

/// Runs one of the scripts of ui/package.json.
pub fn script(name: &str) -> Result<()> {
    install()?;
    run(&mut npm(["run", name]))
}

/// Builds the page into ui/dist, from where the app takes it in.
pub fn build() -> Result<()> {
    script("build")
}

/// Runs the page in a plain browser.
pub fn browser_tests() -> Result<()> {
    packages::ensure(&[Need::Browser])?;
    install()?;
    if !packages::is_debian() {
        run(npm(["exec", "playwright", "install"]).args(["--with-deps", "chromium"]))?;
    }
    run(&mut npm(["run", "e2e"]))
}

/// Tauri's own command line, out of ui/node_modules.
pub fn tauri_cli() -> Command {
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    program(
        root()
            .join("ui")
            .join("node_modules")
            .join(".bin")
            .join(name),
    )
}

//! The page in ui/: its npm packages, its checks, its build.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::packages::{self, Need};
use crate::shell::{
    WORKSPACE, built, cargo, npm, output, program, root, run, start_in_background, target,
};

/// The application behind the page in a plain browser.
const SERVER: &str = "tessera-test-server";
/// Where it listens: see ui/vite.config.ts.
const PORT: &str = "4175";
/// Where `npm run dev` serves the page.
const DEVELOPMENT: &str = "http://localhost:5173";

/// Installs exactly what package-lock.json names, unless npm did so since that changed.
pub fn install() -> Result<()> {
    let ui = root().join("ui");
    let named =
        changed(&ui.join("package-lock.json")).context("ui/package-lock.json is missing")?;
    // npm writes this file at the end of every installation.
    let installed = changed(&ui.join("node_modules").join(".package-lock.json"));
    if installed.is_ok_and(|installed| installed >= named) {
        return Ok(());
    }
    run(&mut npm(["ci", "--no-audit", "--no-fund"]))
}

fn changed(file: &Path) -> std::io::Result<SystemTime> {
    file.metadata()?.modified()
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

/// Runs the page in a plain browser, on the real application.
pub fn browser_tests() -> Result<()> {
    let chromium = chromium()?;
    build_server()?;
    run(npm(["run", "e2e"]).env("CHROMIUM", chromium).env("TEST_SERVER", built(SERVER)?))
}

/// Takes pictures of every screen of the page, or of those with a word in their names: in light, dark and high
/// contrast, at four widths, on one sheet for each.
pub fn sheets(args: &[String]) -> Result<()> {
    let word = match args {
        [] => "",
        [word] => word,
        _ => bail!("Use: cargo xtask sheets [part of a screen's name]"),
    };
    let chromium = chromium()?;
    build_server()?;
    let folder = target().join("sheets");
    let mut e2e = npm(["run", "e2e", "--", "-c", "playwright.sheets.config.ts"]);
    e2e.env("SHEETS", &folder).env("SHEETS_OF", word);
    run(e2e.env("CHROMIUM", chromium).env("TEST_SERVER", built(SERVER)?))?;
    println!("The sheets are in {}.", folder.display());
    Ok(())
}

/// Builds the application behind the page in a plain browser, and the program that reads its pictures.
fn build_server() -> Result<()> {
    let bins = ["--bin", SERVER, "--bin", "tessera-reader"];
    run(cargo(["build"]).args(WORKSPACE).args(bins))
}

/// Opens the page to a browser, on the real application, and draws it anew whenever a file of it changes.
pub fn serve() -> Result<()> {
    install()?;
    build_server()?;
    let mut server = start_in_background(program(built(SERVER)?).args([PORT, DEVELOPMENT]))?;
    let served = run(&mut npm(["run", "dev"]));
    server.kill().context("The application behind the page does not end")?;
    served
}

/// Debian's own Chromium, and elsewhere the one that Playwright brings.
pub fn chromium() -> Result<PathBuf> {
    packages::ensure(&[Need::Browser])?;
    install()?;
    if packages::is_debian() {
        return Ok("/usr/bin/chromium".into());
    }
    let mut fetch = npm(["exec", "--", "playwright", "install", "chromium"]);
    if cfg!(target_os = "linux") {
        fetch.arg("--with-deps");
    }
    run(&mut fetch)?;
    let mut node = program("node");
    node.current_dir(root().join("ui"));
    let path = output(node.args(["-p", "require('@playwright/test').chromium.executablePath()"]))?;
    Ok(path.into())
}

/// Tauri's own command line, at the top of the checkout. Only icons and packages need it, and its
/// optional binaries for other systems make lock files that `npm ci` refuses; so npm fetches it on demand.
pub fn tauri_cli() -> Command {
    let mut command = npm(["exec", "--yes", "--package", "@tauri-apps/cli@2.12.5", "--", "tauri"]);
    command.current_dir(root());
    command
}

//! Packages for Windows and macOS, by Tauri's bundler.

use std::fs;

use anyhow::{Context, Result, bail};

use super::PROGRAMS;
use crate::packages::{self, Need};
use crate::shell::{WORKSPACE, cargo, output, program, root, run, target};
use crate::ui;

/// Beside the app, which the bundler builds itself.
const BESIDE: [&str; 2] = [PROGRAMS[1], PROGRAMS[2]];

pub fn start(rest: &[String]) -> Result<()> {
    packages::ensure(&[Need::Build])?;
    ui::install()?;
    let beside = programs()?;
    let mut tauri = ui::tauri_cli();
    // Not in tauri.conf.json: then no build of the app would go without these.
    let config = format!(r#"{{"bundle":{{"externalBin":{beside:?}}}}}"#);
    tauri.args(["build", "--config", &config]).args(rest);
    // It looks for the page's package.json above the checkout, and knows no other yes than `true`.
    run(tauri.env("TAURI_FRONTEND_PATH", root().join("ui")).env("CI", "true"))
}

pub fn check() -> Result<()> {
    bail!("Packages are checked on Linux only.")
}

pub fn try_package(_: &[String]) -> Result<()> {
    bail!("Packages are tried on Debian only.")
}

/// Builds the programs and lays them where the bundler takes them from: under names that end with
/// the system they are for, which it cuts off again. Their paths without that end.
fn programs() -> Result<Vec<String>> {
    let mut build = cargo(["build", "--release", "--locked", "--target-dir"]);
    build.arg(target()).args(WORKSPACE);
    for name in BESIDE {
        build.args(["--bin", name]);
    }
    run(&mut build)?;
    let system = system()?;
    let folder = target().join("bundled");
    fs::create_dir_all(&folder)?;
    let exe = std::env::consts::EXE_SUFFIX;
    for name in BESIDE {
        let built = target().join("release").join(format!("{name}{exe}"));
        fs::copy(&built, folder.join(format!("{name}-{system}{exe}")))
            .with_context(|| format!("Cannot copy {}", built.display()))?;
    }
    Ok(BESIDE.map(|name| format!("target/bundled/{name}")).to_vec())
}

/// Such as `aarch64-apple-darwin`.
fn system() -> Result<String> {
    let version = output(program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say which system it is for.")?.to_owned())
}

//! The installable packages: the app, and the programs that go with it.

use std::fs;

use anyhow::{Context, Result};

use crate::packages::{self, Need};
use crate::shell::{cargo, output, program, run, target};
use crate::ui;

/// Installed beside the app: what reads its pictures, and the command line.
const BESIDE: [&str; 2] = ["tessera-reader", "tessera-cli"];

pub fn start(rest: &[String]) -> Result<()> {
    packages::ensure(&[Need::Build])?;
    ui::install()?;
    let beside = programs()?;
    let mut tauri = ui::tauri_cli();
    // Not in tauri.conf.json: then no build of the app would go without these.
    let config = format!(r#"{{"bundle":{{"externalBin":{beside:?}}}}}"#);
    tauri.args(["build", "--config", &config]);
    // AppImage needs a download in the middle of the build.
    if cfg!(target_os = "linux") {
        tauri.args(["--bundles", "deb,rpm"]);
    }
    run(tauri.args(rest))
}

/// Builds the programs and lays them where the bundler takes them from: under names that end with
/// the system they are for, which it cuts off again. Their paths without that end.
fn programs() -> Result<Vec<String>> {
    let mut build = cargo(["build", "--release", "--target-dir"]);
    build.arg(target());
    for name in BESIDE {
        build.args(["--package", name]);
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

/// Such as `x86_64-unknown-linux-gnu`.
fn system() -> Result<String> {
    let version = output(program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say which system it is for.")?.to_owned())
}

//! Installs the .deb in new systems of Debian, and uses it there.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::deb;
use crate::packages::{self, Need};
use crate::shell::{output, program, root, run, target};

/// Debian 12 and 13.
const SUITES: [&str; 2] = ["bookworm", "trixie"];

/// What packaging/linux/try-installed.sh takes besides the package.
const TOOLS: &str = "xvfb,xdotool,imagemagick,desktop-file-utils";

/// `cargo xtask try-package`: what `cargo xtask package` has made.
pub fn start(rest: &[String]) -> Result<()> {
    packages::ensure(&[Need::Trial])?;
    if output(program("id").arg("-u"))? != "0" {
        bail!("New systems are made by root alone. Start this in a container, or with sudo.");
    }
    let package = deb::path()?;
    ensure!(package.is_file(), "There is no package yet. Make it with: cargo xtask package");
    let chosen = |suite: &&&str| rest.is_empty() || rest.iter().any(|name| name == **suite);
    for suite in SUITES.iter().filter(chosen) {
        println!("== {suite} ==");
        try_in(suite, &package)?;
    }
    Ok(())
}

fn try_in(suite: &str, package: &Path) -> Result<()> {
    let system = target().join("package").join(suite);
    if system.exists() {
        fs::remove_dir_all(&system)?;
    }
    let tools = format!("--include={TOOLS}");
    run(program("mmdebstrap").args(["--variant=apt", &tools, suite]).arg(&system))?;
    let home = system.join("root");
    fs::copy(package, home.join("tessera.deb")).context("The package cannot be laid there")?;
    fs::copy(root().join("packaging/linux/try-installed.sh"), home.join("try.sh"))?;
    let install = "apt-get -qq update && apt-get -qq install --no-install-recommends /root/tessera.deb > /root/apt.log && sh /root/try.sh";
    let mut inside = program("unshare");
    inside.args(["--mount", "--pid", "--fork"]);
    inside.arg(format!("--mount-proc={}", system.join("proc").display()));
    inside.args(["chroot"]).arg(&system).args(["sh", "-c", install]);
    run(inside.env("DEBIAN_FRONTEND", "noninteractive"))?;
    let picture = target().join("package").join(format!("{suite}.png"));
    fs::copy(home.join("window.png"), &picture)?;
    println!("The window there: {}", picture.display());
    fs::remove_dir_all(&system).context("The system cannot be removed again")
}

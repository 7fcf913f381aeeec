//! `cargo xtask interop`: programs that we did not write read what we write (tests/interop).
//!
//! They are installed under target/interop, of the versions that stand here and in
//! tests/interop/requirements.txt; those of Debian come with the system. One that cannot be installed
//! is named, and the checks that take it say so and fail: the others still run.

use std::fs;

use anyhow::{Context, Result};

use crate::packages::{self, Need};
use crate::shell::{WORKSPACE, cargo, npm, program, root, run, target};
use crate::tools::COTP;

/// esbuild puts the other two into one file with the script that calls them.
const NODE: &[&str] = &["otpauth@9.5.2", "otpauth-migration@1.0.0", "esbuild@0.28.2"];
const SCRIPTS: &[&str] = &["uris.mjs", "migration.mjs"];

type Install = fn() -> Result<()>;

const INSTALLED: &[(&str, Install)] = &[
    ("zbarimg, keepassxc-cli, rsvg-convert, oathtool", || {
        packages::ensure(&[Need::Witness, Need::Interop])
    }),
    ("lib2fas, pass-import", python),
    ("npm's otpauth, otpauth-migration", node),
    ("cotp", || COTP.ensure_in(&target().join("interop")).map(drop)),
];

/// Runs the checks whose export or program holds the given word, or all of them.
pub fn start(rest: &[String]) -> Result<()> {
    packages::ensure(&[Need::Build])?;
    for (what, install) in INSTALLED {
        if let Err(problem) = install() {
            println!("NOT INSTALLED: {what}: {problem:#}");
        }
    }
    let mut bench = cargo(["bench", "--profile", "dev"]);
    bench.args(WORKSPACE).args(["--bench", "interop", "--"]).args(rest);
    run(bench.env("TESSERA_INTEROP", target().join("interop")))
}

/// A Python of our own with what requirements.txt names.
fn python() -> Result<()> {
    let requirements = root().join("tests/interop/requirements.txt");
    let folder = target().join("interop/python");
    let (wanted, stamp) = (fs::read(&requirements)?, folder.join("requirements.txt"));
    if fs::read(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(());
    }
    println!("lib2fas and pass-import are missing: installing them into target/interop/python.");
    run(program("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(program(folder.join("bin/python")).args(pip).arg(&requirements))?;
    fs::write(stamp, wanted)?;
    Ok(())
}

fn node() -> Result<()> {
    let folder = target().join("interop/node");
    let (wanted, stamp) = (NODE.join("\n"), folder.join("installed.txt"));
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&wanted) {
        println!(
            "npm's otpauth and otpauth-migration are missing: installing them into target/interop/node."
        );
        fs::create_dir_all(&folder)?;
        // Without one, npm would look for a folder of packages further up.
        fs::write(folder.join("package.json"), "{\"private\": true}\n")?;
        let install = ["install", "--no-audit", "--no-fund", "--no-save", "--loglevel", "error"];
        run(npm(install).args(NODE).current_dir(&folder))?;
        fs::write(stamp, wanted)?;
    }
    let modules = folder.join("node_modules");
    for script in SCRIPTS {
        let from = root().join("tests/interop/programs").join(script);
        let to = format!("--outfile={}", folder.join(script).display());
        let mut bundle = program(modules.join(".bin/esbuild"));
        bundle.arg(from).arg(to).args(["--bundle", "--platform=node", "--format=esm"]);
        run(bundle.arg("--log-level=warning").env("NODE_PATH", &modules))
            .context("esbuild cannot bundle the scripts")?;
    }
    Ok(())
}

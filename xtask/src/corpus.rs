//! `cargo xtask corpus`: what is read of files whose content is known, which lie beside the checkout.
//!
//! `qr`: how many QR codes of a folder of pictures, and how quickly, with zxing-cpp beside it
//! (src-tauri/qr/benches/corpus). `import`: the entries of other apps' files, one by one
//! (src-tauri/exchange/benches/imports.rs), and files with one fault each (tests/cli/faults.rs).

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::packages::{self, Need};
use crate::shell::{WORKSPACE, cargo, output, program, run, target, works};

const USE: &str = "Use: cargo xtask corpus qr [--dir DIR] [--only WORD] [--missed] \
    [--slowest N] [--times N]\nor: cargo xtask corpus import [part of a format's name]";

/// Runs over ../shared/corpus, or another folder with such a MANIFEST.json.
pub fn start(args: &[String]) -> Result<()> {
    match args.split_first() {
        Some((corpus, rest)) if corpus == "qr" => pictures(rest),
        Some((corpus, rest)) if corpus == "import" && rest.len() < 2 => files(rest),
        _ => bail!("{USE}"),
    }
}

/// As the tests are built: this counts, and the time it takes is no figure to keep.
fn files(only: &[String]) -> Result<()> {
    packages::ensure(&[Need::Build])?;
    let bench = ["--bench", "imports", "--"];
    run(cargo(["bench", "--profile", "dev"]).args(WORKSPACE).args(bench).args(only))?;
    if !only.is_empty() {
        return Ok(());
    }
    let faults = ["--test", "cli", "--", "faults::", "--nocapture"];
    run(cargo(["test"]).args(WORKSPACE).args(faults))
}

fn pictures(rest: &[String]) -> Result<()> {
    packages::ensure(&[Need::Build])?;
    let mut bench = cargo(["bench", "-p", "tessera-qr", "--bench", "corpus", "--"]);
    bench.args(rest.iter().map(|arg| whole(arg)));
    match python() {
        Ok(python) => {
            bench.env("TESSERA_ZXING_PYTHON", python);
        }
        Err(problem) => println!("SKIPPED: zxing-cpp, {problem:#}"),
    }
    run(&mut bench)
}

/// Cargo starts the program in the folder of the crate: paths are made whole here.
fn whole(arg: &str) -> PathBuf {
    let path = Path::new(arg);
    if path.is_dir() { path.canonicalize().unwrap_or_else(|_| path.into()) } else { path.into() }
}

/// A Python of our own that has zxing-cpp, from PyPI.
fn python() -> Result<PathBuf> {
    let home = target().join("zxing-cpp");
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !works(program(&python).args(["-c", "import numpy, zxingcpp"])) {
        let system = if cfg!(windows) { "python" } else { "python3" };
        output(program(system).args(["-m", "venv"]).arg(&home))?;
        output(program(&python).args(["-m", "pip", "install", "-q", "numpy", "zxing-cpp>=3,<4"]))?;
    }
    Ok(python)
}

//! `cargo xtask corpus qr`: how many QR codes of a folder of pictures are read, and how quickly, with
//! zxing-cpp beside it (src-tauri/core/benches/corpus).

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::packages::{self, Need};
use crate::shell::{cargo, output, program, run, target, works};

const USE: &str = "Use: cargo xtask corpus qr [--dir DIR] [--only WORD] [--missed] \
    [--slowest N] [--times N]";

/// Runs over ../shared/corpus/qr, or another folder with such a MANIFEST.json.
pub fn start(args: &[String]) -> Result<()> {
    let Some((corpus, rest)) = args.split_first() else { bail!("{USE}") };
    if corpus != "qr" {
        bail!("{USE}");
    }
    packages::ensure(&[Need::Build])?;
    let mut bench = cargo(["bench", "-p", "tessera-core", "--bench", "corpus", "--"]);
    bench.args(rest.iter().map(|arg| whole(arg)));
    match python() {
        Ok(python) => {
            bench.env("TESSERA_ZXING_PYTHON", python);
        }
        Err(problem) => println!("SKIPPED: zxing-cpp, {problem:#}"),
    }
    run(&mut bench)
}

/// Cargo starts the program in the core's folder: paths are made whole here.
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

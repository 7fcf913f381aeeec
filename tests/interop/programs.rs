//! The programs of other people, where `cargo xtask interop` has put them.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Failure;

/// A program that is installed by its system's packages.
pub fn system(name: &str) -> Result<Command, Failure> {
    // Any end will do: it starts.
    match Command::new(name).arg("--version").output() {
        Ok(_) => Ok(Command::new(name)),
        Err(_) => Err(Failure::Missing(name.to_owned())),
    }
}

/// A program of crates.io.
pub fn crates_io(name: &str) -> Result<PathBuf, Failure> {
    there(home()?.join("bin").join(name), name)
}

/// A Python with the packages of tests/interop/requirements.txt, about to run one of programs/.
pub fn python(script: &str) -> Result<Command, Failure> {
    let bin = home()?.join("python/bin");
    // The last to be installed: see xtask/src/interop.rs.
    there(home()?.join("python/requirements.txt"), "the Python packages")?;
    let mut command = Command::new(bin.join("python"));
    command.env("PYTHONUTF8", "1").arg(script_named(script));
    Ok(command)
}

/// Node, about to run one of programs/ with the packages that it takes bundled into it.
pub fn node(script: &str) -> Result<Command, Failure> {
    let script = there(home()?.join("node").join(script), "the npm packages")?;
    let mut command = Command::new("node");
    command.arg(script);
    Ok(command)
}

fn home() -> Result<PathBuf, Failure> {
    let home = std::env::var_os("TESSERA_INTEROP").map(PathBuf::from);
    home.ok_or_else(|| Failure::Missing("cargo xtask interop installs it; it".to_owned()))
}

fn there(path: PathBuf, what: &str) -> Result<PathBuf, Failure> {
    if path.exists() { Ok(path) } else { Err(Failure::Missing(what.to_owned())) }
}

fn script_named(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/programs").join(name)
}

/// Runs it, and gives what it prints.
pub fn output(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_owned();
    let output = command.output().map_err(|_| Failure::Missing(name.display().to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    // The secrets are made: nothing that it says is worth hiding.
    let words = String::from_utf8_lossy(&output.stderr);
    let said = String::from_utf8_lossy(&output.stdout);
    // Backtraces are long.
    let lines: Vec<_> =
        words.lines().chain(said.lines()).filter(|l| !l.trim().is_empty()).collect();
    let (head, tail) = lines.split_at(lines.len().min(4));
    let said = [head, &tail[tail.len().saturating_sub(1)..]].concat().join(" ");
    Err(Failure::Differs(format!("{} ends with {}: {said}", name.display(), output.status)))
}

/// Runs it, and gives the JSON that it prints: one object for each account.
pub fn objects(command: &mut Command) -> Result<Vec<Value>, Failure> {
    let printed = output(command)?;
    let read: Result<Vec<Value>, _> = serde_json::from_slice(&printed);
    read.map_err(|_| {
        Failure::Differs(format!("prints no JSON: {}", String::from_utf8_lossy(&printed)))
    })
}

//! The project's own files, as the tests of its walls read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A file of this checkout.
pub fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

/// The files with one of these endings at `path`, or below it, with their names from the top.
pub fn files(path: &str, endings: &[&str]) -> Vec<(String, String)> {
    let found = root().join(path);
    let paths = if found.is_dir() { crate::test_app::files(&found) } else { vec![found] };
    let wanted = |path: &PathBuf| path.extension().is_some_and(|e| endings.iter().any(|w| e == *w));
    let named = |path: PathBuf| {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).unwrap())
    };
    let found: Vec<_> = paths.into_iter().filter(wanted).map(named).collect();
    assert!(!found.is_empty(), "nothing at {path}: a wall around nothing holds nothing");
    found
}

/// Rust without its comments.
pub fn code(source: &str) -> impl Iterator<Item = &str> {
    source.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code).trim())
}

/// What stands between two marks.
#[track_caller]
pub fn between<'a>(source: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = source.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to}")).0
}

/// What `cargo` says of this workspace, without a network.
pub fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The app's package, as Cargo.toml describes it.
pub fn package() -> Value {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().iter();
    packages.find(|package| package["name"] == "tessera").unwrap().clone()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

//! The program that reads pictures, for tests of the programs that start it; and how such tests build
//! a program.
#![allow(dead_code)] // Each program uses a part of it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Built once a run, beside the programs under test, where they look for it. The tests themselves
/// lie one folder deeper: who starts it from a test has to be told this path.
pub fn reader_program() -> &'static Path {
    static PROGRAM: LazyLock<PathBuf> =
        LazyLock::new(|| built("tessera-reader", &["--package", "tessera-reader"]));
    &PROGRAM
}

/// Builds a program of what is selected, and says where it lies.
pub fn built(program: &str, selection: &[&str]) -> PathBuf {
    // target/debug/deps/test
    let test = std::env::current_exe().unwrap();
    let [profile, target] = [2, 3].map(|up| test.ancestors().nth(up).unwrap());
    let name = match profile.file_name().unwrap().to_str().unwrap() {
        "debug" => "dev",
        name => name,
    };
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--offline", "--locked"]).args(selection);
    build.args(["--bin", program, "--profile", name, "--target-dir"]).arg(target);
    assert!(build.status().unwrap().success(), "{program} does not build");
    profile.join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

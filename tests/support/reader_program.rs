//! The program that reads pictures, for tests of the programs that start it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Built once a run, beside the programs under test, where they look for it. The tests themselves
/// lie one folder deeper: who starts it from a test has to be told this path.
pub fn reader_program() -> &'static Path {
    static PROGRAM: LazyLock<PathBuf> = LazyLock::new(build);
    &PROGRAM
}

fn build() -> PathBuf {
    // target/debug/deps/test
    let test = std::env::current_exe().unwrap();
    let [profile, target] = [2, 3].map(|up| test.ancestors().nth(up).unwrap());
    let name = match profile.file_name().unwrap().to_str().unwrap() {
        "debug" => "dev",
        name => name,
    };
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--offline", "--locked", "--package", "tessera-reader"]);
    build.args(["--bin", "tessera-reader", "--profile", name, "--target-dir"]).arg(target);
    assert!(build.status().unwrap().success(), "tessera-reader does not build");
    let program = format!("tessera-reader{}", std::env::consts::EXE_SUFFIX);
    profile.join(program)
}

//! `cargo xtask fuzz`: libFuzzer against every parser of the core and what reads pictures
//! (src-tauri/fuzz).
//!
//! What cargo-fuzz does, as far as a stable compiler goes: the flags that make the compiler count which
//! code an input reaches. What is found stays under target/fuzz and is tried again the next time.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::packages::{self, Need};
use crate::shell::{cargo, output, program, root, run, target};

/// A program in src-tauri/fuzz/targets, and where inputs lie that it knows something about.
struct Target {
    name: &'static str,
    seeds: &'static [&'static str],
    /// The longest input that is tried, in bytes.
    longest: u32,
    /// How many inputs a test tries: some six seconds of them.
    brief: u32,
}

/// How far one run goes.
#[derive(Clone, Copy)]
enum Length {
    /// As many inputs as the target says, the same ones every time: what a change is checked by must not
    /// fail by luck.
    Brief,
    /// Other ones every time, on from where the last run stopped.
    Seconds(u32),
}

const TARGETS: &[Target] = &[
    Target {
        name: "header",
        seeds: &["tests/data/vaults", "tests/data/golden"],
        longest: 6_000,
        brief: 1_000_000,
    },
    Target { name: "payload", seeds: &["tests/data/golden"], longest: 6_000, brief: 50_000 },
    Target { name: "recovery_code", seeds: &[SEEDS], longest: 200, brief: 600_000 },
    Target { name: "otpauth", seeds: &[SEEDS], longest: 1_000, brief: 120_000 },
    Target { name: "migration", seeds: &[SEEDS], longest: 2_000, brief: 200_000 },
    Target {
        name: "formats",
        seeds: &[SEEDS, "tests/data/formats"],
        longest: 12_000,
        brief: 30_000,
    },
    Target { name: "links", seeds: &[SEEDS], longest: 2_000, brief: 20_000 },
    Target { name: "texts", seeds: &[SEEDS], longest: 2_000, brief: 4_000 },
    Target { name: "base32", seeds: &[SEEDS], longest: 300, brief: 400_000 },
    Target { name: "picture", seeds: &[SEEDS], longest: 6_000, brief: 2_000 },
    Target { name: "finders", seeds: &[SEEDS], longest: 200, brief: 500 },
];

/// The targets are a workspace of their own.
pub const MANIFEST: &str = "src-tauri/fuzz/Cargo.toml";
/// With a folder for each target in it.
const SEEDS: &str = "src-tauri/fuzz/seeds";

/// As cargo-fuzz sets them.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// Runs one target or all of them, for a minute each unless told otherwise.
pub fn start(args: &[String]) -> Result<()> {
    let mut seconds = 60;
    let mut chosen = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--seconds" {
            let number = args.next().and_then(|number| number.parse().ok());
            seconds = number.context("Use: cargo xtask fuzz [--seconds N] [TARGET]")?;
        } else {
            chosen.push(named(arg)?);
        }
    }
    packages::ensure(&[Need::Build])?;
    if chosen.is_empty() {
        chosen.extend(TARGETS);
    }
    fuzz(&chosen, Length::Seconds(seconds))
}

/// Every target, as long as a test may take.
pub fn brief() -> Result<()> {
    fuzz(&TARGETS.iter().collect::<Vec<_>>(), Length::Brief)
}

fn named(name: &str) -> Result<&'static Target> {
    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
    let found = TARGETS.iter().find(|target| target.name == name);
    found.with_context(|| format!("There is no target {name}. There are: {}.", names.join(", ")))
}

fn fuzz(targets: &[&Target], length: Length) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("Fuzzing runs on Linux only.");
    }
    let programs = build()?;
    for target in targets {
        target.run(&programs, length)?;
    }
    Ok(())
}

/// Builds all of them, and gives the folder that they are in. A target triple keeps the flags away from
/// build scripts.
fn build() -> Result<PathBuf> {
    let verbose = output(program("rustc").arg("-vV"))?;
    let host = verbose.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc -vV does not say what it builds for.")?;
    let mut build = cargo(["build", "--release", "--locked", "--manifest-path"]);
    build.arg(MANIFEST).args(["--target", host]);
    run(build.env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", home()))?;
    Ok(home().join(host).join("release"))
}

fn home() -> PathBuf {
    target().join("fuzz")
}

impl Target {
    fn run(&self, programs: &Path, length: Length) -> Result<()> {
        let finds = home().join("finds").join(self.name);
        let (corpus, end) = match length {
            Length::Brief => ("brief", vec![format!("-runs={}", self.brief), "-seed=1".to_owned()]),
            Length::Seconds(seconds) => ("corpus", vec![format!("-max_total_time={seconds}")]),
        };
        let corpus = home().join(corpus).join(self.name);
        if let Length::Brief = length {
            let _ = std::fs::remove_dir_all(&corpus);
        }
        std::fs::create_dir_all(&corpus)?;
        std::fs::create_dir_all(&finds)?;
        let mut command: Command = program(programs.join(self.name));
        command
            .args(end)
            .arg(format!("-max_len={}", self.longest))
            .arg(format!("-artifact_prefix={}/", finds.display()))
            // Nothing that is read here takes a second, or much memory.
            .args(["-timeout=5", "-rss_limit_mb=1024", "-verbosity=0", "-print_final_stats=1"])
            .arg(corpus)
            .args(self.seed_folders());
        run(&mut command).with_context(|| {
            format!("The fuzzer found something in {}: see {}", self.name, finds.display())
        })
    }

    fn seed_folders(&self) -> impl Iterator<Item = PathBuf> {
        self.seeds.iter().map(|folder| match *folder {
            SEEDS => root().join(SEEDS).join(self.name),
            other => root().join(other),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_a_program_and_seeds() {
        for target in TARGETS {
            let name = format!("src-tauri/fuzz/targets/{}.rs", target.name);
            assert!(root().join(&name).exists(), "{name}");
            for folder in target.seed_folders() {
                let files = std::fs::read_dir(&folder).map(Iterator::count).unwrap_or_default();
                assert!(files > 0, "{}", folder.display());
            }
        }
    }

    #[test]
    fn an_unknown_target_is_refused_by_name() {
        let problem = named("nonsense").err().map(|problem| problem.to_string());
        assert!(problem.is_some_and(|words| words.contains("nonsense")));
    }
}

//! Tools that come from crates.io. They are installed under target/, so that nothing outside the
//! checkout changes; one of the right version that is on the PATH already is used instead.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::{cargo, output, run, target};

/// A program of a crate, at one version.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    name: &'static str,
    version: &'static str,
    why: &'static str,
}

/// Stands between WebDriver clients and the system's driver for web views.
pub const TAURI_DRIVER: Tool =
    Tool { name: "tauri-driver", version: "2.1.0", why: "drives the real window" };

/// Looks through everything we depend on.
pub const CARGO_DENY: Tool =
    Tool { name: "cargo-deny", version: "0.20.2", why: "licences, bans, sources" };

/// An authenticator of somebody else.
pub const COTP: Tool = Tool { name: "cotp", version: "1.9.10", why: "reads what we export" };

impl Tool {
    /// The program's path, after installing it where it is missing.
    pub fn ensure(self) -> Result<PathBuf> {
        let home = cargo_home()?;
        if self.is_in(&home) {
            return Ok(self.path_in(&home));
        }
        self.ensure_in(&target().join("tools"))
    }

    /// The same in a folder under target/, whatever else there is.
    pub fn ensure_in(self, ours: &Path) -> Result<PathBuf> {
        if self.is_in(ours) {
            return Ok(self.path_in(ours));
        }
        println!(
            "{} {} is missing ({}): installing it into {}.",
            self.name,
            self.version,
            self.why,
            ours.display()
        );
        // Unoptimised: these tools wait more than they compute, and build in half the time.
        run(cargo([
            "install",
            "--locked",
            "--debug",
            "--quiet",
            self.name,
            "--version",
            self.version,
            "--root",
        ])
        .arg(ours)
        .env_remove("CARGO_TARGET_DIR"))?;
        Ok(self.path_in(ours))
    }

    fn is_in(self, place: &Path) -> bool {
        let list = output(cargo(["install", "--list", "--root"]).arg(place)).unwrap_or_default();
        list.contains(&format!("{} v{}:", self.name, self.version)) && self.path_in(place).exists()
    }

    fn path_in(self, place: &Path) -> PathBuf {
        place.join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX))
    }
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("CARGO_HOME") {
        return Ok(given.into());
    }
    let home = std::env::home_dir()
        .context("Set HOME or CARGO_HOME: cargo's own folder is not to be found.")?;
    Ok(home.join(".cargo"))
}

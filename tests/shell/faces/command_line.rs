//! The real `tessera-cli`, in a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

use super::prepared::copy_of;
use super::table::Line;
use crate::reader_program::{built, reader_program};

/// A terminal over a copy of a prepared folder, which it stands in.
pub struct CommandLine {
    folder: TempDir,
}

/// How the program ended, and what it said of that.
#[derive(Debug)]
pub struct Ran {
    pub exit: i32,
    #[expect(dead_code, reason = "shown where lines differ")]
    said: String,
}

impl CommandLine {
    pub fn open(prepared: &TempDir) -> Self {
        let folder = copy_of(prepared);
        // The window of the tests has its settings beside the vault.
        let config = folder.path().join("config/tessera");
        std::fs::create_dir_all(&config).unwrap();
        std::fs::rename(folder.path().join("settings.json"), config.join("settings.json")).unwrap();
        Self { folder }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a line, where it has a clipboard if there is a display.
    pub fn run(&self, line: &Line, display: Option<&str>) -> Ran {
        let output = Command::new(program())
            .current_dir(self.folder.path())
            .env("TESSERA_VAULT", self.folder.path().join("vault.tessera"))
            .env("HOME", self.folder.path())
            .env_remove("XDG_DATA_HOME")
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env_remove("WAYLAND_DISPLAY")
            .envs(display.map(|name| ("DISPLAY", name)))
            .args(["--password-file", line.password])
            .args(line.command_line)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Ran { exit: output.status.code().unwrap(), said: String::from_utf8(output.stderr).unwrap() }
    }
}

/// Built as its own tests have it built, so that nothing is built twice; with the program that reads
/// pictures beside it.
pub fn program() -> &'static Path {
    static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
        reader_program();
        built("tessera-cli", &["--workspace", "--test", "cli"])
    });
    &PROGRAM
}

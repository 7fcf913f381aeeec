//! A user's home that begins empty, and the paths this user picks in dialogs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

pub struct Profile {
    dir: PathBuf,
}

impl Profile {
    /// Stays after the run, so that a failure can be looked at; the next run begins anew.
    pub fn empty(name: &str) -> Result<Self> {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e").join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        fs::create_dir_all(dir.join("home"))?;
        let profile = Self { dir };
        fs::write(profile.file("confirm"), "yes\n")?;
        Ok(profile)
    }

    /// Makes this user the one who runs `command`.
    pub fn owns<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home = self.home();
        command
            .env("HOME", &home)
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("TESSERA_E2E_PICK_OPEN", self.file("pick-open"))
            .env("TESSERA_E2E_PICK_SAVE", self.file("pick-save"))
            .env("TESSERA_E2E_CONFIRM", self.file("confirm"))
            // The app is to log all that it would ever log.
            .env("RUST_LOG", "trace")
            .env_remove("TESSERA_VAULT")
    }

    /// What the next dialog that opens files returns.
    pub fn picks_to_open(&self, file: &Path) -> Result<()> {
        Ok(fs::write(self.file("pick-open"), format!("{}\n", file.display()))?)
    }

    /// What the next dialog that saves a file returns.
    pub fn picks_to_save(&self, file: &Path) -> Result<()> {
        Ok(fs::write(self.file("pick-save"), format!("{}\n", file.display()))?)
    }

    /// From now on the system's own questions are shown; until then this user says yes.
    pub fn answers_by_hand(&self) -> Result<()> {
        Ok(fs::remove_file(self.file("confirm"))?)
    }

    /// A place beside the home: what lies here was not put there by the app on its own.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    pub fn home(&self) -> PathBuf {
        self.dir.join("home")
    }

    /// Every file in the home, with its content.
    pub fn files(&self) -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let mut files = Vec::new();
        let mut folders = vec![self.home()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push(entry.path());
                } else if kind.is_file() {
                    files.push((entry.path(), fs::read(entry.path())?));
                }
            }
        }
        files.sort();
        Ok(files)
    }

    /// The vault files of the home, by their first bytes.
    pub fn vaults(&self) -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let mut files = self.files()?;
        files.retain(|(_, bytes)| bytes.starts_with(b"TESSERA\x1a"));
        Ok(files)
    }
}

//! What this computer remembers beside the vault: settings, and a few facts about each vault. Holds
//! nothing secret; a file that cannot be read counts as none.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::dto::{LastBackup, Settings};

/// `settings.json` in the platform's folder for settings.
#[derive(Debug)]
pub struct Profile {
    path: PathBuf,
    content: Content,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Content {
    #[serde(flatten)]
    settings: Settings,
    last_backup: Option<LastBackup>,
    vaults: BTreeMap<Uuid, Memory>,
}

/// What is remembered of one vault. Moments are unix seconds.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Memory {
    /// The slot whose key the keyring of this computer was given.
    pub device_slot: Option<Uuid>,
    /// When the password was last typed.
    pub password_at: u64,
    /// The highest revision that was seen: an older file is told of.
    pub revision: u64,
    /// When the user last said that a recovery sheet can wait.
    pub recovery_put_off_at: Option<u64>,
    /// Where backups go besides.
    pub second_folder: Option<PathBuf>,
    /// When the last copy went there.
    pub second_at: Option<u64>,
    /// The last generation that was kept, reopened and counted.
    pub kept: Option<LastBackup>,
}

impl Profile {
    /// Reads the file, or starts with the defaults.
    pub fn load(path: PathBuf) -> Self {
        let content = fs::read(&path).ok().and_then(|json| serde_json::from_slice(&json).ok());
        Self { path, content: content.unwrap_or_default() }
    }

    /// What the user has set.
    pub fn settings(&self) -> &Settings {
        &self.content.settings
    }

    /// The last backup that was exported from this computer.
    pub fn last_backup(&self) -> Option<LastBackup> {
        self.content.last_backup
    }

    /// What is remembered of a vault.
    pub fn memory(&self, vault: Uuid) -> Memory {
        self.content.vaults.get(&vault).cloned().unwrap_or_default()
    }

    /// Sets and saves.
    pub fn set_settings(&mut self, settings: Settings) -> std::io::Result<()> {
        self.content.settings = settings;
        self.save()
    }

    /// Notes and saves.
    pub fn set_last_backup(&mut self, backup: LastBackup) -> std::io::Result<()> {
        self.content.last_backup = Some(backup);
        self.save()
    }

    /// Notes something about a vault, and saves if that is new.
    pub fn note(&mut self, vault: Uuid, note: impl FnOnce(&mut Memory)) -> std::io::Result<()> {
        let before = self.memory(vault);
        let mut memory = before.clone();
        note(&mut memory);
        if memory == before {
            return Ok(());
        }
        self.content.vaults.insert(vault, memory);
        self.save()
    }

    fn save(&self) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(&self.content)?)?;
        file.persist(&self.path)?;
        Ok(())
    }
}

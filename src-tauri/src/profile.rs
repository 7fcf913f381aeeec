//! What this computer remembers beside the vault: settings, and when the last backup was made. Holds
//! nothing secret; a file that cannot be read counts as none.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

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

    fn save(&self) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(&self.content)?)?;
        file.persist(&self.path)?;
        Ok(())
    }
}

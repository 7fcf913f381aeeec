//! The system's file dialogs. A path that was chosen stays in Rust: the page never sees one.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use crate::error::CommandError;

/// What a dialog comes to, once the user has closed it.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, CommandError>> + Send>>;

/// Lets the user choose files and folders.
pub trait Picker: Send + Sync {
    /// Files to read. Empty where the user changed their mind.
    fn files(&self, purpose: Open) -> Answer<Vec<PathBuf>>;

    /// One folder. None where the user changed their mind.
    fn folder(&self, purpose: Folder) -> Answer<Option<PathBuf>>;

    /// Where a file goes; the dialog asks before it replaces one. None where the user changed their
    /// mind.
    fn target(&self, save: Save) -> Answer<Option<PathBuf>>;
}

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Open {
    /// Accounts to import: pictures, texts, files of other apps. Several at once.
    Import,
    /// One backup of a vault.
    Backup,
    /// The key file of a KeePass database: any file may be one.
    KeyFile,
}

/// What a folder is chosen for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Folder {
    /// Pictures and texts to import.
    Import,
    /// The second place for backups.
    Backups,
}

/// A file that is to be saved.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Save {
    /// A copy of the vault.
    Backup,
    /// Accounts in the format of another app.
    Export {
        /// A name for the file.
        file_name: String,
        /// What the other app is called.
        app: &'static str,
        /// What such files end in, without the dot.
        extension: &'static str,
    },
    /// Entries that this version cannot read.
    Quarantine,
}

impl Save {
    /// A name for the file.
    #[must_use]
    pub fn file_name(&self) -> &str {
        match self {
            Self::Backup => "backup.tessera",
            Self::Export { file_name, .. } => file_name,
            Self::Quarantine => "unreadable-entries.json",
        }
    }

    /// What such files end in, without the dot.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        match self {
            Self::Backup => "tessera",
            Self::Export { extension, .. } => extension,
            Self::Quarantine => "json",
        }
    }
}

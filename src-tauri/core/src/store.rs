//! Bytes and files: atomic saves, backup generations, and the check that nobody else wrote in
//! between. Knows nothing of what the bytes mean.
//!
//! A save either leaves the old file or the new one, whenever it is interrupted: the new bytes are
//! written beside the old ones, synced, read back and checked, and then renamed over them.

mod generations;
mod lock;
mod save;

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

pub use generations::Generation;
pub use save::{Saved, write};

use crate::vault::MAX_FILE;

/// The file that a vault lives in, and the folder of its backup generations beside it.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
}

/// Tells one content of the file from another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// SHA-256 of the bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl Store {
    /// A file that may or may not exist yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a file.
    ///
    /// # Errors
    /// [`StoreError::Read`] where that cannot be known: a folder that is not to be entered is not
    /// the same as no vault.
    pub fn exists(&self) -> Result<bool, StoreError> {
        self.path.try_exists().map_err(|e| StoreError::Read { kind: e.kind() })
    }

    /// Reads the whole file, at most [`MAX_FILE`] bytes of it.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Read`], [`StoreError::TooLarge`].
    pub fn load(&self) -> Result<Vec<u8>, StoreError> {
        read(&self.path)
    }

    /// Length and time of change, cheap to ask: the same as before means nobody wrote.
    #[must_use]
    pub fn glance(&self) -> Option<(u64, std::time::SystemTime)> {
        let metadata = fs::metadata(&self.path).ok()?;
        Some((metadata.len(), metadata.modified().ok()?))
    }

    /// The file itself, where `path` is a symbolic link to it.
    fn target(&self) -> PathBuf {
        resolved(&self.path)
    }
}

/// Where a path leads through symbolic links, also if there is no file there yet: a link to a drive
/// that is not mounted must not be replaced by a file.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    let mut path = path.to_owned();
    // As many links as Linux follows.
    for _ in 0..40 {
        let Ok(link) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(link);
    }
    path
}

/// The folder that a path is in; the current one for a bare file name.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where the vault lies unless the user says otherwise: the value of `TESSERA_VAULT`, else
/// `tessera/vault.tessera` in the platform's folder for data.
#[must_use]
pub fn default_path(tessera_vault: Option<OsString>, data_dir: Option<PathBuf>) -> Option<PathBuf> {
    match tessera_vault.filter(|path| !path.is_empty()) {
        Some(path) => Some(path.into()),
        None => Some(data_dir?.join("tessera").join("vault.tessera")),
    }
}

/// Reads a file of at most [`MAX_FILE`] bytes.
///
/// # Errors
/// As [`Store::load`].
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    let failed = |e: io::Error| match e.kind() {
        io::ErrorKind::NotFound => StoreError::Missing,
        kind => StoreError::Read { kind },
    };
    let file = fs::File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    if length > MAX_FILE as u64 {
        return Err(StoreError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > MAX_FILE {
        return Err(StoreError::TooLarge);
    }
    Ok(bytes)
}

/// Why a file could not be read or written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file.
    #[error("there is no file")]
    Missing,
    /// There is a file already, and it was to be a new one.
    #[error("there is a file already")]
    Exists,
    /// Another program saved the file since it was loaded.
    #[error("another program has changed the file")]
    ChangedOnDisk,
    /// Another program holds the lock and does not let go.
    #[error("another program is saving the file")]
    Busy,
    /// Over [`MAX_FILE`] bytes.
    #[error("the file is larger than {} MiB", MAX_FILE / (1024 * 1024))]
    TooLarge,
    /// The system would not read it.
    #[error("the file cannot be read ({kind})")]
    Read {
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// The system would not write it.
    #[error("the file cannot be written ({kind})")]
    Write {
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// What was written did not read back the same; the old file is untouched.
    #[error("what was written could not be read back")]
    Unverified,
}

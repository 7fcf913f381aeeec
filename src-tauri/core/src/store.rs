//! Bytes and files: atomic saves, backup generations, and the check that nobody else wrote in
//! between. Knows nothing of what the bytes mean.
//!
//! A save either leaves the old file or the new one, whenever it is interrupted: the new bytes are
//! written beside the old ones, synced, read back and checked, and then renamed over them. What they
//! replace has become a generation by then, under a name that says what it is worth.
//!
//! ```text
//! save ─→ turn (lock) ─→ staged (temporary file) ─→ shelf (generations) ─→ disk
//! ```

mod conflicts;
mod disk;
mod displaced;
mod error;
mod generation;
mod generations;
mod held;
mod lock;
mod look;
mod paths;
mod plain_disk;
mod rotation;
mod save;
mod second;
mod seen;
mod several;
mod shelf;
mod staged;
mod system_disk;
mod turn;
mod unnamed;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

pub use conflicts::ConflictFile;
pub use disk::{Disk, Facts, Kind, Listed, LockAttempt, NewFile, UnnamedFile};
pub use error::StoreError;
pub use generation::{Generation, GenerationState};
pub use look::{Look, Worth};
pub use paths::default_path;
pub use plain_disk::keep_owner;
pub use save::{Saved, write, write_on};
pub use second::SecondFolder;
pub use several::Written;
pub use shelf::Kept;
pub use staged::abandon_and_exit;
pub use system_disk::SystemDisk;

use seen::Seen;

use crate::vault::MAX_FILE;

/// The file that a vault lives in, and the folders of its backup generations.
#[derive(Clone, Debug)]
pub struct Store {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    second: Option<SecondFolder>,
    seen: Seen,
}

/// Tells one content of the file from another.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// SHA-256 of the bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// Bytes, hashed once.
struct Content<'a> {
    bytes: &'a [u8],
    fingerprint: Fingerprint,
}

impl<'a> Content<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, fingerprint: Fingerprint::of(bytes) }
    }

    fn worth(&self, look: &dyn Look) -> Worth {
        look.worth(self.bytes, self.fingerprint)
    }
}

impl Store {
    /// A file that may or may not exist yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self::on(Arc::new(SystemDisk), path)
    }

    /// A vault at a path on a disk of the caller's: the tests have disks that fail. See
    /// [`Self::at`].
    #[must_use]
    pub fn on(disk: Arc<dyn Disk>, path: impl Into<PathBuf>) -> Self {
        Self { disk, path: path.into(), second: None, seen: Seen::default() }
    }

    /// The path of the vault file.
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
        match self.disk.facts(&self.path) {
            Ok(_) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(StoreError::Read { kind: e.kind() }),
        }
    }

    /// Reads the whole file, at most [`MAX_FILE`] bytes of it.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::NotAFile`], [`StoreError::Read`],
    /// [`StoreError::TooLarge`].
    pub fn load(&self) -> Result<Vec<u8>, StoreError> {
        self.read(&self.path)
    }

    /// Whether a path names the vault file, its lock or a generation: nothing else may be written there.
    #[must_use]
    pub fn owns(&self, path: &Path) -> bool {
        let target = self.target().unwrap_or_else(|_| self.path.clone());
        let own = [self.path.clone(), paths::with_suffix(&target, ".lock"), target.clone()];
        let beside = turn::shelf_of(self, &target);
        own.iter().any(|own| same_file(own, path))
            || beside.holds(path)
            || self.second_shelf().is_some_and(|second| second.holds(path))
    }

    /// Length and time of change, cheap to ask: the same as before means nobody wrote.
    #[must_use]
    pub fn glance(&self) -> Option<(u64, SystemTime)> {
        let facts = self.disk.facts(&self.path).ok()?;
        Some((facts.bytes, facts.modified?))
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, StoreError> {
        self.disk.read(path, MAX_FILE).map_err(StoreError::reading)
    }

    fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// The file itself, where `path` is a symbolic link to it.
    fn target(&self) -> io::Result<PathBuf> {
        paths::resolved(self.disk(), &self.path)
    }
}

/// Reads a file of at most [`MAX_FILE`] bytes. Never waits for a pipe.
///
/// # Errors
/// As [`Store::load`].
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    SystemDisk.read(path, MAX_FILE).map_err(StoreError::reading)
}

/// Reads a file that lies beside another one, by its name: in the same folder and in no other. None
/// where there is none that can be read.
#[must_use]
pub fn beside(path: &Path, name: &str) -> Option<Vec<u8>> {
    let is_a_name = Path::new(name).file_name().is_some_and(|file| file == name);
    is_a_name.then(|| read(&path.with_file_name(name)).ok()).flatten()
}

/// Whether two paths name one file, links followed.
#[must_use]
pub fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

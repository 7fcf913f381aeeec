//! One writer at a time: an advisory lock on a file beside the vault, which stays there.
//!
//! The vault itself cannot be the lock: a save replaces it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use super::StoreError;
use super::save::write_failed;

/// A save takes milliseconds; whoever holds the lock longer has stopped.
const ATTEMPTS: u32 = 250;
const PAUSE: Duration = Duration::from_millis(20);

/// Held until it is dropped.
pub(super) struct Lock(Option<File>);

impl Lock {
    /// Waits its turn.
    pub(super) fn acquire(target: &Path) -> Result<Self, StoreError> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(target.with_file_name(name)).map_err(write_failed)?;
        for _ in 0..ATTEMPTS {
            match file.try_lock() {
                Ok(()) => return Ok(Self(Some(file))),
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(_)) => return Ok(Self(None)),
            }
        }
        Err(StoreError::Busy)
    }

    /// False where the file system knows no locks: the check for changes on disk still stands then.
    pub(super) fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

//! One writer at a time: an advisory lock on a file beside the vault, which stays there.
//!
//! The vault itself cannot be the lock: a save replaces it.

use std::fmt::Debug;
use std::path::Path;
use std::time::Duration;

use super::StoreError;
use super::disk::{Disk, LockAttempt};
use super::paths::with_suffix;

/// A save takes milliseconds; whoever holds the lock longer has stopped.
const ATTEMPTS: u32 = 250;
const PAUSE: Duration = Duration::from_millis(20);

/// Held until it is dropped.
pub(super) struct Lock(Option<Box<dyn Debug + Send>>);

impl Lock {
    /// Waits its turn.
    pub(super) fn acquire(disk: &dyn Disk, target: &Path) -> Result<Self, StoreError> {
        let path = with_suffix(target, ".lock");
        for _ in 0..ATTEMPTS {
            match disk.try_lock(&path).map_err(StoreError::writing)? {
                LockAttempt::Held(lock) => return Ok(Self(Some(lock))),
                LockAttempt::Taken => std::thread::sleep(PAUSE),
                LockAttempt::Unsupported => return Ok(Self(None)),
            }
        }
        Err(StoreError::Busy)
    }

    /// False where the file system knows no locks: the check for changes on disk still stands then.
    pub(super) fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

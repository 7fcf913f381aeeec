//! One writer at a time: an advisory lock on a file beside the vault, which stays there.
//!
//! The vault itself cannot be the lock: a save replaces it.

use std::fmt::Debug;
use std::path::Path;
use std::time::Duration;

use super::StoreError;
use super::disk::{Disk, LockAttempt};
use super::paths::with_suffix;
use crate::interrupt;

/// A save takes milliseconds, on a busy disk a second; whoever holds the lock longer has stopped.
const PATIENCE: Duration = Duration::from_secs(20);

/// Held until it is dropped.
pub(super) struct Lock(Option<Box<dyn Debug + Send>>);

impl Lock {
    /// Waits its turn.
    pub(super) fn acquire(disk: &dyn Disk, target: &Path) -> Result<Self, StoreError> {
        let path = with_suffix(target, ".lock");
        match disk.lock(&path, PATIENCE).map_err(StoreError::writing)? {
            LockAttempt::Held(lock) => Ok(Self(Some(lock))),
            LockAttempt::Taken => Err(StoreError::Busy),
            LockAttempt::Unsupported => Ok(Self(None)),
            LockAttempt::NotAFile => Err(StoreError::LockNotAFile),
        }
    }

    /// False where the file system knows no locks: the check for changes on disk still stands then.
    pub(super) fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

impl Drop for Lock {
    /// A step of the save that was left alone may still be done: nobody else saves before that.
    fn drop(&mut self) {
        if let Some(held) = self.0.take() {
            interrupt::after_steps(move || drop(held));
        }
    }
}

//! Files that are worth something only together.

use std::fs;
use std::path::{Path, PathBuf};

use super::{StoreError, write};

/// Files that were written. Until they are kept, they are removed when this is dropped: the first of
/// several are worth nothing without the rest, and hold secrets all the same.
#[derive(Debug, Default)]
#[must_use]
pub struct Written(Vec<PathBuf>);

impl Written {
    /// Writes one more, and reads it back.
    ///
    /// # Errors
    /// As [`write()`].
    pub fn add(&mut self, path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), StoreError> {
        write(path, bytes, overwrite, |found| found == bytes)?;
        self.0.push(path.to_owned());
        Ok(())
    }

    /// All are there.
    pub fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        for path in &self.0 {
            // What cannot be removed cannot be told of either: what failed before is told.
            let _ = fs::remove_file(path);
        }
    }
}

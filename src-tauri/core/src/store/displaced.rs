//! What stood in the vault's place when a save took it. A sync program takes no lock: it may have
//! written between the last look and the save. So what was displaced is looked at once more, and kept
//! beside the vault where it is not what was expected, to be merged like any other conflict.

use std::io;
use std::path::Path;

use super::conflicts::conflict_name;
use super::staged::Staged;
use super::turn::Turn;
use super::{Fingerprint, StoreError};
use crate::vault::MAX_FILE;

/// How many names are tried for a conflict file.
const ATTEMPTS: u32 = 1_000;

impl Turn<'_> {
    /// Puts what was staged in the place of the file that was `expected`. The name of the conflict file,
    /// where something else stood there. Where the file system cannot exchange two files, what another
    /// program wrote since the last look is gone.
    pub(super) fn replace(
        &self,
        new: Staged<'_>,
        expected: Fingerprint,
    ) -> Result<Option<String>, StoreError> {
        let displaced = self.names().for_displaced();
        match new.exchange(self.target(), &displaced) {
            Ok(()) => {}
            Err(new) => new.replace(self.target())?,
        }
        Ok(self.look_at(&displaced, |found| Fingerprint::of(found) == expected))
    }

    /// Looks at what saves have displaced that were cut off before they did.
    pub(super) fn look_at_displaced(&self) {
        for path in self.names().displaced(self.disk()) {
            self.look_at(&path, |found| self.is_kept(found));
        }
    }

    /// Removes a file that was displaced where its content is safe, and calls it a conflict otherwise.
    /// Under its own name it waits for the next save where neither can be done.
    fn look_at(&self, displaced: &Path, is_safe: impl Fn(&[u8]) -> bool) -> Option<String> {
        if self.disk().read(displaced, MAX_FILE).is_ok_and(|found| is_safe(&found)) {
            let _ = self.disk().remove(displaced);
            return None;
        }
        for number in 1..=ATTEMPTS {
            let path = conflict_name(self.target(), number);
            match self.disk().rename_new(displaced, &path) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(_) => return None,
                Ok(()) => return Some(path.file_name()?.to_string_lossy().into_owned()),
            }
        }
        None
    }

    fn is_kept(&self, bytes: &[u8]) -> bool {
        let shelf = self.shelf();
        let is_the_file =
            || self.disk().read(self.target(), MAX_FILE).is_ok_and(|file| file == bytes);
        let as_long = |bytes: &[u8], all: Vec<super::Generation>| {
            let long = bytes.len() as u64;
            all.into_iter().filter(move |generation| generation.bytes == long)
        };
        is_the_file()
            || shelf.list().is_ok_and(|all| {
                as_long(bytes, all).any(|one| shelf.load(&one.id).is_ok_and(|kept| kept == bytes))
            })
    }
}

//! Bytes beside the place where they belong, until they are known to be whole.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::disk::Disk;
use super::{Content, Fingerprint, StoreError};
use crate::time::UnixTime;
use crate::vault::MAX_FILE;

/// A temporary file. It is removed unless it is put in its place.
pub(super) struct Staged<'a> {
    disk: &'a dyn Disk,
    path: PathBuf,
    fingerprint: Fingerprint,
    placed: bool,
}

impl<'a> Staged<'a> {
    /// Writes `content` to a new file, syncs it, reads it back and has that checked. It belongs to the
    /// owner of what is at `owner_of`; without one, to whoever runs this program.
    pub(super) fn write(
        disk: &'a dyn Disk,
        names: &Names,
        content: &Content<'_>,
        owner_of: Option<&Path>,
        check: impl FnOnce(&[u8]) -> bool,
    ) -> Result<Self, StoreError> {
        let &Content { bytes, fingerprint } = content;
        let (mut file, staged) = names.first_free(|path| {
            let file = disk.create_new(&path)?;
            Ok((file, Self { disk, path, fingerprint, placed: false }))
        })?;
        if let Some(of) = owner_of {
            file.keep_owner(of);
        }
        file.write(bytes).map_err(StoreError::writing)?;
        file.sync().map_err(StoreError::writing)?;
        drop(file);
        let written = staged.read()?;
        if written == bytes && check(&written) { Ok(staged) } else { Err(StoreError::Unverified) }
    }

    /// A second name for a file that is known to hold `content`, where the file system has such.
    pub(super) fn link(
        disk: &'a dyn Disk,
        names: &Names,
        from: &Path,
        content: &Content<'_>,
    ) -> Result<Self, StoreError> {
        let &Content { bytes, fingerprint } = content;
        let staged = names.first_free(|path| {
            disk.hard_link(from, &path)?;
            Ok(Self { disk, path, fingerprint, placed: false })
        })?;
        // Somebody else may have written it, and not have synced it.
        disk.sync_file(&staged.path).map_err(StoreError::writing)?;
        match staged.read()? == bytes {
            true => Ok(staged),
            false => Err(StoreError::ChangedOnDisk),
        }
    }

    /// A file that is known to hold `content`, under a temporary name that `name` gives it.
    pub(super) fn named(
        disk: &'a dyn Disk,
        names: &Names,
        content: &Content<'_>,
        mut name: impl FnMut(&Path) -> io::Result<()>,
    ) -> Result<Self, StoreError> {
        let fingerprint = content.fingerprint;
        names.first_free(|path| {
            name(&path)?;
            Ok(Self { disk, path, fingerprint, placed: false })
        })
    }

    fn read(&self) -> Result<Vec<u8>, StoreError> {
        self.disk.read(&self.path, MAX_FILE).map_err(StoreError::reading)
    }

    /// Renames the staged file to `target`, in the place of whatever is there.
    pub(super) fn replace(mut self, target: &Path) -> Result<(), StoreError> {
        let renamed = self.disk.rename(&self.path, target);
        self.placed(target, renamed)
    }

    /// Renames the staged file to `target`, where there must be nothing. Gives itself back with the
    /// error.
    pub(super) fn place(mut self, target: &Path) -> Result<(), (Self, StoreError)> {
        let renamed = self.disk.rename_new(&self.path, target);
        self.placed(target, renamed).map_err(|error| (self, error))
    }

    /// Network file systems have been seen to do what they are told and then report a failure.
    fn placed(&mut self, target: &Path, renamed: io::Result<()>) -> Result<(), StoreError> {
        let in_place = || {
            let left = self.disk.facts(&self.path).map_err(|e| e.kind());
            let found = self.disk.read(target, MAX_FILE).map(|bytes| Fingerprint::of(&bytes));
            left.err() == Some(io::ErrorKind::NotFound)
                && found.is_ok_and(|found| found == self.fingerprint)
        };
        self.placed = renamed.is_ok() || in_place();
        if self.placed { Ok(()) } else { renamed.map_err(StoreError::writing) }
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        if !self.placed {
            // What cannot be removed does no harm: the next save sweeps it up.
            let _ = self.disk.remove(&self.path);
        }
    }
}

/// The names of temporary files: whose they are, so that nobody sweeps another vault's.
pub(super) struct Names {
    folder: PathBuf,
    prefix: OsString,
}

const SUFFIX: &str = ".tmp";
const ATTEMPTS: u32 = 1_000;

impl Names {
    /// `.vault.tessera-12-3.tmp` in that folder.
    pub(super) fn new(folder: &Path, whose: &OsStr) -> Self {
        let mut prefix = OsString::from(".");
        prefix.push(whose);
        prefix.push("-");
        Self { folder: folder.to_owned(), prefix }
    }

    /// Two programs on two computers may come upon the same name: whoever makes the file has it.
    fn first_free<T>(
        &self,
        mut make: impl FnMut(PathBuf) -> io::Result<T>,
    ) -> Result<T, StoreError> {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        for _ in 0..ATTEMPTS {
            let mut name = self.prefix.clone();
            let count = COUNTER.fetch_add(1, Ordering::Relaxed);
            name.push(format!("{}-{count}{SUFFIX}", std::process::id()));
            match make(self.folder.join(name)) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map_err(StoreError::writing),
            }
        }
        Err(StoreError::Exists)
    }

    /// Whether this is the name of a temporary file of ours. One of `vault-2` is none of `vault`.
    fn is_one(&self, name: &[u8]) -> bool {
        let made = name
            .strip_prefix(self.prefix.as_encoded_bytes())
            .and_then(|rest| rest.strip_suffix(SUFFIX.as_bytes()));
        // Earlier versions wrote letters and digits.
        made.is_some_and(|made| match made.iter().position(|byte| *byte == b'-') {
            Some(dash) => [&made[..dash], &made[dash + 1..]].iter().all(|n| is_number(n)),
            None => !made.is_empty(),
        })
    }

    /// Removes what was cut off, as far as it was not touched since `before`. What cannot be removed
    /// does no harm.
    pub(super) fn sweep(&self, disk: &dyn Disk, before: Option<UnixTime>) {
        for file in disk.list(&self.folder).into_iter().flatten() {
            let ours = self.is_one(file.name.as_encoded_bytes());
            let modified = file.facts.modified.map(UnixTime::from);
            if ours && before.is_none_or(|before| modified.is_some_and(|at| at < before)) {
                let _ = disk.remove(&self.folder.join(&file.name));
            }
        }
    }
}

fn is_number(digits: &[u8]) -> bool {
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}

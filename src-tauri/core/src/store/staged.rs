//! Bytes beside the place where they belong, until they are known to be whole.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

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
    known: Option<Known>,
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
            let known = Known::note(&path);
            let file = disk.create_new(&path)?;
            Ok((file, Self { disk, path, fingerprint, placed: false, known: Some(known) }))
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
            let known = Known::note(&path);
            disk.hard_link(from, &path)?;
            Ok(Self { disk, path, fingerprint, placed: false, known: Some(known) })
        })?;
        // Others may read the file itself, which is about to be replaced by one that is private.
        disk.make_private(&staged.path).map_err(StoreError::writing)?;
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
            let known = Known::note(&path);
            name(&path)?;
            Ok(Self { disk, path, fingerprint, placed: false, known: Some(known) })
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

    /// Puts the staged file in the place of `target`, and what stood there at `displaced`. Gives itself
    /// back where that cannot be done.
    pub(super) fn exchange(mut self, target: &Path, displaced: &Path) -> Result<(), Self> {
        match self.disk.exchange(&self.path, target, displaced) {
            Ok(()) => self.placed = true,
            Err(_) if self.is_at(target) => {
                self.placed = true;
                let _ = self.disk.rename_new(&self.path, displaced);
            }
            Err(_) => return Err(self),
        }
        Ok(())
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
            left.err() == Some(io::ErrorKind::NotFound) && self.is_at(target)
        };
        self.placed = renamed.is_ok() || in_place();
        if self.placed { Ok(()) } else { renamed.map_err(StoreError::writing) }
    }

    fn is_at(&self, target: &Path) -> bool {
        let found = self.disk.read(target, MAX_FILE).map(|bytes| Fingerprint::of(&bytes));
        found.is_ok_and(|found| found == self.fingerprint)
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        if !self.placed {
            self.disk.discard(&self.path);
            // It may be removed only later: until the end of the process, its name is nobody else's.
            std::mem::forget(self.known.take());
        }
    }
}

/// The temporary files of this process, for its end.
static STAGED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A temporary file that is to be removed where the process is told to end, until this is dropped.
struct Known(PathBuf);

impl Known {
    fn note(path: &Path) -> Self {
        STAGED.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        STAGED.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// Removes what this process has staged and not put in its place, and ends the process.
///
/// For a process that is told to end: what is staged may be an export without encryption, and whoever
/// writes it may be waiting for a disk. A disk that does not answer is waited for no longer than a moment.
pub fn abandon_and_exit(code: i32) -> ! {
    // Held until the end: nothing more is staged.
    let staged = STAGED.lock().unwrap_or_else(PoisonError::into_inner);
    let (tell, done) = mpsc::channel();
    for path in staged.iter().cloned() {
        let tell = tell.clone();
        let remove = move || {
            // One that was put in its place meanwhile is no longer here.
            let _ = std::fs::remove_file(path);
            drop(tell);
        };
        // Without a thread it is left for the next export to sweep up.
        let _ = thread::Builder::new().name("abandon".into()).spawn(remove);
    }
    drop(tell);
    let _: Result<(), _> = done.recv_timeout(LAST_MOMENT);
    std::process::exit(code)
}

/// For how long a process that is told to end waits for its disks.
const LAST_MOMENT: Duration = Duration::from_secs(2);

/// The names of temporary files: whose they are, so that nobody sweeps another vault's.
pub(super) struct Names {
    folder: PathBuf,
    prefix: OsString,
}

const SUFFIX: &str = ".tmp";
const DISPLACED: &str = ".displaced";
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
        for _ in 0..ATTEMPTS {
            match make(self.next(SUFFIX)) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map_err(StoreError::writing),
            }
        }
        Err(StoreError::Exists)
    }

    /// A name for what a save displaces: it is looked at before it is removed, so no sweep may take it.
    pub(super) fn for_displaced(&self) -> PathBuf {
        self.next(DISPLACED)
    }

    /// What saves have displaced that were cut off before they looked at it.
    pub(super) fn displaced(&self, disk: &dyn Disk) -> Vec<PathBuf> {
        let listed = disk.list(&self.folder).into_iter().flatten();
        let ours = listed.filter(|file| self.is_one(file.name.as_encoded_bytes(), DISPLACED));
        ours.map(|file| self.folder.join(file.name)).collect()
    }

    fn next(&self, suffix: &str) -> PathBuf {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let mut name = self.prefix.clone();
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        name.push(format!("{}-{count}{suffix}", std::process::id()));
        self.folder.join(name)
    }

    /// Whether this is the name of a temporary file of ours. One of `vault-2` is none of `vault`.
    fn is_one(&self, name: &[u8], suffix: &str) -> bool {
        let made = name
            .strip_prefix(self.prefix.as_encoded_bytes())
            .and_then(|rest| rest.strip_suffix(suffix.as_bytes()));
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
            let ours = self.is_one(file.name.as_encoded_bytes(), SUFFIX);
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

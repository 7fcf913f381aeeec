//! What sync programs leave beside the vault when two computers have saved it.

use std::path::{Path, PathBuf};

use super::disk::{Kind, Listed};
use super::generation::is_generation;
use super::look::Look;
use super::paths::{folder_of, is_bare_name};
use super::shelf::Kept;
use super::{Fingerprint, Store, StoreError};
use crate::time::UnixTime;
use crate::vault::MAX_FILE;

/// The most that are named at once. Those beyond come once these are merged.
const MOST: usize = 100;
/// The most files with such names that are looked into.
const LOOKED_INTO: usize = 1_000;

/// A copy of the vault under a name that a sync program made up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConflictFile {
    /// Its file name.
    pub id: String,
    /// When it was changed last, where the system knows.
    pub modified: Option<UnixTime>,
}

impl Store {
    /// The conflict files beside the vault, by name; of more than a hundred the latest, whatever else bears
    /// such a name. `is_ours` looks
    /// at the front of each, so many bytes of it: they may be large, and this is asked often.
    ///
    /// # Errors
    /// [`StoreError::Read`].
    pub fn conflicts(
        &self,
        front: usize,
        is_ours: impl Fn(&[u8]) -> bool,
    ) -> Result<Vec<ConflictFile>, StoreError> {
        let target = self.target().map_err(StoreError::reading)?;
        let files = match self.disk().list(folder_of(&target)).map_err(StoreError::reading) {
            Err(StoreError::Missing) => Vec::new(),
            listed => listed?,
        };
        let named = |file: Listed| {
            let id = file.name.into_string().ok()?;
            let is_file = file.facts.kind == Kind::File && file.facts.bytes <= MAX_FILE as u64;
            let is_one = is_file && is_conflict_of(&target, &id);
            is_one.then(|| ConflictFile { id, modified: file.facts.modified.map(Into::into) })
        };
        let mut conflicts: Vec<_> = files.into_iter().filter_map(named).collect();
        conflicts.sort_by_key(|file| std::cmp::Reverse(file.modified));
        // One that cannot be read cannot be merged either.
        let read = |id: &str| self.disk().read_front(&target.with_file_name(id), front);
        let found = conflicts.into_iter().take(LOOKED_INTO);
        let found = found.filter(|file| read(&file.id).is_ok_and(|front| is_ours(&front)));
        let mut conflicts: Vec<_> = found.take(MOST).collect();
        conflicts.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(conflicts)
    }

    /// Reads a conflict file.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub fn load_conflict(&self, id: &str) -> Result<Vec<u8>, StoreError> {
        self.read(&self.conflict_path(id)?)
    }

    /// Moves a conflict file among the generations after it was merged. Its bytes stay.
    ///
    /// # Errors
    /// [`StoreError::ChangedOnDisk`] where it is not the one that was `merged`; see [`StoreError`].
    pub fn settle_conflict(
        &self,
        id: &str,
        merged: Fingerprint,
        now: UnixTime,
        look: &dyn Look,
    ) -> Result<Kept, StoreError> {
        self.shelve(&self.conflict_path(id)?, merged, now, look)
    }

    /// Where a conflict file lies. A symbolic link is none: it could lead anywhere.
    fn conflict_path(&self, id: &str) -> Result<PathBuf, StoreError> {
        let target = self.target().map_err(StoreError::reading)?;
        let path = target.with_file_name(id);
        let ours = is_conflict_of(&target, id)
            && self.disk().link_target(&path).map_err(StoreError::reading)?.is_none();
        if ours { Ok(path) } else { Err(StoreError::Missing) }
    }
}

/// `vault (conflict 1).tessera`, beside `vault.tessera`.
pub(super) fn conflict_name(target: &Path, number: u32) -> PathBuf {
    let mut name = target.file_stem().unwrap_or_default().to_owned();
    name.push(format!(" (conflict {number})"));
    if let Some(ending) = target.extension() {
        name.push(".");
        name.push(ending);
    }
    target.with_file_name(name)
}

/// Whether a sync program would call a copy of `target` so.
fn is_conflict_of(target: &Path, name: &str) -> bool {
    let part =
        |part: Option<&std::ffi::OsStr>| part.and_then(|part| part.to_str().map(str::to_owned));
    let Some(stem) = part(target.file_stem()) else { return false };
    let ending = part(target.extension()).map_or(String::new(), |ending| format!(".{ending}"));
    let added = name.strip_prefix(&stem).and_then(|rest| rest.strip_suffix(&ending));
    added.is_some_and(is_added) && is_bare_name(name) && !is_generation(name)
}

/// What is put between `vault` and `.tessera`.
fn is_added(added: &str) -> bool {
    let numbered = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // Syncthing; ownCloud.
    if added.starts_with(".sync-conflict-") || added.starts_with("_conflict-") {
        return true;
    }
    // Dropbox and Nextcloud, in any language; Google Drive, browsers and Windows number.
    if added.starts_with(" (") && added.ends_with(')') {
        return true;
    }
    // macOS.
    if added.strip_prefix(' ').is_some_and(numbered) {
        return true;
    }
    added.strip_prefix('-').is_some_and(is_computer)
}

/// OneDrive puts the name of the computer there. A user's own `vault-old` or `vault-2026-01-01` is
/// not taken for one: such names have a capital letter at least.
fn is_computer(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && name.bytes().any(|b| b.is_ascii_uppercase())
}

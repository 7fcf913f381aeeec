//! A folder of generations: the one beside the vault, or the second one.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Facts, Kind};
use super::generation::{Generation, GenerationState, LATEST, Naming};
use super::look::{Look, Worth};
use super::seen::{Seen, Sight};
use super::staged::{Names, Staged};
use super::{Content, StoreError, paths, same_file};
use crate::time::UnixTime;
use crate::vault::MAX_FILE;

/// A generation that has been written, read back and compared.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Kept {
    /// Names it among the generations.
    pub id: String,
    /// How it is marked.
    pub state: GenerationState,
    /// How many entries it holds, if it opened.
    pub entries: Option<usize>,
}

/// A folder of generations of one vault.
pub(super) struct Shelf<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) folder: PathBuf,
    pub(super) naming: Naming,
    pub(super) seen: &'a Seen,
}

/// How many moments are tried where another computer keeps its own in the same folder.
const ATTEMPTS: u64 = 100;

impl<'a> Shelf<'a> {
    /// Gives what is staged in the same folder a name of its own, later than all that are there.
    pub(super) fn keep(
        &self,
        mut staged: Staged<'_>,
        now: UnixTime,
        worth: Worth,
    ) -> Result<Kept, StoreError> {
        let (state, entries) = (worth.state(), worth.entries());
        let from = self.next(now)?;
        for at in from..from + ATTEMPTS {
            let id = self.naming.name(UnixTime::from_millis(at), state);
            let path = self.folder.join(&id);
            staged = match staged.place(&path) {
                Ok(()) => {
                    self.sync()?;
                    if let (Ok(Facts { bytes, modified: Some(modified), .. }), Worth::Holds(1..)) =
                        (self.disk.facts(&path), worth)
                    {
                        self.seen.note(Sight { path, bytes, modified }, worth);
                    }
                    return Ok(Kept { id, state, entries });
                }
                Err((staged, StoreError::Exists)) => staged,
                Err((_, other)) => return Err(other),
            };
        }
        Err(StoreError::Exists)
    }

    /// Moves a file here as it stands.
    pub(super) fn take_in(
        &self,
        file: &Path,
        now: UnixTime,
        state: GenerationState,
    ) -> Result<(), StoreError> {
        let id = self.naming.name(UnixTime::from_millis(self.next(now)?), state);
        self.disk.rename_new(file, &self.folder.join(id)).map_err(StoreError::writing)?;
        self.sync()
    }

    /// Where the newest one of its kind holds the same bytes already: a save that was cut off after
    /// it had kept the old file keeps it no second time.
    pub(super) fn kept_already(
        &self,
        bytes: &[u8],
        worth: Worth,
    ) -> Result<Option<Kept>, StoreError> {
        let (state, entries) = (worth.state(), worth.entries());
        let all = self.list()?;
        let Some(newest) = all.into_iter().find(|g| g.state == state) else { return Ok(None) };
        let same = newest.bytes == bytes.len() as u64
            && self.load(&newest.id).is_ok_and(|found| found == bytes);
        // It may have been cut off before its name was made to last.
        let kept = same.then(|| self.sync().map(|()| Kept { id: newest.id, state, entries }));
        kept.transpose()
    }

    /// The generations there are, the newest first.
    pub(super) fn list(&self) -> Result<Vec<Generation>, StoreError> {
        let files = self.disk.list(&self.folder).map_err(StoreError::reading)?;
        let mut generations: Vec<_> = files
            .into_iter()
            .filter(|file| file.facts.kind == Kind::File)
            .filter_map(|file| {
                let id = file.name.into_string().ok()?;
                let (replaced_at, state) = self.naming.parse(&id)?;
                let Facts { bytes, modified, .. } = file.facts;
                Some(Generation { id, replaced_at, bytes, state, modified })
            })
            .collect();
        generations.sort_by(|a, b| (b.replaced_at, &b.id).cmp(&(a.replaced_at, &a.id)));
        Ok(generations)
    }

    pub(super) fn load(&self, id: &str) -> Result<Vec<u8>, StoreError> {
        self.naming.parse(id).ok_or(StoreError::Missing)?;
        self.disk.read(&self.folder.join(id), MAX_FILE).map_err(StoreError::reading)
    }

    /// Whether a path names a generation that is here.
    pub(super) fn holds(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(OsStr::to_str);
        name.is_some_and(|name| self.naming.parse(name).is_some())
            && same_file(paths::folder_of(path), &self.folder)
    }

    /// What one is worth. Only what opened is not opened again as long as nobody touches it.
    pub(super) fn worth(
        &self,
        generation: &Generation,
        look: &dyn Look,
    ) -> Result<Worth, StoreError> {
        let sight = generation.modified.map(|modified| Sight {
            path: self.folder.join(&generation.id),
            bytes: generation.bytes,
            modified,
        });
        if let Some(worth) = sight.as_ref().and_then(|sight| self.seen.worth(sight)) {
            return Ok(worth);
        }
        let worth = Content::of(&self.load(&generation.id)?).worth(look);
        if let (Some(sight), Worth::Holds(1..)) = (sight, worth) {
            self.seen.note(sight, worth);
        }
        Ok(worth)
    }

    /// One that is gone already is gone.
    pub(super) fn remove(&self, generation: &Generation) -> Result<(), StoreError> {
        match self.disk.remove(&self.folder.join(&generation.id)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(StoreError::writing),
        }
    }

    /// Calls one what it is.
    pub(super) fn mark(
        &self,
        generation: &Generation,
        state: GenerationState,
    ) -> Result<(), StoreError> {
        let name = self.naming.name(generation.replaced_at, state);
        let (from, to) = (self.folder.join(&generation.id), self.folder.join(name));
        self.disk.rename_new(&from, &to).map_err(StoreError::writing)?;
        self.sync()
    }

    /// The names of files that are on their way into this folder.
    pub(super) fn names(&self, whose: &OsStr) -> Names {
        Names::new(&self.folder, whose)
    }

    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.disk.sync_folder(&self.folder).map_err(StoreError::writing)
    }

    fn next(&self, now: UnixTime) -> Result<u64, StoreError> {
        let all = self.list()?;
        let moments = all.iter().map(|g| g.replaced_at.millis() + 1);
        // A name at the end of time must not be the end of all that follows.
        let newest = moments.filter(|at| at + ATTEMPTS <= LATEST).max().unwrap_or(0);
        Ok(now.millis().max(newest).min(LATEST - ATTEMPTS))
    }
}

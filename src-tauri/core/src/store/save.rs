//! One save, step by step.

use std::path::Path;
use std::time::Duration;

use super::disk::{Disk, Kind};
use super::look::Look;
use super::paths::{folder_of, resolved};
use super::shelf::Kept;
use super::staged::{Names, Staged};
use super::system_disk::SystemDisk;
use super::turn::Turn;
use super::unnamed::Unnamed;
use super::{Content, Fingerprint, Store, StoreError};
use crate::time::UnixTime;

/// A save that is done.
#[derive(Clone, Debug)]
#[must_use]
pub struct Saved {
    /// What is on disk now.
    pub fingerprint: Fingerprint,
    /// The generation that the file became that was there before; `None` if there was none.
    pub backup: Result<Option<Kept>, StoreError>,
    /// The name of the conflict file that was made of what another program, which took no lock, wrote
    /// while this was saved.
    pub displaced: Option<String>,
    /// The copy of what was saved in the second folder; `None` without one.
    pub second: Option<Result<Kept, StoreError>>,
    /// Whether the save would outlast a power failure at this moment, as far as the system says.
    pub lasting: Result<(), StoreError>,
}

impl Store {
    /// Writes `bytes` in place of the file that was `expected`; `None` means that there must be no
    /// file yet.
    ///
    /// A backup that cannot be kept does not stop the save: the bytes hold all that the old file did.
    ///
    /// # Errors
    /// See [`StoreError`]. The old file is untouched then.
    pub fn save(
        &self,
        bytes: &[u8],
        expected: Option<Fingerprint>,
        now: UnixTime,
        look: &dyn Look,
    ) -> Result<Saved, StoreError> {
        self.put(bytes, expected, now, look, |backup| match backup {
            // What was to be kept is not what was loaded.
            Err(StoreError::ChangedOnDisk) => Err(StoreError::ChangedOnDisk),
            backup => Ok(backup),
        })
    }

    /// Saves bytes that do not hold what the old file did, such as another vault or an older state.
    /// Unlike [`Self::save`] it writes nothing unless the old file can be kept as a backup
    /// generation.
    ///
    /// # Errors
    /// See [`StoreError`]. The old file is untouched then.
    pub fn replace(
        &self,
        bytes: &[u8],
        expected: Option<Fingerprint>,
        now: UnixTime,
        look: &dyn Look,
    ) -> Result<Saved, StoreError> {
        self.put(bytes, expected, now, look, |backup| backup.map(Ok))
    }

    fn put(
        &self,
        bytes: &[u8],
        expected: Option<Fingerprint>,
        now: UnixTime,
        look: &dyn Look,
        go_on: impl FnOnce(Backup) -> Result<Backup, StoreError>,
    ) -> Result<Saved, StoreError> {
        let turn = Turn::take(self)?;
        let old = turn.find(expected)?;
        let content = Content::of(bytes);
        let is_sound = |written: &[u8]| look.is_sound(written);
        // What root makes anew is the user's in whose folder it lies.
        let owner_of = if old.is_some() { turn.target() } else { folder_of(turn.target()) };
        let names = turn.names();
        let new = Staged::write(self.disk(), &names, &content, Some(owner_of), is_sound)?;
        // What was found is what was expected: it need not be hashed again.
        let old = old.as_deref().zip(expected);
        let old = old.map(|(bytes, fingerprint)| Content { bytes, fingerprint });
        let backup = go_on(match &old {
            Some(old) => turn.keep(turn.target(), old, now, look).map(Some),
            None => Ok(None),
        })?;
        let displaced = match old {
            Some(old) => turn.replace(new, old.fingerprint)?,
            None => turn.place(new, expected).map(|()| None)?,
        };
        let lasting = turn.sync();
        if lasting.is_ok() && matches!(backup, Ok(Some(_))) {
            // One that could not be let go of does no harm.
            let _ = turn.shelf().rotate(look);
        }
        let second = self.keep_second(&content, now, look);
        Ok(Saved { fingerprint: content.fingerprint, backup, displaced, second, lasting })
    }
}

type Backup = Result<Option<Kept>, StoreError>;

/// Writes a file that is no vault of ours to keep: an export or a copy. The same care, but no lock
/// and no generations beside it. It belongs to whoever runs this program, also in the place of
/// somebody else's file. `check` looks at the bytes as they read back from the disk.
///
/// # Errors
/// [`StoreError::Exists`] unless `overwrite`, [`StoreError::NotAFile`] where a pipe, a device or a
/// folder stands there; see [`StoreError`]. What was there is untouched then.
pub fn write(
    path: &Path,
    bytes: &[u8],
    overwrite: bool,
    check: impl FnOnce(&[u8]) -> bool,
) -> Result<(), StoreError> {
    write_on(&SystemDisk, path, bytes, overwrite, check)
}

/// Writes a file that is no vault on a disk of the caller's: see [`write()`].
///
/// # Errors
/// As [`write()`].
pub fn write_on(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    overwrite: bool,
    check: impl FnOnce(&[u8]) -> bool,
) -> Result<(), StoreError> {
    let target = resolved(disk, path).map_err(StoreError::writing)?;
    let folder = folder_of(&target);
    match disk.facts(&target) {
        Ok(_) if !overwrite => return Err(StoreError::Exists),
        Ok(facts) if facts.kind != Kind::File => return Err(StoreError::NotAFile),
        _ => {}
    }
    let names = Names::new(folder, target.file_name().unwrap_or_default());
    let content = Content::of(bytes);
    match Unnamed::create(disk, folder)? {
        Some(mut new) => {
            new.write(bytes, check)?;
            match overwrite {
                true => new.replace(&names, &content, &target)?,
                false => new.place(&target)?,
            }
        }
        None => {
            let new = Staged::write(disk, &names, &content, None, check)?;
            match overwrite {
                true => new.replace(&target)?,
                false => new.place(&target).map_err(|(_, error)| error)?,
            }
        }
    }
    // It is in place, and that cannot be undone.
    let _ = disk.sync_folder(folder);
    if let Ok(Some(written)) = disk.facts(&target).map(|facts| facts.modified) {
        names.sweep(disk, written.checked_sub(ABANDONED).map(UnixTime::from));
    }
    Ok(())
}

/// Nobody takes as long to write an export: a temporary file that is as much older than the one just
/// written was left behind by a program that was ended.
const ABANDONED: Duration = Duration::from_secs(10 * 60);

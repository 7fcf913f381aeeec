//! Backup generations: the files that saves replaced, in a folder beside the vault.
//!
//! Kept are the last five, the last one of each of the latest seven days that have any, and the last
//! one of each of the latest twelve months that have any. Counted in days and months with saves, not
//! back from now: a clock that jumps ahead once makes nothing old.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::save::{create_private_folder, sync_folder, write_failed};
use super::{Store, StoreError, read};
use crate::time::UnixTime;

/// A file that a save replaced.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Generation {
    /// Its file name, which names it among the generations.
    pub id: String,
    /// When it was replaced.
    pub replaced_at: UnixTime,
    /// Length in bytes.
    pub bytes: u64,
}

const SUFFIX: &str = ".tessera";
/// The latest moment that a name of fifteen digits can say: in the year 33658.
const LATEST: u64 = 999_999_999_999_999;
const DAY: u64 = 24 * 60 * 60 * 1000;
const MONTH: u64 = 30 * DAY;

impl Store {
    /// The generations there are, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Read`].
    pub fn generations(&self) -> Result<Vec<Generation>, StoreError> {
        list(&backups_of(&self.target()))
    }

    /// Reads a generation.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub fn load_generation(&self, id: &str) -> Result<Vec<u8>, StoreError> {
        replaced_at(id).ok_or(StoreError::Missing)?;
        read(&self.generation_path(id))
    }

    /// Where a generation lies, to be shown to the user.
    #[must_use]
    pub fn generation_path(&self, id: &str) -> PathBuf {
        backups_of(&self.target()).join(id)
    }
}

/// Keeps the file that is about to be replaced, then lets go of those that are no longer due.
pub(super) fn keep(target: &Path, now: UnixTime) -> Result<(), StoreError> {
    let folder = backups_of(target);
    create_private_folder(&folder).map_err(write_failed)?;
    let newest = list(&folder)?.first().map_or(0, |g| g.replaced_at.millis() + 1);
    let at = now.millis().max(newest).min(LATEST);
    link_or_copy(target, &folder, &format!("{at:015}{SUFFIX}")).map_err(write_failed)?;
    sync_folder(&folder);
    for generation in no_longer_due(&list(&folder)?) {
        fs::remove_file(folder.join(&generation.id)).map_err(write_failed)?;
    }
    Ok(())
}

/// `vault.tessera` has its generations in `vault.tessera.backups`.
fn backups_of(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".backups");
    target.with_file_name(name)
}

/// A second name for the same file where the system can. Where it cannot, a synced copy, which gets
/// its name only when it is whole.
fn link_or_copy(from: &Path, folder: &Path, name: &str) -> io::Result<()> {
    let to = folder.join(name);
    if fs::hard_link(from, &to).is_ok() {
        return Ok(());
    }
    let mut copy = tempfile::Builder::new().suffix(".tmp").tempfile_in(folder)?;
    io::copy(&mut File::open(from)?, copy.as_file_mut())?;
    copy.as_file().sync_all()?;
    copy.persist_noclobber(&to).map(drop).map_err(|e| e.error)
}

fn list(folder: &Path) -> Result<Vec<Generation>, StoreError> {
    let failed = |e: io::Error| StoreError::Read { kind: e.kind() };
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(failed(e)),
    };
    let mut generations = Vec::new();
    for file in files {
        let file = file.map_err(failed)?;
        let Ok(id) = file.file_name().into_string() else { continue };
        let Some(replaced_at) = replaced_at(&id) else { continue };
        match file.metadata() {
            Ok(metadata) if metadata.is_file() => {
                generations.push(Generation { id, replaced_at, bytes: metadata.len() });
            }
            Ok(_) => {}
            // A save of another program has just let go of it.
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(failed(e)),
        }
    }
    generations.sort_by_key(|g| std::cmp::Reverse(g.replaced_at));
    Ok(generations)
}

/// Read off the name, `001700000000000.tessera`: fifteen digits of milliseconds. Other files in the
/// folder are none of ours, and no name can lead out of it.
fn replaced_at(id: &str) -> Option<UnixTime> {
    let digits = id.strip_suffix(SUFFIX)?;
    let ours = digits.len() == 15 && digits.bytes().all(|b| b.is_ascii_digit());
    ours.then(|| digits.parse().ok().map(UnixTime::from_millis))?
}

/// Which of them, the newest first, are to go.
fn no_longer_due(generations: &[Generation]) -> Vec<&Generation> {
    let (mut days, mut months) = (BTreeSet::new(), BTreeSet::new());
    let mut gone = Vec::new();
    for (index, generation) in generations.iter().enumerate() {
        let at = generation.replaced_at.millis();
        // Both sets take note of every generation, due or not.
        let last_of_day = days.insert(at / DAY) && days.len() <= 7;
        let last_of_month = months.insert(at / MONTH) && months.len() <= 12;
        if index >= 5 && !last_of_day && !last_of_month {
            gone.push(generation);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By their age in hours; the newest is of the last hour of a month.
    fn gone(ages: &[u64]) -> Vec<String> {
        let make = |hours: &u64| Generation {
            id: hours.to_string(),
            replaced_at: UnixTime::from_millis(10_000 * MONTH - 1 - hours * DAY / 24),
            bytes: 1,
        };
        let generations: Vec<_> = ages.iter().map(make).collect();
        no_longer_due(&generations).into_iter().map(|g| g.id.clone()).collect()
    }

    #[test]
    fn the_last_five_stay_however_close_they_are() {
        assert_eq!(gone(&[0, 0, 0, 0, 0, 1, 2]), ["1", "2"]);
    }

    #[test]
    fn one_a_day_stays_for_seven_days_and_one_a_month_for_twelve() {
        let daily: Vec<u64> = (0..400).map(|day| day * 24).collect();
        // Seven days and twelve months, of which the first falls on the first day.
        assert_eq!(daily.len() - gone(&daily).len(), 7 + 12 - 1);
    }

    #[test]
    fn a_clock_that_jumped_ahead_makes_nothing_old() {
        let daily: Vec<u64> = (1..8).map(|day| 90_000 * 24 + day * 24).collect();
        let after_the_jump = [&[0; 5], daily.as_slice()].concat();
        assert_eq!(gone(&after_the_jump), [(90_007 * 24).to_string()]);
    }

    #[test]
    fn files_that_are_none_of_ours_are_not_generations() {
        assert!(replaced_at("001700000000000.tessera").is_some());
        for name in ["../../etc/passwd", "1.tessera", "00170000000000x.tessera", "notes.txt"] {
            assert_eq!(replaced_at(name), None, "{name}");
        }
    }
}

//! Places where a vault may lie: full, read-only, vanished, behind links, and things that are no files.
//!
//! Real file systems of a few KiB are mounted for this, where the system lets the tests do so.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;
use tessera_core::store::{self, Fingerprint, Saved, SecondFolder, Store, StoreError};

use crate::support::look::Plain;
use crate::support::{NOW, skipped};

const KIB: usize = 1024;
const SIZE: usize = 256 * KIB;

/// A file system of 256 KiB, until it is dropped.
struct Small(TempDir);

impl Small {
    /// None, and a word about it, where nothing can be mounted.
    fn mounted() -> Option<Self> {
        let small = Self(TempDir::new().unwrap());
        let mounted = small.mount(&["-t", "tmpfs", "-o", "size=256k", "none"]);
        if !mounted {
            skipped("no file system can be mounted here");
        }
        mounted.then_some(small)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn make_read_only(&self) {
        assert!(self.mount(&["-o", "remount,ro"]));
    }

    fn mount(&self, arguments: &[&str]) -> bool {
        let mut mount = Command::new("mount");
        mount.args(arguments).arg(self.path()).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success())
    }

    /// Leaves that much room.
    fn fill(&self, left: usize) {
        let used: u64 =
            files(self.path()).iter().map(|(_, length)| length.next_multiple_of(4096)).sum();
        let room = SIZE - usize::try_from(used).unwrap();
        fs::write(self.path().join("filler"), vec![0; room.saturating_sub(left)]).ok();
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).stderr(Stdio::null()).status();
    }
}

fn files(folder: &Path) -> Vec<(String, u64)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        match entry.metadata().unwrap() {
            folder if folder.is_dir() => files.extend(self::files(&entry.path())),
            file => files.push((entry.file_name().into_string().unwrap(), file.len())),
        }
    }
    files
}

fn save(store: &Store, bytes: &[u8], after: Option<&[u8]>) -> Result<Saved, StoreError> {
    store.save(bytes, after.map(Fingerprint::of), NOW, &Plain)
}

fn is_full(error: StoreError) -> bool {
    let kinds = [ErrorKind::StorageFull, ErrorKind::WriteZero];
    matches!(error, StoreError::Write { kind } if kinds.contains(&kind))
}

fn temporary(folder: &Path) -> usize {
    files(folder).iter().filter(|(name, _)| name.ends_with(".tmp")).count()
}

#[test]
fn on_a_disk_that_fills_up_the_old_vault_stays_and_no_litter() {
    let Some(disk) = Small::mounted() else { return };
    let (old, new) = (vec![b'1'; 20 * KIB], vec![b'2'; 30 * KIB]);
    let (mut saved, mut refused) = (0, 0);
    for left in (0..80 * KIB).step_by(4 * KIB) {
        let folder = disk.path().join("home");
        let store = Store::at(folder.join("vault.tessera"));
        let _ = save(&store, b"first", None).unwrap();
        let _ = save(&store, &old, Some(b"first")).unwrap();
        disk.fill(left);
        let (now, generations) = match save(&store, &new, Some(&old)) {
            Ok(done) => {
                saved += 1;
                (&new, if done.backup.is_ok() { 2 } else { 1 })
            }
            Err(error) => {
                refused += 1;
                assert!(is_full(error), "{left}: {error:?}");
                (&old, 1)
            }
        };
        assert_eq!(store.load().as_ref(), Ok(now), "{left}");
        let kept = store.generations().unwrap();
        assert!(kept.iter().all(|g| store.load_generation(&g.id).is_ok()), "{left}");
        assert_eq!((kept.len(), temporary(disk.path())), (generations, 0), "{left}");

        fs::remove_file(disk.path().join("filler")).unwrap();
        assert!(save(&store, b"room again", Some(now)).unwrap().backup.is_ok());
        fs::remove_dir_all(folder).unwrap();
    }
    assert!(saved > 5 && refused > 5, "{saved} saved, {refused} refused");
}

#[test]
fn a_copy_that_does_not_fit_takes_nothing_from_the_one_that_is_there() {
    let Some(disk) = Small::mounted() else { return };
    let path = disk.path().join("copy.tessera");
    store::write(&path, &[1; 10 * KIB], false, |_| true).unwrap();
    disk.fill(8 * KIB);
    let refused = store::write(&path, &[2; 20 * KIB], true, |_| true).unwrap_err();
    assert!(is_full(refused), "{refused:?}");
    assert_eq!((fs::read(&path).unwrap(), temporary(disk.path())), (vec![1; 10 * KIB], 0));
}

#[test]
fn a_second_folder_that_is_full_or_read_only_fails_no_save() {
    let Some(disk) = Small::mounted() else { return };
    let home = TempDir::new().unwrap();
    let second = SecondFolder { folder: disk.path().to_owned(), tag: "7e55e2a0".into() };
    let store = Store::at(home.path().join("vault.tessera")).with_second(Some(second));
    let (one, two, three) = ([1; 20 * KIB], [2; 20 * KIB], [3; 20 * KIB]);
    assert!(save(&store, &one, None).unwrap().second.unwrap().is_ok());
    disk.fill(8 * KIB);
    let full = save(&store, &two, Some(&one)).unwrap().second.unwrap().unwrap_err();
    assert!(is_full(full), "{full:?}");
    fs::remove_file(disk.path().join("filler")).unwrap();
    disk.make_read_only();
    let refused = save(&store, &three, Some(&two)).unwrap().second.unwrap().unwrap_err();
    assert_eq!(refused, StoreError::Write { kind: ErrorKind::ReadOnlyFilesystem });
    assert_eq!((store.load().unwrap(), store.generations().unwrap().len()), (three.to_vec(), 2));
    let copies = store.second_generations().unwrap();
    assert_eq!(copies.len(), 1);
    assert_eq!(store.load_second(&copies[0].id), Ok(one.to_vec()));
}

#[test]
fn in_a_read_only_folder_everything_can_be_read_and_nothing_is_changed() {
    let Some(disk) = Small::mounted() else { return };
    let store = Store::at(disk.path().join("vault.tessera"));
    let _ = save(&store, b"one", None).unwrap();
    let _ = save(&store, b"two", Some(b"one")).unwrap();
    fs::write(disk.path().join("vault (1).tessera"), "theirs").unwrap();
    disk.make_read_only();
    let read_only = StoreError::Write { kind: ErrorKind::ReadOnlyFilesystem };
    assert_eq!(save(&store, b"three", Some(b"two")).unwrap_err(), read_only);
    let theirs = Fingerprint::of(b"theirs");
    let settled = store.settle_conflict("vault (1).tessera", theirs, NOW, &Plain);
    assert_eq!(settled.unwrap_err(), read_only);
    let generations = store.generations().unwrap();
    assert_eq!((store.load().unwrap(), generations.len()), (b"two".to_vec(), 1));
    assert_eq!(store.load_generation(&generations[0].id), Ok(b"one".to_vec()));
    assert_eq!(store.conflicts(70_000, |_| true).unwrap().len(), 1);
}

#[test]
fn a_folder_that_vanished_is_made_again_and_one_that_was_replaced_is_not() {
    let folder = TempDir::new().unwrap();
    let home = folder.path().join("home");
    let store = Store::at(home.join("vault.tessera"));
    let _ = save(&store, b"one", None).unwrap();
    fs::remove_dir_all(&home).unwrap();
    assert_eq!((store.load(), store.glance()), (Err(StoreError::Missing), None));
    assert_eq!((store.generations(), store.conflicts(70_000, |_| true)), (Ok(vec![]), Ok(vec![])));
    let saved = save(&store, b"two", Some(b"one")).unwrap();
    assert_eq!((saved.backup, store.load()), (Ok(None), Ok(b"two".to_vec())));
    fs::remove_dir_all(&home).unwrap();
    fs::write(&home, "a file").unwrap();
    let refused = save(&store, b"three", Some(b"two")).unwrap_err();
    assert_eq!(refused, StoreError::Write { kind: ErrorKind::NotADirectory });
}

#[test]
fn what_is_no_file_is_neither_read_nor_waited_for_nor_written_over() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe.tessera");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let inner = folder.path().join("folder.tessera");
    fs::create_dir(&inner).unwrap();
    for path in [&*pipe, &inner, Path::new("/dev/null"), Path::new("/dev/zero")] {
        assert_eq!(store::read(path), Err(StoreError::NotAFile), "{path:?}");
    }
    for path in [&pipe, &inner] {
        let store = Store::at(path);
        assert_eq!(store.load(), Err(StoreError::NotAFile));
        assert_eq!(save(&store, b"one", None).unwrap_err(), StoreError::NotAFile);
        assert!(store::write(path, b"one", false, |_| true).is_err());
        assert_eq!(store.move_aside(NOW), Err(StoreError::NotAFile));
        assert!(!path.is_file());
    }
}

#[test]
fn a_file_that_cannot_be_read_is_moved_aside_whole() {
    let folder = TempDir::new().unwrap();
    let store = Store::at(folder.path().join("vault.tessera"));
    assert_eq!(store.move_aside(NOW), Err(StoreError::Missing));
    let _ = save(&store, b"one", None).unwrap();
    assert_eq!(store.move_aside(NOW), Err(StoreError::Exists), "it can be read");
    let huge = 100 * KIB as u64 * KIB as u64;
    fs::File::options().write(true).open(store.path()).unwrap().set_len(huge).unwrap();
    assert_eq!(save(&store, b"two", None).unwrap_err(), StoreError::TooLarge);
    store.move_aside(NOW).unwrap();
    assert_eq!(store.exists(), Ok(false));
    let kept = store.generations().unwrap();
    assert_eq!((kept.len(), kept[0].bytes), (1, huge));
    assert!(kept[0].id.ends_with(".damaged.tessera"));
    assert!(save(&store, b"two", None).is_ok());
}

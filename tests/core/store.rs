//! Files: a save leaves the old or the new one, and keeps what it replaces.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tessera_core::store::{self, Fingerprint, Store, StoreError};
use tessera_core::time::UnixTime;
use tessera_core::vault::MAX_FILE;

use crate::support::NOW;
use crate::support::look::Plain;
#[cfg(unix)]
use crate::support::skipped;

/// A folder of its own, and a place for a vault in it.
fn place() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::at(folder.path().join("vault.tessera"));
    (folder, store)
}

fn save(store: &Store, bytes: &[u8], after: Option<&[u8]>) -> Result<(), StoreError> {
    let saved = store.save(bytes, after.map(Fingerprint::of), NOW, &Plain)?;
    saved.lasting.and(saved.backup.map(drop))
}

fn files(folder: &Path) -> Vec<String> {
    let names =
        fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn what_was_saved_is_loaded_and_what_it_replaced_is_kept() {
    let (folder, store) = place();
    assert_eq!((store.exists(), store.load()), (Ok(false), Err(StoreError::Missing)));
    save(&store, b"one", None).unwrap();
    assert_eq!((store.exists(), store.load()), (Ok(true), Ok(b"one".to_vec())));
    assert_eq!(store.generations().unwrap(), []);
    save(&store, b"two", Some(b"one")).unwrap();
    save(&store, b"three", Some(b"two")).unwrap();
    assert_eq!(store.load().unwrap(), b"three");
    let kept = store.generations().unwrap();
    let contents: Vec<_> = kept.iter().map(|g| store.load_generation(&g.id).unwrap()).collect();
    assert_eq!(contents, [b"two", b"one"], "the newest first");
    assert_eq!((kept[0].bytes, kept[1].replaced_at), (3, NOW));
    assert_eq!(
        files(folder.path()),
        ["vault.tessera", "vault.tessera.backups", "vault.tessera.lock"],
        "nothing else is left"
    );
}

#[test]
fn a_new_vault_never_takes_the_place_of_a_file() {
    let (_folder, store) = place();
    save(&store, b"one", None).unwrap();
    assert_eq!(save(&store, b"two", None), Err(StoreError::Exists));
    assert_eq!(store.load().unwrap(), b"one");
}

#[test]
fn what_another_program_saved_is_not_overwritten() {
    let (_folder, store) = place();
    save(&store, b"one", None).unwrap();
    fs::write(store.path(), b"theirs").unwrap();
    assert_eq!(save(&store, b"two", Some(b"one")), Err(StoreError::ChangedOnDisk));
    assert_eq!(store.load().unwrap(), b"theirs");
}

#[test]
fn a_file_that_vanished_is_written_again() {
    let (_folder, store) = place();
    save(&store, b"one", None).unwrap();
    fs::remove_file(store.path()).unwrap();
    save(&store, b"two", Some(b"one")).unwrap();
    assert_eq!(store.load().unwrap(), b"two");
}

#[test]
fn what_does_not_check_out_leaves_the_old_file_and_nothing_beside_it() {
    let (folder, store) = place();
    save(&store, b"one", None).unwrap();
    assert_eq!(save(&store, b"unsound", Some(b"one")), Err(StoreError::Unverified));
    assert_eq!(store.load().unwrap(), b"one");
    assert_eq!(files(folder.path()), ["vault.tessera", "vault.tessera.lock"]);
}

#[test]
fn whoever_holds_the_lock_goes_first() {
    let (folder, store) = place();
    save(&store, b"one", None).unwrap();
    let lock = File::options().write(true).open(folder.path().join("vault.tessera.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(save(&store, b"two", Some(b"one")), Err(StoreError::Busy));
    assert_eq!(store.load().unwrap(), b"one");
    drop(lock);
    save(&store, b"two", Some(b"one")).unwrap();
}

/// Without a lock two programs could save at once. Nobody waits for a pipe that no one reads, and
/// nothing is made where a link leads.
#[test]
#[cfg(unix)]
fn what_stands_in_the_place_of_the_lock_is_left_alone_and_nothing_is_saved() {
    let (folder, store) = place();
    save(&store, b"one", None).unwrap();
    let lock = folder.path().join("vault.tessera.lock");
    let refused = |what: &str| {
        assert_eq!(save(&store, b"two", Some(b"one")), Err(StoreError::LockNotAFile), "{what}");
        assert_eq!(store.load().unwrap(), b"one", "{what}");
        let now = ["vault.tessera", "vault.tessera.lock"];
        assert!(files(folder.path()).iter().all(|name| now.contains(&&**name)), "{what}");
    };

    fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), &lock).unwrap();
    refused("a link to nothing");
    fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink(store.path(), &lock).unwrap();
    refused("a link to a file");

    fs::remove_file(&lock).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&lock).status().unwrap();
    assert!(made.success());
    refused("a pipe");
    let reader = File::options().read(true).write(true).open(&lock).unwrap();
    refused("a pipe that somebody reads");
    drop(reader);

    fs::remove_file(&lock).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(&lock).unwrap();
    refused("a socket");
    drop(socket);

    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    refused("a folder");

    fs::remove_dir(&lock).unwrap();
    let device = std::process::Command::new("mknod").arg(&lock).args(["c", "1", "3"]).output();
    match device.unwrap().status.success() {
        true => {
            refused("a device");
            fs::remove_file(&lock).unwrap();
        }
        false => skipped("a device needs root"),
    }
    save(&store, b"two", Some(b"one")).unwrap();
    assert_eq!(store.load().unwrap(), b"two");
}

/// `sudo tessera-cli edit` must not lock the user out.
#[test]
#[cfg(unix)]
fn what_root_saves_stays_its_owners() {
    use std::os::unix::fs::{MetadataExt, chown};
    let (folder, store) = place();
    save(&store, b"one", None).unwrap();
    let vault = folder.path().join("vault.tessera");
    let hand_over = |path: &Path| chown(path, Some(4_321), Some(4_322));
    if hand_over(&vault).and_then(|()| hand_over(folder.path())).is_err() {
        skipped("needs root");
        return;
    }
    fs::remove_file(folder.path().join("vault.tessera.lock")).unwrap();
    save(&store, b"two", Some(b"one")).unwrap();
    let first = folder.path().join("another.tessera");
    save(&Store::at(&first), b"one", None).unwrap();
    let names = ["vault.tessera", "vault.tessera.lock", "vault.tessera.backups", "another.tessera"];
    for name in names {
        let facts = fs::metadata(folder.path().join(name)).unwrap();
        assert_eq!((facts.uid(), facts.gid()), (4_321, 4_322), "{name}");
    }
}

/// What root exports over a file that somebody else put there is not for them to read.
#[test]
#[cfg(unix)]
fn an_export_belongs_to_whoever_writes_it() {
    use std::os::unix::fs::{MetadataExt, chown};
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("accounts.txt");
    fs::write(&target, "theirs").unwrap();
    if chown(&target, Some(4_321), Some(4_322)).is_err() {
        skipped("needs root");
        return;
    }
    store::write(&target, b"secret", true, |_| true).unwrap();
    let (ours, written) = (fs::metadata(folder.path()).unwrap(), fs::metadata(&target).unwrap());
    assert_eq!((written.uid(), written.gid()), (ours.uid(), ours.gid()));
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_not_written_over() {
    use std::os::unix::fs::FileTypeExt;
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    for target in [&pipe, &link, &folder.path().to_owned()] {
        assert_eq!(store::write(target, b"secret", true, |_| true), Err(StoreError::NotAFile));
    }
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
}

/// An export may be plain text: a program that is ended in the middle must not leave it behind.
#[test]
#[cfg(target_os = "linux")]
fn an_export_has_no_name_before_it_is_whole() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("accounts.txt");
    for (overwrite, before) in [(false, vec![]), (true, vec!["accounts.txt"])] {
        let nothing_else = |_: &[u8]| {
            assert_eq!(files(folder.path()), before);
            true
        };
        store::write(&target, b"secret", overwrite, nothing_else).unwrap();
    }
    assert_eq!(files(folder.path()), ["accounts.txt"]);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
    let taken = store::write(&target, b"other", false, |_| true);
    assert_eq!((taken, fs::read(&target).unwrap()), (Err(StoreError::Exists), b"secret".to_vec()));
    let unsound = store::write(&target, b"other", true, |_| false);
    assert_eq!(unsound, Err(StoreError::Unverified));
    assert_eq!((files(folder.path()).len(), fs::read(&target).unwrap()), (1, b"secret".to_vec()));
}

#[test]
fn an_export_sweeps_up_what_one_of_its_name_left_long_ago() {
    let folder = TempDir::new().unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600);
    for (name, modified) in [
        (".accounts.txt-12-3.tmp", Some(long_ago)),
        (".accounts.txt-12-4.tmp", None),
        (".other.txt-12-3.tmp", Some(long_ago)),
    ] {
        let file = File::create(folder.path().join(name)).unwrap();
        if let Some(modified) = modified {
            file.set_modified(modified).unwrap();
        }
    }
    store::write(&folder.path().join("accounts.txt"), b"secret", false, |_| true).unwrap();
    let left = [".accounts.txt-12-4.tmp", ".other.txt-12-3.tmp", "accounts.txt"];
    assert_eq!(files(folder.path()), left);
}

#[test]
fn what_killed_saves_left_is_swept_up_and_nobody_elses() {
    let (folder, store) = place();
    let theirs = [".other.tessera-aB3x.tmp", ".vault.tessera-2-12-3.tmp", ".vault.tessera-notes"];
    for name in [".vault.tessera-aB3x.tmp", ".vault.tessera-12-3.tmp"].iter().chain(&theirs) {
        fs::write(folder.path().join(name), b"x").unwrap();
    }
    save(&store, b"one", None).unwrap();
    let left = [&theirs[..], &["vault.tessera", "vault.tessera.lock"]].concat();
    assert_eq!(files(folder.path()), left);
}

#[test]
fn generations_keep_their_order_when_the_clock_runs_backwards() {
    let (_folder, store) = place();
    let mut before: Option<Vec<u8>> = None;
    for n in 0..4_u8 {
        let now = UnixTime::from_seconds(1_000_000 - u64::from(n) * 1_000);
        let after = before.as_deref().map(Fingerprint::of);
        store.save(&[n], after, now, &Plain).unwrap().backup.unwrap();
        before = Some(vec![n]);
    }
    let kept = store.generations().unwrap();
    let kept: Vec<_> = kept.iter().map(|g| store.load_generation(&g.id).unwrap()[0]).collect();
    assert_eq!(kept, [2, 1, 0]);
}

#[test]
fn generations_do_not_grow_without_end() {
    let (_folder, store) = place();
    let mut before: Option<Vec<u8>> = None;
    const DAY: u64 = 24 * 60 * 60;
    let monthly = (0..20).map(|n| n * 30 * DAY);
    let daily = (0..20).map(|n| (600 + n) * DAY);
    let at_once = (0..20).map(|n| 620 * DAY + n);
    for at in monthly.chain(daily).chain(at_once) {
        let bytes = at.to_be_bytes();
        let now = UnixTime::from_seconds(1_700_000_000 + at);
        let after = before.as_deref().map(Fingerprint::of);
        store.save(&bytes, after, now, &Plain).unwrap().backup.unwrap();
        before = Some(bytes.to_vec());
    }
    let kept = store.generations().unwrap().len();
    // The last five are of the last day.
    assert!((5 + 6 + 10..=5 + 6 + 11).contains(&kept), "{kept}");
}

#[test]
fn only_generations_are_read_as_such() {
    let (folder, store) = place();
    save(&store, b"one", None).unwrap();
    save(&store, b"two", Some(b"one")).unwrap();
    let backups = folder.path().join("vault.tessera.backups");
    fs::write(backups.join("notes.txt"), b"x").unwrap();
    fs::create_dir(backups.join("001700000000999.tessera")).unwrap();
    assert_eq!(store.generations().unwrap().len(), 1);
    for id in ["../vault.tessera", "/etc/passwd", "notes.txt", "", "001700000000001.tessera"] {
        assert_eq!(store.load_generation(id), Err(StoreError::Missing), "{id}");
    }
}

#[test]
fn without_room_for_a_generation_a_save_says_so_and_a_replacement_does_not_happen() {
    let (folder, store) = place();
    save(&store, b"one", None).unwrap();
    fs::write(folder.path().join("vault.tessera.backups"), b"a file in its place").unwrap();
    let one = Some(Fingerprint::of(b"one"));
    let failed = |e: StoreError| matches!(e, StoreError::Read { .. } | StoreError::Write { .. });
    assert!(failed(store.replace(b"two", one, NOW, &Plain).unwrap_err()));
    assert_eq!(store.load().unwrap(), b"one");
    assert!(failed(store.save(b"two", one, NOW, &Plain).unwrap().backup.unwrap_err()));
    assert_eq!(store.load().unwrap(), b"two");
}

#[test]
fn where_nothing_can_be_written_the_reason_is_said() {
    let (folder, _) = place();
    fs::write(folder.path().join("file"), b"").unwrap();
    // Below a file nobody can write, not even root, who passes over modes.
    let mut places = vec![folder.path().join("file/vault.tessera"), folder.path().join("file/a/b")];
    if cfg!(target_os = "linux") {
        places.push(PathBuf::from("/proc/vault.tessera"));
    }
    for path in places {
        let store = Store::at(&path);
        let refused = save(&store, b"one", None).unwrap_err();
        assert!(matches!(refused, StoreError::Write { .. }), "{path:?}: {refused:?}");
    }
    // Windows says of such a place that it is not there.
    if cfg!(unix) {
        let below = Store::at(folder.path().join("file/vault.tessera"));
        assert!(matches!(below.exists(), Err(StoreError::Read { .. })));
        assert!(matches!(below.load(), Err(StoreError::Read { .. })));
    }
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let (_folder, store) = place();
    File::create(store.path()).unwrap().set_len(MAX_FILE as u64 + 1).unwrap();
    assert_eq!(store.load(), Err(StoreError::TooLarge));
    assert_eq!(save(&store, b"one", None), Err(StoreError::TooLarge));
}

#[test]
fn a_copy_takes_the_place_of_a_file_only_if_that_was_asked_for() {
    let (folder, _) = place();
    let path = folder.path().join("copy.tessera");
    store::write(&path, b"one", false, |_| true).unwrap();
    assert_eq!(store::write(&path, b"two", false, |_| true), Err(StoreError::Exists));
    assert_eq!(store::write(&path, b"two", true, |_| false), Err(StoreError::Unverified));
    assert_eq!(fs::read(&path).unwrap(), b"one");
    store::write(&path, b"two", true, |_| true).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(files(folder.path()), ["copy.tessera"]);
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: impl AsRef<Path>) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn nobody_but_the_owner_can_read_what_is_saved() {
        let (folder, _) = place();
        let inner = folder.path().join("new/folders");
        let store = Store::at(inner.join("vault.tessera"));
        save(&store, b"one", None).unwrap();
        save(&store, b"two", Some(b"one")).unwrap();
        let backups = inner.join("vault.tessera.backups");
        for private in [&folder.path().join("new"), &inner, &backups] {
            assert_eq!(mode(private), 0o700, "{private:?}");
        }
        let generation = backups.join(&store.generations().unwrap()[0].id);
        for private in [store.path(), &inner.join("vault.tessera.lock"), &generation] {
            assert_eq!(mode(private), 0o600, "{private:?}");
        }
        // A file that others could read is private after the next save.
        fs::set_permissions(store.path(), fs::Permissions::from_mode(0o644)).unwrap();
        save(&store, b"three", Some(b"two")).unwrap();
        assert_eq!(mode(store.path()), 0o600);
    }

    #[test]
    fn a_symbolic_link_is_followed_and_stays() {
        let (folder, real) = place();
        save(&real, b"one", None).unwrap();
        fs::create_dir(folder.path().join("elsewhere")).unwrap();
        let link = folder.path().join("elsewhere/link.tessera");
        symlink("../vault.tessera", &link).unwrap();
        let store = Store::at(&link);
        save(&store, b"two", Some(b"one")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(real.load().unwrap(), b"two");
        assert_eq!(real.generations().unwrap(), store.generations().unwrap());
        assert_eq!(files(&folder.path().join("elsewhere")), ["link.tessera"]);
    }

    #[test]
    fn a_link_that_leads_nowhere_yet_is_not_replaced_by_a_file() {
        let (folder, _) = place();
        let link = folder.path().join("link.tessera");
        symlink("drive/vault.tessera", &link).unwrap();
        fs::create_dir(folder.path().join("drive")).unwrap();
        save(&Store::at(&link), b"one", None).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(folder.path().join("drive/vault.tessera")).unwrap(), b"one");

        let astray = folder.path().join("astray.tessera");
        symlink("link.tessera/below/a/file", &astray).unwrap();
        assert!(save(&Store::at(&astray), b"one", None).is_err());
        assert!(fs::symlink_metadata(&astray).unwrap().is_symlink());
        let circle = folder.path().join("circle.tessera");
        symlink("circle.tessera", &circle).unwrap();
        assert!(save(&Store::at(&circle), b"one", None).is_err());
    }
}

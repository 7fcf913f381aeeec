//! Backup generations: opened and counted when they are kept, marked as what they are, and never let
//! go of for the sake of worse ones. The second folder, and what is put aside.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use tessera_core::store::{
    Fingerprint, Generation, GenerationState, Kept, Saved, SecondFolder, Store, StoreError, Worth,
};
use tessera_core::time::UnixTime;

use crate::support::NOW;
use crate::support::look::{Plain, state_of};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder of its own, and a place for a vault in it.
fn place() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::at(folder.path().join("vault.tessera"));
    (folder, store)
}

/// On top of whatever is there.
fn save_at(store: &Store, bytes: &str, now: UnixTime) -> Saved {
    let expected = store.load().ok().map(|found| Fingerprint::of(&found));
    store.save(bytes.as_bytes(), expected, now, &Plain).unwrap()
}

fn save(store: &Store, bytes: &str) -> Saved {
    save_at(store, bytes, NOW)
}

/// Where it is not about what is said of the save.
fn put(store: &Store, bytes: &str) {
    drop(save(store, bytes));
}

/// What the generations beside the vault hold, the newest first.
fn kept(store: &Store) -> Vec<String> {
    let load = |g: &Generation| String::from_utf8(store.load_generation(&g.id).unwrap()).unwrap();
    store.generations().unwrap().iter().map(load).collect()
}

fn copies(store: &Store) -> Vec<String> {
    let load = |g: &Generation| String::from_utf8(store.load_second(&g.id).unwrap()).unwrap();
    store.second_generations().unwrap().iter().map(load).collect()
}

fn count(contents: &[String], what: &str) -> usize {
    contents.iter().filter(|content| content.starts_with(what)).count()
}

fn with_second(store: &Store, folder: PathBuf, tag: &str) -> Store {
    store.clone().with_second(Some(SecondFolder { folder, tag: tag.into() }))
}

#[test]
fn what_is_kept_is_counted_and_marked_as_what_it_is() {
    let (_folder, store) = place();
    assert_eq!(save(&store, "empty").backup, Ok(None));
    for (next, state, entries, mark) in [
        ("three", GenerationState::Empty, Some(0), ".empty"),
        ("damaged", GenerationState::Good, Some(5), ""),
        ("locked", GenerationState::Damaged, None, ".damaged"),
        ("last", GenerationState::Good, None, ""),
    ] {
        let found = save(&store, next).backup.unwrap().unwrap();
        assert_eq!((found.state, found.entries), (state, entries), "{next}");
        let newest = &store.generations().unwrap()[0];
        assert_eq!((&newest.id, newest.state), (&found.id, state));
        let stem = newest.id.strip_suffix(".tessera").unwrap();
        assert_eq!(stem.trim_start_matches(|c: char| c.is_ascii_digit()), mark);
    }
    for generation in store.generations().unwrap() {
        let bytes = store.load_generation(&generation.id).unwrap();
        assert_eq!(generation.state, state_of(&bytes));
    }
}

#[test]
fn names_of_earlier_versions_stay_readable() {
    let (_folder, store) = place();
    put(&store, "one");
    put(&store, "two");
    let backups = store.generation_path("");
    fs::write(backups.join("001600000000000.tessera"), "older").unwrap();
    assert_eq!(kept(&store), ["one", "older"]);
}

#[test]
fn good_ones_outlast_any_number_of_empty_and_damaged_ones() {
    let (_folder, store) = place();
    for good in ["one", "two", "three", "four", "five"] {
        put(&store, good);
    }
    for n in 0..30 {
        drop(save_at(&store, &format!("empty {n}"), NOW + DAY * n));
        drop(save_at(&store, &format!("damaged {n}"), NOW + DAY * n));
    }
    let kept = kept(&store);
    assert_eq!(kept.iter().filter(|k| state_of(k.as_bytes()) == GenerationState::Good).count(), 5);
    assert_eq!((count(&kept, "empty"), count(&kept, "damaged")), (5, 5));
}

#[test]
fn what_rotted_since_it_was_kept_displaces_nothing() {
    for rotten in ["damaged", "empty"] {
        let (_folder, store) = place();
        for n in 0..6 {
            put(&store, &format!("{n}"));
        }
        let newest = store.generations().unwrap()[0].id.clone();
        fs::write(store.generation_path(&newest), rotten).unwrap();
        put(&store, "6");
        assert_eq!(kept(&store), ["5", rotten, "3", "2", "1", "0"]);
        let found = &store.generations().unwrap()[1];
        assert_eq!(
            (found.state, found.replaced_at.millis()),
            (state_of(rotten.as_bytes()), NOW.millis() + 4)
        );
        put(&store, "7");
        assert_eq!(kept(&store), ["6", "5", rotten, "3", "2", "1"], "rotation goes on");
    }
}

#[test]
fn what_opens_is_not_let_go_for_what_nobody_here_can_open() {
    let (_folder, store) = place();
    put(&store, "mine");
    for n in 0..10 {
        put(&store, &format!("locked {n}"));
    }
    let kept = kept(&store);
    assert_eq!((count(&kept, "mine"), count(&kept, "locked")), (1, 5), "{kept:?}");
}

#[test]
fn a_generation_at_the_end_of_time_does_not_end_the_backups() {
    let (_folder, store) = place();
    put(&store, "one");
    put(&store, "two");
    fs::write(store.generation_path("999999999999999.tessera"), "later").unwrap();
    save(&store, "three").backup.unwrap().unwrap();
    save_at(&store, "four", UnixTime::from_millis(u64::MAX)).backup.unwrap().unwrap();
    assert_eq!(kept(&store), ["later", "three", "two", "one"]);
}

#[test]
fn what_is_put_aside_is_kept_once_and_marked() {
    let (_folder, store) = place();
    // Also where there is no vault and no folder yet.
    let first = store.keep_aside(b"torn", NOW, Worth::Damaged).unwrap();
    assert_eq!((first.state, first.entries), (GenerationState::Damaged, None));
    for _ in 0..10 {
        assert_eq!(store.keep_aside(b"torn", NOW, Worth::Damaged).as_ref(), Ok(&first));
    }
    let ours = store.keep_aside(b"ours", NOW, Worth::Holds(4)).unwrap();
    assert_eq!((ours.state, ours.entries), (GenerationState::Good, Some(4)));
    assert_eq!(kept(&store), ["ours", "torn"]);
    assert_eq!(store.exists(), Ok(false));
}

#[test]
fn a_damaged_vault_is_kept_before_it_is_replaced() {
    let (_folder, store) = place();
    put(&store, "one");
    fs::write(store.path(), "damaged").unwrap();
    let saved = store.replace(b"one", Some(Fingerprint::of(b"damaged")), NOW, &Plain).unwrap();
    assert_eq!(saved.backup.unwrap().unwrap().state, GenerationState::Damaged);
    assert_eq!(
        (store.load().unwrap(), kept(&store)),
        (b"one".to_vec(), vec!["damaged".to_owned()])
    );
}

#[test]
fn every_save_is_copied_to_the_second_folder_and_counted_there() {
    let (folder, store) = place();
    let away = folder.path().join("away");
    fs::create_dir(&away).unwrap();
    let store = with_second(&store, away.clone(), "7e55e2a0");
    let copied = save(&store, "one").second.unwrap().unwrap();
    assert_eq!((copied.entries, copied.state), (Some(3), GenerationState::Good));
    put(&store, "empty");
    assert_eq!(copies(&store), ["empty", "one"]);
    assert_eq!(store.second_generations().unwrap()[0].state, GenerationState::Empty);
    assert_eq!(store.load_second(&copied.id), Ok(b"one".to_vec()));
    assert!(away.join(&copied.id).is_file());
    // Also at once, for whoever has just chosen the folder; the same bytes once.
    let again: Kept = store.copy_to_second(b"empty", NOW, &Plain).unwrap().unwrap();
    assert_eq!((again.entries, copies(&store).len()), (Some(0), 2));
}

#[test]
fn the_second_folder_keeps_the_last_five_and_one_a_day() {
    let (folder, store) = place();
    let store = with_second(&store, folder.path().to_owned(), "7e55e2a0");
    for day in 0..3 {
        for n in 0..10 {
            drop(save_at(&store, &format!("{day}-{n}"), NOW + DAY * day + Duration::from_secs(n)));
        }
    }
    assert_eq!(copies(&store), ["2-9", "2-8", "2-7", "2-6", "2-5", "1-9", "0-9"]);
}

#[test]
fn vaults_that_share_a_second_folder_leave_each_other_alone() {
    let (folder, store) = place();
    let away = folder.path().join("away");
    fs::create_dir(&away).unwrap();
    let ours = with_second(&store, away.clone(), "7e55e2a0");
    let elsewhere = Store::at(folder.path().join("elsewhere/vault.tessera"));
    let theirs = with_second(&elsewhere, away.clone(), "00c0ffee");
    put(&theirs, "theirs");
    for n in 0..10 {
        put(&ours, &format!("{n}"));
    }
    assert_eq!((copies(&ours).len(), copies(&theirs)), (5, vec!["theirs".to_owned()]));
    // The same vault under another name goes on where it was.
    let renamed = with_second(&Store::at(folder.path().join("new.tessera")), away, "7e55e2a0");
    put(&renamed, "renamed");
    assert_eq!(count(&copies(&ours), "renamed"), 1);
    for id in ["../vault.tessera", "vault-00c0ffee-001700000000000.tessera", ""] {
        assert_eq!(ours.load_second(id), Err(StoreError::Missing), "{id}");
    }
}

#[test]
fn a_second_folder_that_vanished_is_said_and_never_made() {
    let (folder, store) = place();
    let away = folder.path().join("away");
    let store = with_second(&store, away.clone(), "7e55e2a0");
    assert_eq!(save(&store, "one").second, Some(Err(StoreError::Missing)));
    assert_eq!(store.second_generations(), Err(StoreError::Missing));
    fs::write(&away, "a file in its place").unwrap();
    assert_eq!(save(&store, "two").second, Some(Err(StoreError::Missing)));
    assert_eq!((store.load().unwrap(), kept(&store)), (b"two".to_vec(), vec!["one".to_owned()]));
    assert_eq!(save(&store.with_second(None), "three").second, None);
}

#[test]
fn only_abandoned_copies_are_swept_up_in_the_second_folder() {
    let (folder, store) = place();
    let store = with_second(&store, folder.path().to_owned(), "7e55e2a0");
    let [fresh, old] = [".vault-7e55e2a0-1-1.tmp", ".vault-7e55e2a0-2-2.tmp"].map(|name| {
        fs::write(folder.path().join(name), "x").unwrap();
        folder.path().join(name)
    });
    let two_days_ago = SystemTime::now() - 2 * DAY;
    fs::File::options().write(true).open(&old).unwrap().set_modified(two_days_ago).unwrap();
    drop(save_at(&store, "one", SystemTime::now().into()).second.unwrap().unwrap());
    assert_eq!((fresh.exists(), old.exists()), (true, false));
}

#[test]
fn however_many_files_have_names_like_ours_a_save_looks_at_few() {
    let (folder, store) = place();
    put(&store, "one");
    put(&store, "two");
    let shelf = folder.path().join("vault.tessera.backups");
    for n in 0..100 {
        fs::write(shelf.join(format!("00{n:013}.tessera")), "damaged").unwrap();
    }
    let marked = || count_state(&store, GenerationState::Damaged);
    put(&store, "three");
    assert!((1..=16).contains(&marked()), "{}", marked());
    for n in 0..20 {
        put(&store, &format!("more {n}"));
    }
    let left = store.generations().unwrap();
    assert_eq!((marked(), left.len()), (5, 10), "all were seen through in the end");
}

fn count_state(store: &Store, state: GenerationState) -> usize {
    store.generations().unwrap().iter().filter(|g| g.state == state).count()
}

#[test]
fn a_store_knows_its_own_files() {
    let (folder, store) = place();
    let copies = folder.path().join("copies");
    fs::create_dir(&copies).unwrap();
    let store = with_second(&store, copies.clone(), "7e55e2a0");
    put(&store, "one");
    put(&store, "two");
    let shelf = folder.path().join("vault.tessera.backups");
    let beside = shelf.join(&store.generations().unwrap()[0].id);
    let copy = copies.join(&store.second_generations().unwrap()[0].id);
    for own in ["vault.tessera", "vault.tessera.lock"].map(|name| folder.path().join(name)) {
        assert!(store.owns(&own), "{}", own.display());
    }
    assert!(store.owns(&beside) && store.owns(&copy));
    // By whatever way: a folder may have two names.
    assert!(store.owns(&shelf.join("..").join("vault.tessera")));
    for other in
        [folder.path().join("out.json"), shelf.join("out.json"), copies.join("out.tessera")]
    {
        assert!(!store.owns(&other), "{}", other.display());
    }
}

#[test]
#[cfg(unix)]
fn a_generation_is_private_also_where_the_vault_was_not() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, store) = place();
    put(&store, "one");
    let vault = folder.path().join("vault.tessera");
    fs::set_permissions(&vault, fs::Permissions::from_mode(0o666)).unwrap();
    put(&store, "two");
    assert_eq!(kept(&store), ["one"]);
    let generation = folder.path().join("vault.tessera.backups");
    let generation = generation.join(&store.generations().unwrap()[0].id);
    for file in [vault, generation] {
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
}

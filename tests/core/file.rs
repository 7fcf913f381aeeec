//! A vault on disk: changes come on top of each other, whoever makes them, and none is lost.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use tempfile::TempDir;
use tessera_core::entry::NewEntry;
use tessera_core::file::{FileError, Followed, Foreign, RESERVE, Room, VaultFile};
use tessera_core::store::{Store, StoreError};
use tessera_core::vault::{
    self, Contents, KdfParams, MAX_FILE, Merged, OpenError, SealError, Trial, Vault, Ways,
};

use crate::support::{NOW, new_entry, password, rng, totp};

/// A folder of its own, and a place for a vault in it.
fn place() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::at(folder.path().join("vault.tessera"));
    (folder, store)
}

fn vault(store: &Store) -> VaultFile {
    VaultFile::create(store.clone(), &password("one"), KdfParams::MIN, NOW, &mut rng()).unwrap()
}

fn opened(store: &Store) -> VaultFile {
    VaultFile::open(store.clone(), &password("one"), &mut rng()).unwrap()
}

fn add(file: &mut VaultFile, account: &str) {
    let changed = file.change(NOW, &mut rng(), |vault, rng| {
        vault.contents_mut().add(new_entry("", account, totp("JBSWY3DPEHPK3PXP")), NOW, rng);
        Ok::<_, FileError>(())
    });
    changed.unwrap().backup.unwrap();
}

fn accounts(file: &VaultFile) -> Vec<&str> {
    let entries = file.vault().contents().all();
    let mut names: Vec<_> = entries.iter().map(|e| e.labels().account.as_str()).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_new_vault_never_takes_the_place_of_another() {
    let (_folder, store) = place();
    vault(&store);
    let before = store.load().unwrap();
    let created =
        VaultFile::create(store.clone(), &password("one"), KdfParams::MIN, NOW, &mut rng());
    assert_eq!(created.unwrap_err(), FileError::Store(StoreError::Exists));
    assert_eq!(store.load().unwrap(), before);
}

#[test]
fn a_full_vault_can_be_emptied() {
    let (_folder, store) = place();
    let mut file = vault(&store);
    let large = NewEntry { note: "x".repeat(MAX_FILE - RESERVE - 20_000).into(), ..small("large") };
    let make = |file: &mut VaultFile, entry: &NewEntry| {
        file.change(NOW, &mut rng(), |vault, rng| {
            Ok::<_, FileError>(vault.contents_mut().add(entry.clone(), NOW, rng))
        })
    };
    let large = make(&mut file, &large).unwrap().value;
    let filler = NewEntry { note: "x".repeat(30_000).into(), ..small("more") };
    assert_eq!(make(&mut file, &filler).unwrap_err(), FileError::Seal(SealError::TooLarge));
    for _ in 0..2 {
        // The first one fits, to the last byte or nearly.
        let _ = make(&mut file, &small("one more"));
    }
    let mut empty = |edit: &mut dyn FnMut(&mut Contents)| {
        let changed = file.change_within(Room::Reserve, NOW, &mut rng(), |vault, _| {
            edit(vault.contents_mut());
            Ok::<_, FileError>(())
        });
        drop(changed.unwrap());
    };
    empty(&mut |contents| contents.trash(large, NOW).unwrap());
    empty(&mut |contents| contents.restore(large, NOW).unwrap());
    empty(&mut |contents| contents.trash(large, NOW).unwrap());
    empty(&mut |contents| contents.delete(large, NOW).unwrap());
    assert!(store.load().unwrap().len() < 100_000);
    make(&mut file, &filler).unwrap().backup.unwrap();
}

fn small(account: &str) -> NewEntry {
    new_entry("", account, totp("JBSWY3DPEHPK3PXP"))
}

#[test]
fn a_change_that_fails_changes_neither_memory_nor_disk() {
    let (_folder, store) = place();
    let mut file = vault(&store);
    let before = store.load().unwrap();
    let refused = file.change(NOW, &mut rng(), |vault, rng| {
        vault.contents_mut().add(new_entry("", "lost", totp("JBSWY3DPEHPK3PXP")), NOW, rng);
        Err::<(), _>(FileError::KeyChanged)
    });
    assert_eq!(refused.unwrap_err(), FileError::KeyChanged);
    assert_eq!(store.load().unwrap(), before);
    assert_eq!(accounts(&file), [""; 0]);
}

#[test]
fn a_change_comes_on_top_of_what_another_program_saved() {
    let (_folder, store) = place();
    let mut ours = vault(&store);
    let mut theirs = opened(&store);
    add(&mut theirs, "theirs");
    let changed = ours.change(NOW, &mut rng(), |vault, rng| {
        vault.contents_mut().add(new_entry("", "ours", totp("JBSWY3DPEHPK3PXP")), NOW, rng);
        Ok::<_, FileError>(())
    });
    let one = Merged { added: 1, ..Merged::default() };
    assert_eq!(changed.unwrap().foreign, Some(Foreign::Merged(one)));
    assert_eq!(accounts(&ours), ["ours", "theirs"]);
    assert_eq!(theirs.reload(NOW, &mut rng()), Ok(Some(Foreign::Merged(one))));
    assert_eq!(theirs.reload(NOW, &mut rng()), Ok(None));
    assert_eq!(accounts(&theirs), ["ours", "theirs"]);
}

/// Another program gives the vault another password, and adds an account.
fn change_password(store: &Store) {
    let mut theirs = opened(store);
    let changed = theirs.change(NOW, &mut rng(), |vault, rng| {
        vault.contents_mut().add(small("theirs"), NOW, rng);
        vault.rekey(&password("two"), Ways::default(), KdfParams::MIN, rng).map_err(FileError::from)
    });
    changed.unwrap().backup.unwrap();
}

#[test]
fn a_password_that_was_changed_elsewhere_is_noticed_and_followed_once_it_is_known() {
    let (_folder, store) = place();
    let mut ours = vault(&store);
    add(&mut ours, "ours");
    change_password(&store);
    for _ in 0..2 {
        assert_eq!(ours.reload(NOW, &mut rng()), Err(FileError::KeyChanged));
        let refused = ours.change(NOW, &mut rng(), |_, _| Ok::<_, FileError>(()));
        assert_eq!(refused.unwrap_err(), FileError::KeyChanged);
    }
    let wrong = ours.follow(&password("one"), &mut rng());
    assert_eq!(wrong.unwrap_err(), FileError::Open(OpenError::WrongPassword));
    assert_eq!(accounts(&ours), ["ours"]);

    let followed = ours.follow(&password("two"), &mut rng()).unwrap();
    let merged = Merged { added: 1, ..Merged::default() };
    assert_eq!(followed, Followed { merged, revision: 3 });
    assert_eq!(ours.reload(NOW, &mut rng()), Ok(None));
    add(&mut ours, "later");
    let opened = VaultFile::open(store.clone(), &password("two"), &mut rng()).unwrap();
    assert_eq!(accounts(&opened), ["later", "ours", "theirs"]);
    let wrong = VaultFile::open(store, &password("one"), &mut rng());
    assert_eq!(wrong.unwrap_err(), FileError::Open(OpenError::WrongPassword));
}

#[test]
fn what_only_memory_holds_is_saved_under_the_password_that_is_followed() {
    let (_folder, store) = place();
    let mut ours = vault(&store);
    let before = store.load().unwrap();
    change_password(&store);
    let theirs = store.load().unwrap();
    fs::write(store.path(), before).unwrap();
    add(&mut ours, "ours");
    fs::write(store.path(), theirs).unwrap();
    assert_eq!(ours.reload(NOW, &mut rng()), Err(FileError::KeyChanged));
    // Kept under the old password as well, should nobody ever type the new one.
    let newest = &store.generations().unwrap()[0].id;
    let kept = Vault::open(&store.load_generation(newest).unwrap(), &password("one"), &mut rng());
    assert_eq!(kept.unwrap().contents().live().len(), 1);

    let _ = ours.follow(&password("two"), &mut rng()).unwrap();
    assert_eq!(ours.reload(NOW, &mut rng()), Ok(None));
    let opened = VaultFile::open(store, &password("two"), &mut rng()).unwrap();
    assert_eq!(accounts(&opened), ["ours", "theirs"]);
}

#[test]
fn another_vault_is_never_followed() {
    let (_folder, store) = place();
    let (_elsewhere, other) = place();
    let mut ours = vault(&store);
    add(&mut ours, "ours");
    vault(&other);
    fs::copy(other.path(), store.path()).unwrap();
    assert_eq!(ours.reload(NOW, &mut rng()), Err(FileError::Replaced));
    let followed = ours.follow(&password("one"), &mut rng());
    assert_eq!(followed.unwrap_err(), FileError::Replaced);
    assert_eq!(accounts(&ours), ["ours"]);
    assert_eq!(store.load().unwrap(), other.load().unwrap());
}

#[test]
fn one_password_is_surely_that_of_another_file_only_where_its_slot_is_the_same() {
    let (_folder, store) = place();
    let mut file = vault(&store);
    let first = store.load().unwrap();
    let same = |bytes: &[u8]| vault::same_password(&first, bytes);
    add(&mut file, "one");
    assert!(same(&store.load().unwrap()));
    let mut torn = store.load().unwrap();
    *torn.last_mut().unwrap() ^= 1;
    assert!(same(&torn), "damage elsewhere says nothing of the password");
    assert!(!same(b"torn"));
    let rekeyed = file.change(NOW, &mut rng(), |vault, rng| {
        vault.rekey(&password("one"), Ways::default(), KdfParams::MIN, rng).map_err(FileError::from)
    });
    rekeyed.unwrap().backup.unwrap();
    assert!(!same(&store.load().unwrap()), "nobody can know that it is the same one");

    let one = password("one");
    let mut trial = Trial::new(&one);
    assert_eq!(trial.open(&first, &mut rng()).unwrap().live().len(), 0);
    assert_eq!(trial.open(&store.load().unwrap(), &mut rng()).unwrap().live().len(), 1);
}

#[test]
fn a_restored_backup_takes_the_place_of_the_vault_which_is_kept() {
    let (folder, store) = place();
    let mut file = vault(&store);
    add(&mut file, "first");
    let backup = store.load().unwrap();
    add(&mut file, "second");
    let current = store.load().unwrap();
    let refused = VaultFile::restore(store.clone(), &backup, &password("wrong"), NOW, &mut rng());
    assert_eq!(refused.unwrap_err(), FileError::Open(OpenError::WrongPassword));
    assert_eq!(store.load().unwrap(), current);
    let restored =
        VaultFile::restore(store.clone(), &backup, &password("one"), NOW, &mut rng()).unwrap();
    assert_eq!(accounts(&restored), ["first"]);
    assert_eq!(store.load().unwrap(), backup);
    let newest = &store.generations().unwrap()[0].id;
    assert_eq!(store.load_generation(newest).unwrap(), current);

    // Where there is no vault, and where there is something else that must not be lost.
    let absent = Store::at(folder.path().join("new.tessera"));
    VaultFile::restore(absent, &backup, &password("one"), NOW, &mut rng()).unwrap();
    fs::write(store.path(), b"torn").unwrap();
    VaultFile::restore(store.clone(), &backup, &password("one"), NOW, &mut rng()).unwrap();
    let newest = &store.generations().unwrap()[0].id;
    assert_eq!(store.load_generation(newest).unwrap(), b"torn");
}

#[test]
fn writers_in_several_threads_lose_no_update() {
    let (_folder, store) = place();
    vault(&store);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let store = &store;
            scope.spawn(move || {
                let mut file = opened(store);
                (0..10).for_each(|n| add(&mut file, &format!("{writer}-{n}")));
            });
        }
    });
    assert_eq!(accounts(&opened(&store)), expected(4, 10));
}

#[test]
fn writers_in_several_processes_lose_no_update() {
    let (folder, store) = place();
    vault(&store);
    let children: Vec<Child> = (0..3).map(|writer| spawn_writer(folder.path(), writer)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(accounts(&opened(&store)), expected(3, 10));
}

fn expected(writers: usize, each: usize) -> Vec<String> {
    (0..writers).flat_map(|w| (0..each).map(move |n| format!("{w}-{n}"))).collect()
}

const WRITER: &str = "TESSERA_TEST_WRITER";

fn spawn_writer(folder: &Path, writer: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "file::as_a_writer_in_a_process_of_its_own"])
        .env(WRITER, writer.to_string())
        .current_dir(folder)
        .spawn()
        .unwrap()
}

/// What a child process runs; nothing otherwise. The path is a bare file name on purpose.
#[test]
fn as_a_writer_in_a_process_of_its_own() {
    let Ok(writer) = std::env::var(WRITER) else { return };
    let mut file = opened(&Store::at("vault.tessera"));
    (0..10).for_each(|n| add(&mut file, &format!("{writer}-{n}")));
}

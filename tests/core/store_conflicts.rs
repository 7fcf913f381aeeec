//! What sync programs leave beside the vault is found, read and settled, and nothing else is.

use std::fs;

use tempfile::TempDir;
use tessera_core::store::{Fingerprint, GenerationState, Store, StoreError};

use crate::support::NOW;
use crate::support::look::Plain;

const FRONT: usize = 70_000;

/// As the programs name them, for a vault called `vault.tessera`.
const CONFLICTS: &[&str] = &[
    "vault (1).tessera",
    "vault (Ann's conflicted copy 2026-01-01).tessera",
    "vault (SFConflict ann@example.org 2026-01-01-12-00-00).tessera",
    "vault (Widersprüchliche Kopie von Ann 2026-01-01).tessera",
    "vault (conflicted copy 2026-01-01 120000).tessera",
    "vault 2.tessera",
    "vault-Anns-MacBook-Pro.tessera",
    "vault-DESKTOP-1A2B3C4.tessera",
    "vault.sync-conflict-20260101-120000-ABCDEFG.tessera",
    "vault_conflict-20260101-120000.tessera",
];

/// What is somebody's own.
const OTHERS: &[&str] = &[
    "vault.tessera.bak",
    "vault-2026-01-01.tessera",
    "vault-old.tessera",
    "vault-7e55e2a0-001700000000000.tessera",
    "vault-Z-001700000000000.damaged.tessera",
    "vault copy for Ann.tessera",
    "vaults.tessera",
    "other (1).tessera",
    "vault (1).txt",
    "vault(1).tessera",
    "vault .tessera",
];

fn place() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::at(folder.path().join("vault.tessera"));
    fs::write(store.path(), "one").unwrap();
    (folder, store)
}

fn found(store: &Store) -> Vec<String> {
    let conflicts = store.conflicts(FRONT, |bytes| bytes.starts_with(b"theirs")).unwrap();
    conflicts.into_iter().map(|conflict| conflict.id).collect()
}

#[test]
fn the_copies_of_every_sync_program_are_found_and_nothing_else() {
    let (folder, store) = place();
    for name in CONFLICTS.iter().chain(OTHERS) {
        fs::write(folder.path().join(name), "theirs").unwrap();
    }
    fs::write(folder.path().join("vault (2).tessera"), "no vault").unwrap();
    fs::create_dir(folder.path().join("vault (3).tessera")).unwrap();
    assert_eq!(found(&store), CONFLICTS);
    for name in CONFLICTS {
        assert_eq!(store.load_conflict(name), Ok(b"theirs".to_vec()));
    }
    for name in OTHERS {
        assert_eq!(store.load_conflict(name), Err(StoreError::Missing), "{name}");
    }
    let modified = store.conflicts(FRONT, |_| true).unwrap()[0].modified.unwrap();
    assert!(modified > NOW);
}

#[test]
fn a_copy_is_found_among_hundreds_of_files_that_only_bear_such_a_name() {
    let (folder, store) = place();
    fs::write(folder.path().join("vault (1).tessera"), "theirs").unwrap();
    for number in 2..=300 {
        fs::write(folder.path().join(format!("vault ({number}).tessera")), "no vault").unwrap();
    }
    assert_eq!(found(&store), ["vault (1).tessera"]);
}

#[test]
fn of_more_than_a_hundred_copies_the_rest_comes_when_those_are_gone() {
    let (folder, store) = place();
    for number in 1..=130 {
        fs::write(folder.path().join(format!("vault ({number}).tessera")), "theirs").unwrap();
    }
    let first = found(&store);
    assert_eq!(first.len(), 100);
    for id in first {
        fs::remove_file(folder.path().join(id)).unwrap();
    }
    assert_eq!(found(&store).len(), 30);
}

#[test]
fn a_vault_without_an_ending_has_conflicts_too() {
    let folder = TempDir::new().unwrap();
    let store = Store::at(folder.path().join("vault"));
    for name in ["vault", "vault (1)", "vault.tessera"] {
        fs::write(folder.path().join(name), "theirs").unwrap();
    }
    assert_eq!(found(&store), ["vault (1)"]);
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let (folder, store) = place();
    fs::create_dir(folder.path().join("vault (x")).unwrap();
    fs::write(folder.path().join("y).tessera"), "theirs").unwrap();
    for name in [
        "vault (x/../y).tessera",
        "vault (x/../../y).tessera",
        "vault (x\\y).tessera",
        "../vault (1).tessera",
        "",
        ".",
        "vault.tessera",
    ] {
        assert_eq!(store.load_conflict(name), Err(StoreError::Missing), "{name}");
        let settled = store.settle_conflict(name, Fingerprint::of(b"theirs"), NOW, &Plain);
        assert_eq!(settled.unwrap_err(), StoreError::Missing, "{name}");
    }
}

#[test]
fn a_settled_conflict_is_among_the_generations() {
    let (folder, store) = place();
    let name = "vault (1).tessera";
    fs::write(folder.path().join(name), "theirs").unwrap();
    let kept = store.settle_conflict(name, Fingerprint::of(b"theirs"), NOW, &Plain).unwrap();
    assert_eq!((kept.state, kept.entries), (GenerationState::Good, Some(6)));
    assert_eq!(store.load_generation(&kept.id), Ok(b"theirs".to_vec()));
    assert_eq!(found(&store), [""; 0]);
    assert_eq!(store.load(), Ok(b"one".to_vec()));
}

#[test]
fn a_conflict_that_changed_since_it_was_merged_stays() {
    let (folder, store) = place();
    let name = "vault (1).tessera";
    fs::write(folder.path().join(name), "theirs, newer").unwrap();
    let settled = store.settle_conflict(name, Fingerprint::of(b"theirs"), NOW, &Plain);
    assert_eq!(settled.unwrap_err(), StoreError::ChangedOnDisk);
    assert_eq!(found(&store), [name]);
    assert_eq!(store.generations().unwrap(), []);
}

#[cfg(unix)]
#[test]
fn conflicts_lie_where_a_symbolic_link_leads() {
    let (folder, store) = place();
    fs::write(folder.path().join("vault (1).tessera"), "theirs").unwrap();
    let elsewhere = TempDir::new().unwrap();
    let link = elsewhere.path().join("link.tessera");
    std::os::unix::fs::symlink(store.path(), &link).unwrap();
    assert_eq!(found(&Store::at(link)), ["vault (1).tessera"]);
    // One that is a link itself might lead anywhere.
    fs::remove_file(folder.path().join("vault (1).tessera")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("vault (1).tessera")).unwrap();
    assert_eq!(store.conflicts(FRONT, |_| true), Ok(Vec::new()));
}

/// Whoever asks sees the front of each: what lies beside the vault may be large, and many.
#[test]
fn of_each_copy_little_is_read_and_of_many_the_latest() {
    let (folder, store) = place();
    let at = |n: u64| std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000 + n);
    for n in 0..=100 {
        let path = folder.path().join(format!("vault ({n}).tessera"));
        let file = fs::File::create(path).unwrap();
        file.set_len(1 << 20).unwrap();
        file.set_modified(at(n)).unwrap();
    }
    let most = std::cell::Cell::new(0);
    let looked = store.conflicts(FRONT, |front| {
        most.set(most.get().max(front.len()));
        true
    });
    let found: Vec<_> = looked.unwrap().into_iter().map(|conflict| conflict.id).collect();
    assert_eq!((found.len(), found.contains(&"vault (0).tessera".to_owned())), (100, false));
    assert_eq!(most.get(), FRONT);
}

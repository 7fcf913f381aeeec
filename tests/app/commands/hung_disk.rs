//! A disk that stops answering in the middle of a save does not keep the vault open.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use tessera_app::types::LockReason;

use crate::accounts::{PASSWORD, SECRET, form};
use crate::busy::{HANG, begin, until_busy};
use crate::eventually::eventually;
use crate::outside::Outside;
use crate::slow_disk::SlowDisk;
use crate::test_app::{TestApp, block_on};

/// Adds an account, locks while the disk keeps the save waiting, and gives what became of it.
fn lock_during_a_save(app: &TestApp, disk: &SlowDisk, operation: &str) -> Result<String, Value> {
    disk.hang(operation);
    let saving = begin(app, "add_entry", json!({ "entry": form("GitHub", SECRET) }));
    until_busy(app);
    let start = Instant::now();
    assert!(app.host.keeper.lock_blocking(LockReason::Elsewhere), "there was a vault to lock");
    let took = start.elapsed();
    eprintln!("{operation} hangs: locked in {} ms", took.as_millis());
    assert!(took < HANG, "{took:?}");
    assert_eq!(app.outside.reloads(), 1, "the page is loaded anew");
    // The disk still hangs: nobody waits for it, and nothing of the vault is at hand.
    assert_eq!(app.refused("list_entries", json!({})), "locked");
    let saved = block_on(saving).unwrap();
    disk.go_on();
    saved
}

#[test]
fn a_save_to_a_disk_that_hangs_is_left() {
    for operation in ["all", "create", "write", "fsync", "rename"] {
        let Some(disk) = SlowDisk::mount() else { return };
        let folder = tempfile::tempdir_in(disk.folder()).unwrap();
        let app = TestApp::in_world(Outside::new(), folder);
        app.ok("create_vault", json!({ "password": PASSWORD }));
        let left = lock_during_a_save(&app, &disk, operation);
        assert_eq!(left.unwrap_err()["code"], "locked", "{operation}");
        // Old or new, and whole.
        eventually(|| app.call("unlock", json!({ "password": PASSWORD })).is_ok());
        let count = app.ok("list_entries", json!({})).as_array().unwrap().len();
        assert!(count <= 1, "{count}");
        app.lock();
    }
}

#[test]
fn a_save_whose_copy_goes_to_a_disk_that_hangs_is_left() {
    let Some(disk) = SlowDisk::mount() else { return };
    let app = TestApp::with_vault();
    let second = disk.folder().join("second");
    std::fs::create_dir(&second).unwrap();
    *app.outside.chosen.lock().unwrap() = Some(second.clone());
    app.ok("choose_backup_folder", json!({}));
    assert!(holds_a_copy(&second));
    // The vault itself lies on a disk that answers, and was saved before.
    lock_during_a_save(&app, &disk, "all").unwrap();
    app.unlock();
    assert_eq!(app.ok("list_entries", json!({})).as_array().unwrap().len(), 1);
}

fn holds_a_copy(folder: &Path) -> bool {
    let names = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    names.into_iter().any(|name| name.to_string_lossy().ends_with(".tessera"))
}

//! A lock waits for nothing that the keeper waits for: no lock file, no derivation, no text.

use std::fs::File;
use std::time::Instant;

use serde_json::{Value, json};
use tessera_app::types::LockReason;
use tessera_core::file::VaultFile;
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::vault::KdfParams;
use tokio::task::JoinHandle;

use crate::accounts::{PASSWORD, SECRET, form};
use crate::busy::{HANG, begin, long_text, until_busy, until_reading};
use crate::eventually::eventually;
use crate::test_app::{Rng, TestApp, block_on};

/// Locks while the keeper is busy, and gives what became of the command that it was busy with.
#[track_caller]
fn lock_at_once(app: &TestApp, busy: JoinHandle<Result<String, Value>>) -> Result<String, Value> {
    until_busy(app);
    let start = Instant::now();
    assert!(app.host.keeper.lock_blocking(LockReason::Elsewhere), "there was a vault to lock");
    let took = start.elapsed();
    eprintln!("locked in {} ms", took.as_millis());
    assert!(took < HANG, "{took:?}");
    assert_eq!(app.state(), "locked");
    assert_eq!(app.outside.reloads(), 1, "the page is loaded anew");
    block_on(busy).unwrap()
}

#[test]
fn a_save_that_waits_for_the_lock_file_is_left() {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    let saved = std::fs::read(app.vault()).unwrap();
    let held = File::options().write(true).open(app.path("vault.tessera.lock")).unwrap();
    held.lock().unwrap();
    let removing = begin(&app, "remove_entry", json!({ "id": id }));
    assert_eq!(lock_at_once(&app, removing).unwrap_err()["code"], "locked");
    assert_eq!(std::fs::read(app.vault()).unwrap(), saved);

    // And saves as before, once the other program is done.
    drop(held);
    app.unlock();
    assert_eq!(app.ok("list_entries", json!({})).as_array().unwrap().len(), 1);
    app.ok("remove_entry", json!({ "id": id }));
    assert_eq!(app.ok("list_entries", json!({})), json!([]));
}

#[test]
fn a_key_that_is_being_derived_is_left() {
    let app = TestApp::new();
    // Some seconds of one core.
    let dear = KdfParams::new(64 * 1024, 32, 1).unwrap();
    let (store, password) = (Store::at(app.vault()), Password::new(PASSWORD).unwrap());
    let mut rng = Rng::default();
    VaultFile::create(store, &password, dear, app.outside.now(), &mut rng).unwrap();
    app.unlock();
    let checking = begin(&app, "show_transfer", json!({ "password": PASSWORD }));
    assert_eq!(lock_at_once(&app, checking).unwrap_err()["code"], "locked");
}

#[test]
fn a_text_that_is_being_read_is_left() {
    let app = TestApp::with_vault();
    let reading = begin(&app, "import_text", json!({ "text": long_text() }));
    until_reading(&app);
    app.lock();
    let start = Instant::now();
    assert_eq!(block_on(reading).unwrap().unwrap_err()["code"], "locked");
    assert!(start.elapsed() < HANG, "{:?}", start.elapsed());
}

#[test]
fn what_waits_behind_a_lock_finds_the_vault_locked() {
    let app = TestApp::with_vault();
    let held = File::options().write(true).open(app.path("vault.tessera.lock")).unwrap();
    held.lock().unwrap();
    let entry = json!({ "entry": form("GitHub", SECRET) });
    let (first, second) =
        (begin(&app, "add_entry", entry.clone()), begin(&app, "add_entry", entry));
    assert_eq!(lock_at_once(&app, first).unwrap_err()["code"], "locked");
    assert_eq!(block_on(second).unwrap().unwrap_err()["code"], "locked");
}

#[test]
fn what_a_dialog_is_open_for_is_dropped() {
    for command in ["export_backup", "export_quarantine"] {
        let app = TestApp::with_vault();
        let target = app.path("elsewhere");
        *app.outside.chosen.lock().unwrap() = Some(target.clone());
        let (close, dialog) = tokio::sync::oneshot::channel();
        *app.outside.dialog.lock().unwrap() = Some(dialog);
        let saving = begin(&app, command, json!({ "password": PASSWORD }));
        eventually(|| app.outside.dialog.lock().unwrap().is_none());
        app.lock();
        // Also where the vault is open again before the user answers.
        app.unlock();
        close.send(()).unwrap();
        assert_eq!(block_on(saving).unwrap().unwrap_err()["code"], "expired", "{command}");
        assert!(!target.exists());
    }
}

//! The computer sleeps when the vault is locked, whatever the keeper waits for.

use std::fs::File;
use std::time::Instant;

use serde_json::{Value, json};
use tessera_core::file::VaultFile;
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::vault::KdfParams;

use super::*;
use crate::accounts::{PASSWORD, SECRET, form};
use crate::busy::{begin, until_busy};
use crate::test_app::{Rng, TestApp, block_on};

/// The computer waits no longer than five seconds (`InhibitDelayMaxSec`), on a machine that is not busy.
const HANG: Duration = Duration::from_secs(10);

/// Lets the computer sleep while a command takes long, and gives what became of the command.
fn sleep_during(app: &TestApp, command: &str, arguments: Value) -> Result<String, Value> {
    let keeper = app.keeper();
    let desktop = Desktop::watched_as(Some("3"), true, move |told| {
        move |what| {
            if what == Presence::Suspending {
                keeper.presence(what);
            }
            let _ = told.send(what);
        }
    });
    let busy = begin(app, command, arguments);
    until_busy(app);
    let start = Instant::now();
    desktop.sleeps(true);
    eventually(|| desktop.delays() == (1, 0));
    let took = start.elapsed();
    eprintln!("the computer may sleep after {} ms", took.as_millis());
    assert!(took < HANG, "{took:?}");
    // Before the delay was given up, and not after it.
    assert_eq!(app.outside.reloads(), 1, "the page is loaded anew");
    let status = app.ok("status", json!({}));
    assert_eq!((&status["state"], &status["lock_reason"]), (&json!("locked"), &json!("suspend")));
    block_on(busy).unwrap()
}

#[test]
fn while_a_save_waits_for_the_lock_file() {
    let app = TestApp::with_vault();
    let held = File::options().write(true).open(app.path("vault.tessera.lock"));
    let held = held.or_else(|_| File::create(app.path("vault.tessera.lock"))).unwrap();
    held.lock().unwrap();
    let saved = sleep_during(&app, "add_entry", json!({ "entry": form("GitHub", SECRET) }));
    assert_eq!(saved.unwrap_err()["code"], "locked");
}

#[test]
fn while_a_key_is_derived() {
    let app = TestApp::new();
    // Some seconds of one core.
    let dear = KdfParams::new(64 * 1024, 32, 1).unwrap();
    let (store, password) = (Store::at(app.vault()), Password::new(PASSWORD).unwrap());
    let mut rng = Rng::default();
    VaultFile::create(store, &password, dear, app.outside.now(), &mut rng).unwrap();
    app.unlock();
    let shown = sleep_during(&app, "show_transfer", json!({ "password": PASSWORD }));
    assert_eq!(shown.unwrap_err()["code"], "locked");
}

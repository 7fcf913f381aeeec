//! Backups out and in. The dialogs cannot be driven: their answers go straight to the app.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tessera_app::error::CommandError;
use tessera_app::types::Exported;

use crate::accounts::{PASSWORD, SECRET, form};
use crate::test_app::TestApp;

fn typed(password: &str) -> tessera_app::types::Typed {
    serde_json::from_value(json!(password)).unwrap()
}

fn export(app: &TestApp, path: PathBuf, password: &str) -> Result<Exported, CommandError> {
    let password = typed(password);
    app.ask(move |app| app.export_backup(&path, &password))
}

fn choose(app: &TestApp, path: PathBuf) -> Value {
    serde_json::to_value(app.ask(move |app| app.choose_backup(path))).unwrap()
}

/// A backup with one entry, and the folder that holds it.
fn backup() -> (TestApp, PathBuf) {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let path = app.path("copy.tessera");
    export(&app, path.clone(), PASSWORD).unwrap();
    (app, path)
}

#[test]
fn a_backup_is_counted_and_noted() {
    let (app, path) = backup();
    let again = export(&app, path.clone(), PASSWORD).unwrap();
    assert_eq!(again, Exported { file_name: "copy.tessera".into(), entries: 1 });
    let noted = json!({ "saved_at": 4_000_000_000_u64, "entries": 1 });
    assert_eq!(app.ok("status", json!({}))["last_backup"], noted);
    let app = app.restarted();
    assert_eq!(app.ok("status", json!({}))["last_backup"], noted);
}

#[test]
fn a_backup_takes_the_vaults_password_and_never_the_vaults_place() {
    let (app, path) = backup();
    let before = fs::read(&path).unwrap();
    let error = |path, password| export(&app, path, password).unwrap_err().0.code();
    assert_eq!(error(path.clone(), "wrong"), "wrong_password");
    assert_eq!(error(path.clone(), ""), "wrong_password");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(error(app.vault(), PASSWORD), "own_file");
    assert_eq!(error(app.path("nowhere/copy.tessera"), PASSWORD), "io");
    #[cfg(unix)]
    {
        let link = app.path("link.tessera");
        std::os::unix::fs::symlink(app.vault(), &link).unwrap();
        assert_eq!(error(link, PASSWORD), "own_file");
    }
}

#[test]
fn a_backup_becomes_the_vault_of_a_new_computer_with_the_same_codes() {
    let (old, path) = backup();
    let id = old.ok("list_entries", json!({}))[0]["id"].clone();
    let code = old.ok("show_rows", json!({ "ids": [id] }));

    let new = TestApp::new();
    assert_eq!(new.refused("restore_backup", json!({ "password": PASSWORD })), "expired");
    assert_eq!(choose(&new, path), json!({ "file_name": "copy.tessera" }));
    assert_eq!(new.refused("restore_backup", json!({ "password": "wrong" })), "wrong_password");
    assert_eq!(new.state(), "absent");
    assert_eq!(new.ok("restore_backup", json!({ "password": PASSWORD })), json!({ "entries": 1 }));
    assert_eq!(new.state(), "unlocked");
    assert_eq!(new.ok("show_rows", json!({ "ids": [id] })), code);
}

#[test]
fn a_backup_never_replaces_a_vault() {
    let (app, path) = backup();
    let before = fs::read(app.vault()).unwrap();
    choose(&app, path.clone());
    assert_eq!(app.refused("restore_backup", json!({ "password": PASSWORD })), "exists");
    app.lock();
    choose(&app, path);
    assert_eq!(app.refused("restore_backup", json!({ "password": PASSWORD })), "exists");
    assert_eq!(fs::read(app.vault()).unwrap(), before);
}

#[test]
fn an_open_vault_takes_a_backup_in_through_a_review() {
    let (_old, path) = backup();
    let app = TestApp::new();
    app.ok("create_vault", json!({ "password": "another" }));
    choose(&app, path.clone());
    assert_eq!(app.refused("review_backup", json!({ "password": "another" })), "wrong_password");
    let review = app.ok("review_backup", json!({ "password": PASSWORD }));
    assert_eq!(review["drafts"][0]["status"], "new");
    app.ok("confirm_review", json!({ "id": review["id"], "ticked": [0] }));
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
    // Once is enough, and the second time everything is here.
    assert_eq!(app.refused("review_backup", json!({ "password": PASSWORD })), "expired");
    choose(&app, path);
    let review = app.ok("review_backup", json!({ "password": PASSWORD }));
    assert_eq!(review["drafts"][0]["status"], "duplicate");
}

#[test]
fn what_is_wrong_with_a_chosen_file_is_said_of_that_file() {
    let (old, path) = backup();
    let mut torn = fs::read(&path).unwrap();
    *torn.last_mut().unwrap() ^= 1;
    fs::write(old.path("torn.tessera"), torn).unwrap();
    fs::write(old.path("text.tessera"), "milk and bread").unwrap();
    let app = TestApp::new();
    for (name, code) in [
        ("torn.tessera", "damaged_copy"),
        ("text.tessera", "not_a_vault"),
        ("gone.tessera", "io"),
        ("", "io"),
    ] {
        choose(&app, old.path(name));
        assert_eq!(app.refused("restore_backup", json!({ "password": PASSWORD })), code, "{name}");
        assert_eq!(app.state(), "absent");
    }
}

#[test]
fn saving_goes_on_where_no_generation_can_be_kept_and_says_so() {
    let app = TestApp::with_vault();
    fs::write(app.path("vault.tessera.backups"), "in the way").unwrap();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let told = app.outside.events();
    let failed = |event: &_| matches!(event, tessera_app::events::Event::Notice(r) if *r == tessera_app::types::Reason::BackupFailed);
    assert!(told.iter().any(failed), "{told:?}");
    assert_eq!(app.outside.notices(), [tessera_app::ports::notifications::Notice::BackupFailed]);
    let app = app.restarted();
    app.unlock();
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
}

//! Backups out and in. The dialogs cannot be driven: their answers go straight to the app.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tessera_app::error::CommandError;
use tessera_app::types::Exported;

use crate::app::Shell;
use crate::samples::{PASSWORD, SECRET, form};

fn typed(password: &str) -> tessera_app::types::Typed {
    serde_json::from_value(json!(password)).unwrap()
}

fn export(shell: &Shell, path: PathBuf, password: &str) -> Result<Exported, CommandError> {
    let password = typed(password);
    shell.app(move |app| app.export_backup(&path, &password))
}

fn choose(shell: &Shell, path: PathBuf) -> Value {
    serde_json::to_value(shell.app(move |app| app.choose_backup(path))).unwrap()
}

/// A backup with one entry, and the folder that holds it.
fn backup() -> (Shell, PathBuf) {
    let shell = Shell::with_vault();
    shell.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let path = shell.path("copy.tessera");
    export(&shell, path.clone(), PASSWORD).unwrap();
    (shell, path)
}

#[test]
fn a_backup_is_counted_and_noted() {
    let (shell, path) = backup();
    let again = export(&shell, path.clone(), PASSWORD).unwrap();
    assert_eq!(again, Exported { file_name: "copy.tessera".into(), entries: 1 });
    let noted = json!({ "saved_at": 4_000_000_000_u64, "entries": 1 });
    assert_eq!(shell.ok("status", json!({}))["last_backup"], noted);
    let shell = shell.restarted();
    assert_eq!(shell.ok("status", json!({}))["last_backup"], noted);
}

#[test]
fn a_backup_takes_the_vaults_password_and_never_the_vaults_place() {
    let (shell, path) = backup();
    let before = fs::read(&path).unwrap();
    let error = |path, password| export(&shell, path, password).unwrap_err().0.code();
    assert_eq!(error(path.clone(), "wrong"), "wrong_password");
    assert_eq!(error(path.clone(), ""), "wrong_password");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(error(shell.vault(), PASSWORD), "own_file");
    assert_eq!(error(shell.path("nowhere/copy.tessera"), PASSWORD), "io");
    #[cfg(unix)]
    {
        let link = shell.path("link.tessera");
        std::os::unix::fs::symlink(shell.vault(), &link).unwrap();
        assert_eq!(error(link, PASSWORD), "own_file");
    }
}

#[test]
fn a_backup_becomes_the_vault_of_a_new_computer_with_the_same_codes() {
    let (old, path) = backup();
    let id = old.ok("list_entries", json!({}))[0]["id"].clone();
    let code = old.ok("show_rows", json!({ "ids": [id] }));

    let new = Shell::new();
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
    let (shell, path) = backup();
    let before = fs::read(shell.vault()).unwrap();
    choose(&shell, path.clone());
    assert_eq!(shell.refused("restore_backup", json!({ "password": PASSWORD })), "exists");
    shell.lock();
    choose(&shell, path);
    assert_eq!(shell.refused("restore_backup", json!({ "password": PASSWORD })), "exists");
    assert_eq!(fs::read(shell.vault()).unwrap(), before);
}

#[test]
fn an_open_vault_takes_a_backup_in_through_a_review() {
    let (_old, path) = backup();
    let shell = Shell::new();
    shell.ok("create_vault", json!({ "password": "another" }));
    choose(&shell, path.clone());
    assert_eq!(shell.refused("review_backup", json!({ "password": "another" })), "wrong_password");
    let review = shell.ok("review_backup", json!({ "password": PASSWORD }));
    assert_eq!(review["drafts"][0]["status"], "new");
    shell.ok("confirm_review", json!({ "id": review["id"], "ticked": [0] }));
    assert_eq!(shell.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
    // Once is enough, and the second time everything is here.
    assert_eq!(shell.refused("review_backup", json!({ "password": PASSWORD })), "expired");
    choose(&shell, path);
    let review = shell.ok("review_backup", json!({ "password": PASSWORD }));
    assert_eq!(review["drafts"][0]["status"], "duplicate");
}

#[test]
fn what_is_wrong_with_a_chosen_file_is_said_of_that_file() {
    let (old, path) = backup();
    let mut torn = fs::read(&path).unwrap();
    *torn.last_mut().unwrap() ^= 1;
    fs::write(old.path("torn.tessera"), torn).unwrap();
    fs::write(old.path("text.tessera"), "milk and bread").unwrap();
    let shell = Shell::new();
    for (name, code) in [
        ("torn.tessera", "damaged_copy"),
        ("text.tessera", "not_a_vault"),
        ("gone.tessera", "io"),
        ("", "io"),
    ] {
        choose(&shell, old.path(name));
        assert_eq!(
            shell.refused("restore_backup", json!({ "password": PASSWORD })),
            code,
            "{name}"
        );
        assert_eq!(shell.state(), "absent");
    }
}

#[test]
fn saving_goes_on_where_no_generation_can_be_kept_and_says_so() {
    let shell = Shell::with_vault();
    fs::write(shell.path("vault.tessera.backups"), "in the way").unwrap();
    shell.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let told = shell.outside.events();
    let failed = |event: &_| matches!(event, tessera_app::events::Event::Notice(r) if *r == tessera_app::types::Reason::BackupFailed);
    assert!(told.iter().any(failed), "{told:?}");
    assert_eq!(shell.outside.notices(), [tessera_app::ports::notifications::Notice::BackupFailed]);
    let shell = shell.restarted();
    shell.unlock();
    assert_eq!(shell.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
}

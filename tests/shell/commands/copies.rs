//! Several copies of one vault, older states of it, and what cannot be read.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::ports::notifications::Notice;
use tessera_app::types::Reason;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};

use crate::app::Shell;
use crate::samples::{PASSWORD, SECRET, form};
use crate::world::NOW;

/// The password of `tests/data/vaults`.
const DATA: &str = "correct horse battery staple";

fn names(shell: &Shell) -> Vec<String> {
    let rows = shell.ok("list_entries", json!({}));
    let mut names: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["issuer"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn add(shell: &Shell, issuer: &str) -> Value {
    shell.ok("add_entry", json!({ "entry": form(issuer, SECRET) }))["id"].clone()
}

fn added_elsewhere(shell: &Shell, issuer: &str) {
    let (algorithm, digits, period) = (Algorithm::Sha1, Digits::DEFAULT, Period::DEFAULT);
    let secret = tessera_core::base32::decode(SECRET).unwrap();
    let otp = Otp::new(secret, Scheme::Totp { algorithm, digits, period });
    shell.elsewhere(|vault, rng| {
        let labels = Labels { issuer: issuer.into(), account: String::new() };
        let (tags, note) = (Vec::new(), String::new());
        vault.contents_mut().add(
            NewEntry { tags, note, ..NewEntry::new(labels, otp.clone()) },
            NOW,
            rng,
        );
    });
}

fn notices(shell: &Shell) -> Vec<Value> {
    let said = |event| match event {
        Event::Notice(reason) => Some(serde_json::to_value(reason).unwrap()),
        _ => None,
    };
    shell.outside.events().into_iter().filter_map(said).collect()
}

/// Another computer's save takes the place of ours, as a synced folder does it.
fn overwritten_by_another_computer(shell: &Shell, issuer: &str) {
    let ours = fs::read(shell.vault()).unwrap();
    added_elsewhere(shell, issuer);
    let theirs = fs::read(shell.vault()).unwrap();
    fs::write(shell.vault(), ours).unwrap();
    add(shell, "ours");
    fs::write(shell.vault(), theirs).unwrap();
}

#[test]
fn what_a_synced_folder_brings_is_merged_and_told_in_one_sentence() {
    let shell = Shell::with_vault();
    add(&shell, "both");
    overwritten_by_another_computer(&shell, "theirs");
    notices(&shell);
    assert_eq!(names(&shell), ["both", "ours", "theirs"]);
    let facts = json!({ "added": 1, "changed": 0, "removed": 0, "kept_both": 0 });
    assert_eq!(notices(&shell), [json!({ "code": "merged", "params": facts })]);
    // It is on the disk as well.
    let shell = shell.restarted();
    shell.unlock();
    assert_eq!(names(&shell), ["both", "ours", "theirs"]);
}

#[test]
fn a_file_that_is_overwritten_with_zeros_is_written_anew_while_the_vault_is_open() {
    let shell = Shell::with_vault();
    add(&shell, "GitHub");
    let length = fs::metadata(shell.vault()).unwrap().len();
    fs::write(shell.vault(), vec![0; length as usize]).unwrap();
    notices(&shell);
    assert_eq!(names(&shell), ["GitHub"]);
    assert_eq!(notices(&shell), [json!({ "code": "repaired" })]);
    let shell = shell.restarted();
    shell.unlock();
    assert_eq!(names(&shell), ["GitHub"]);
    let backups = shell.ok("list_backups", json!({}));
    let states = backups["generations"].as_array().unwrap().iter().map(|g| &g["state"]);
    assert!(states.clone().any(|state| state == "damaged"), "the damaged file is kept: {backups}");
}

#[test]
fn a_conflict_file_is_found_merged_and_kept_among_the_generations() {
    let shell = Shell::with_vault();
    add(&shell, "ours");
    let before = fs::read(shell.vault()).unwrap();
    added_elsewhere(&shell, "theirs");
    let name = "vault.sync-conflict-20261122-080000-ABCDEFG.tessera";
    fs::rename(shell.vault(), shell.path(name)).unwrap();
    fs::write(shell.vault(), before).unwrap();
    assert_eq!(shell.ok("status", json!({}))["conflicts"], 1);
    let conflicts = shell.ok("list_conflicts", json!({}));
    assert_eq!(conflicts[0]["id"], name);

    let merge = |id: &str| json!({ "id": id, "password": null });
    let merged = shell.ok("merge_conflict", merge(name));
    assert_eq!(merged, json!({ "added": 1, "changed": 0, "removed": 0, "kept_both": 0 }));
    assert_eq!(names(&shell), ["ours", "theirs"]);
    assert_eq!(shell.ok("list_conflicts", json!({})), json!([]));
    assert!(!shell.path(name).exists());
    for gone in [name, "../settings.json", "vault.tessera"] {
        assert_eq!(shell.refused("merge_conflict", merge(gone)), "not_found", "{gone}");
    }
}

#[test]
fn a_conflict_file_from_before_a_new_password_needs_the_old_one() {
    let shell = Shell::with_vault();
    added_elsewhere(&shell, "theirs");
    let name = "vault (Ann's conflicted copy 2026-11-22).tessera";
    fs::copy(shell.vault(), shell.path(name)).unwrap();
    shell.ok("change_password", json!({ "old": PASSWORD, "next": "a new one" }));
    let merge = |password: Value| json!({ "id": name, "password": password });
    assert_eq!(shell.refused("merge_conflict", merge(Value::Null)), "password_needed");
    assert_eq!(shell.refused("merge_conflict", merge(json!("a new one"))), "wrong_password");
    shell.ok("merge_conflict", merge(json!(PASSWORD)));
}

#[test]
fn a_generation_says_what_it_would_change_and_brings_back_single_entries_or_all() {
    let shell = Shell::with_vault();
    let kept = add(&shell, "kept");
    let lost = add(&shell, "lost");
    add(&shell, "new since then");
    let backups = shell.ok("list_backups", json!({}));
    let counts: Vec<_> = backups["generations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| (&g["state"], &g["entries"]))
        .collect();
    assert_eq!(
        counts,
        [
            (&json!("verified"), &json!(2)),
            (&json!("verified"), &json!(1)),
            (&json!("empty"), &json!(0))
        ]
    );
    let id = backups["generations"][0]["id"].clone();
    shell.ok("edit_entry", json!({ "id": kept, "edit": { "issuer": "kept", "account": "ada@example.org", "tags": ["Work"], "note": "changed", "pinned": false, "confirmed": false } }));
    shell.ok("remove_entry", json!({ "id": lost }));
    shell.ok("delete_entry", json!({ "id": lost }));

    let compare = json!({ "id": id, "password": null });
    let comparison = shell.ok("compare_backup", compare);
    let said: Vec<_> = comparison["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            (
                change["issuer"].as_str().unwrap(),
                change["what"].as_str().unwrap(),
                change["parts"].clone(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("kept", "changed", json!(["note"])),
            ("lost", "added", json!([])),
            ("new since then", "removed", json!([])),
        ]
    );
    let only = json!({ "id": id, "password": null, "entries": [lost] });
    assert_eq!(shell.ok("restore_entries", only), json!({ "entries": 1 }));
    assert_eq!(names(&shell), ["kept", "lost", "new since then"]);
    let all = json!({ "id": id, "password": null, "entries": null });
    shell.ok("restore_entries", all);
    assert_eq!(names(&shell), ["kept", "lost"]);
    let rows = shell.ok("list_entries", json!({}));
    let notes = rows.as_array().unwrap().iter().map(|row| &row["note"]);
    assert_eq!(notes.collect::<Vec<_>>(), ["", ""], "as it was in the generation");
    let trashed = shell.ok("list_trash", json!({}));
    assert_eq!(trashed[0]["issuer"], "new since then", "nothing is lost by restoring");
}

#[test]
fn a_generation_from_before_a_new_password_needs_the_old_one() {
    let shell = Shell::with_vault();
    add(&shell, "GitHub");
    add(&shell, "GitLab");
    shell.ok("change_password", json!({ "old": PASSWORD, "next": "a new one" }));
    let backups = shell.ok("list_backups", json!({}));
    let newest = &backups["generations"][0];
    assert_eq!((&newest["state"], &newest["entries"]), (&json!("locked"), &Value::Null));
    let compare = |password: Value| json!({ "id": newest["id"], "password": password });
    assert_eq!(shell.refused("compare_backup", compare(Value::Null)), "password_needed");
    assert_eq!(shell.refused("compare_backup", compare(json!("wrong"))), "wrong_password");
    assert_eq!(shell.ok("compare_backup", compare(json!(PASSWORD)))["same"], 2);
}

#[test]
fn a_second_folder_takes_every_save_and_is_missed_when_it_vanishes() {
    let shell = Shell::with_vault();
    let folder = shell.path("other disk");
    fs::create_dir(&folder).unwrap();
    let chosen = folder.clone();
    shell.app(move |app| app.set_second_folder(Some(chosen))).unwrap();
    add(&shell, "GitHub");
    let backups = shell.ok("list_backups", json!({}));
    assert_eq!(backups["second_folder"], "other disk");
    assert_eq!(backups["second"][0]["entries"], 1, "{backups}");
    assert_eq!(shell.ok("status", json!({}))["backup"]["trouble"], Value::Null);

    fs::rename(&folder, shell.path("unplugged")).unwrap();
    notices(&shell);
    add(&shell, "GitLab");
    assert_eq!(notices(&shell), [json!({ "code": "second_backup_failed" })]);
    assert_eq!(shell.outside.notices(), [Notice::SecondBackupFailed]);
    assert!(!folder.exists(), "it is not made anew: it may be a drive");
    shell.outside.pass(std::time::Duration::from_secs(8 * 24 * 60 * 60));
    let shell = shell.restarted();
    shell.outside.pass(std::time::Duration::from_secs(8 * 24 * 60 * 60));
    shell.unlock();
    assert_eq!(notices(&shell), [json!({ "code": "backup_stale", "params": { "days": 8 } })]);

    fs::rename(shell.path("unplugged"), &folder).unwrap();
    add(&shell, "Proton");
    assert_eq!(shell.ok("status", json!({}))["backup"]["trouble"], Value::Null);
    assert_eq!(shell.ok("list_backups", json!({}))["second"][0]["entries"], 3);
}

#[test]
fn an_older_file_is_told_of_and_opens() {
    let shell = Shell::with_vault();
    add(&shell, "GitHub");
    let old = fs::read(shell.vault()).unwrap();
    add(&shell, "GitLab");
    shell.lock();
    fs::write(shell.vault(), old).unwrap();
    notices(&shell);
    shell.unlock();
    let facts = json!({ "seen": 3, "found": 2 });
    assert_eq!(notices(&shell), [json!({ "code": "older_file", "params": facts })]);
    assert_eq!(names(&shell), ["GitHub"]);
}

#[test]
fn entries_that_cannot_be_read_are_shown_and_can_be_taken_out_with_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let data =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/vaults/entry_kind_motp.tessera");
    let Ok(bytes) = fs::read(&data) else { panic!("{} is missing", data.display()) };
    fs::write(folder.path().join("vault.tessera"), bytes).unwrap();
    let shell = Shell::in_folder(folder);
    shell.ok("unlock", json!({ "password": DATA }));
    assert_eq!(shell.ok("status", json!({}))["quarantined"], 1);
    let listed = shell.ok("list_quarantine", json!({}));
    assert_eq!(listed.as_array().unwrap().len(), 1);
    let target = shell.path("unreadable.json");
    let export = |password: &str| {
        let password = serde_json::from_value(json!(password)).unwrap();
        let target = target.clone();
        shell.app(move |app| app.export_quarantine(&target, &password))
    };
    assert_eq!(export("wrong").unwrap_err().0, Reason::WrongPassword);
    assert!(!target.exists());
    assert_eq!(export(DATA).unwrap().entries, 1);
    let json: Value = serde_json::from_slice(&fs::read(&target).unwrap()).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 1);
}

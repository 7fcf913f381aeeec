//! Several copies of one vault, older states of it, and what cannot be read.

use std::fs;

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::ports::notifications::Notice;
use tessera_app::types::Reason;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::secret::SecretText;

use crate::accounts::{PASSWORD, SECRET, asked_groups, form};
use crate::outside::NOW;
use crate::test_app::{TestApp, data};

/// The password of `tests/data/vaults`.
const DATA: &str = "correct horse battery staple";

fn names(app: &TestApp) -> Vec<String> {
    let rows = app.ok("list_entries", json!({}));
    let mut names: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["issuer"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn add(app: &TestApp, issuer: &str) -> Value {
    app.ok("add_entry", json!({ "entry": form(issuer, SECRET) }))["id"].clone()
}

fn added_elsewhere(app: &TestApp, issuer: &str) {
    let (algorithm, digits, period) = (Algorithm::Sha1, Digits::DEFAULT, Period::DEFAULT);
    let secret = tessera_core::base32::decode(SECRET).unwrap();
    let otp = Otp::new(secret, Scheme::Totp { algorithm, digits, period });
    app.elsewhere(|vault, rng| {
        let labels = Labels { issuer: issuer.into(), account: String::new() };
        let (tags, note) = (Vec::new(), SecretText::default());
        vault.contents_mut().add(
            NewEntry { tags, note, ..NewEntry::new(labels, otp.clone()) },
            NOW,
            rng,
        );
    });
}

fn notices(app: &TestApp) -> Vec<Value> {
    let said = |event| match event {
        Event::Notice(reason) => Some(serde_json::to_value(reason).unwrap()),
        _ => None,
    };
    app.outside.events().into_iter().filter_map(said).collect()
}

/// Another computer's save takes the place of ours, as a synced folder does it.
fn overwritten_by_another_computer(app: &TestApp, issuer: &str) {
    let ours = fs::read(app.vault()).unwrap();
    added_elsewhere(app, issuer);
    let theirs = fs::read(app.vault()).unwrap();
    fs::write(app.vault(), ours).unwrap();
    add(app, "ours");
    fs::write(app.vault(), theirs).unwrap();
}

#[test]
fn what_a_synced_folder_brings_is_merged_and_told_in_one_sentence() {
    let app = TestApp::with_vault();
    add(&app, "both");
    overwritten_by_another_computer(&app, "theirs");
    notices(&app);
    assert_eq!(names(&app), ["both", "ours", "theirs"]);
    let facts = json!({ "added": 1, "changed": 0, "removed": 0, "kept_both": 0 });
    assert_eq!(notices(&app), [json!({ "code": "merged", "params": facts })]);
    // It is on the disk as well.
    let app = app.restarted();
    app.unlock();
    assert_eq!(names(&app), ["both", "ours", "theirs"]);
}

#[test]
fn a_file_that_is_overwritten_with_zeros_is_written_anew_while_the_vault_is_open() {
    let app = TestApp::with_vault();
    add(&app, "GitHub");
    let length = fs::metadata(app.vault()).unwrap().len();
    fs::write(app.vault(), vec![0; length as usize]).unwrap();
    notices(&app);
    assert_eq!(names(&app), ["GitHub"]);
    assert_eq!(notices(&app), [json!({ "code": "repaired" })]);
    let app = app.restarted();
    app.unlock();
    assert_eq!(names(&app), ["GitHub"]);
    let backups = app.ok("list_backups", json!({}));
    let states = backups["generations"].as_array().unwrap().iter().map(|g| &g["state"]);
    assert!(states.clone().any(|state| state == "damaged"), "the damaged file is kept: {backups}");
}

#[test]
fn a_conflict_file_is_found_merged_and_kept_among_the_generations() {
    let app = TestApp::with_vault();
    add(&app, "ours");
    let before = fs::read(app.vault()).unwrap();
    added_elsewhere(&app, "theirs");
    let name = "vault.sync-conflict-20261122-080000-ABCDEFG.tessera";
    fs::rename(app.vault(), app.path(name)).unwrap();
    fs::write(app.vault(), before).unwrap();
    assert_eq!(app.ok("status", json!({}))["conflicts"], 1);
    let conflicts = app.ok("list_conflicts", json!({}));
    assert_eq!(conflicts[0]["id"], name);

    let merge = |id: &str| json!({ "id": id, "password": null });
    let merged = app.ok("merge_conflict", merge(name));
    assert_eq!(merged, json!({ "added": 1, "changed": 0, "removed": 0, "kept_both": 0 }));
    assert_eq!(names(&app), ["ours", "theirs"]);
    assert_eq!(app.ok("list_conflicts", json!({})), json!([]));
    assert!(!app.path(name).exists());
    for gone in [name, "../settings.json", "vault.tessera"] {
        assert_eq!(app.refused("merge_conflict", merge(gone)), "not_found", "{gone}");
    }
}

#[test]
fn a_conflict_file_from_before_a_new_password_needs_the_old_one() {
    let app = TestApp::with_vault();
    added_elsewhere(&app, "theirs");
    let name = "vault (Ann's conflicted copy 2026-11-22).tessera";
    fs::copy(app.vault(), app.path(name)).unwrap();
    app.ok("change_password", json!({ "old": PASSWORD, "next": "a new one" }));
    let merge = |password: Value| json!({ "id": name, "password": password });
    assert_eq!(app.refused("merge_conflict", merge(Value::Null)), "password_needed");
    assert_eq!(app.refused("merge_conflict", merge(json!("a new one"))), "wrong_password");
    app.ok("merge_conflict", merge(json!(PASSWORD)));
}

#[test]
fn a_generation_says_what_it_would_change_and_brings_back_single_entries_or_all() {
    let app = TestApp::with_vault();
    let kept = add(&app, "kept");
    let lost = add(&app, "lost");
    add(&app, "new since then");
    let backups = app.ok("list_backups", json!({}));
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
    app.ok("edit_entry", json!({ "id": kept, "edit": { "issuer": "kept", "account": "ada@example.org", "tags": ["Work"], "note": "changed", "pinned": false, "confirmed": false } }));
    app.ok("remove_entry", json!({ "id": lost }));
    app.ok("delete_entry", json!({ "id": lost }));

    let compare = json!({ "id": id, "password": null });
    let comparison = app.ok("compare_backup", compare);
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
    assert_eq!(app.ok("restore_entries", only), json!({ "entries": 1 }));
    assert_eq!(names(&app), ["kept", "lost", "new since then"]);
    let all = json!({ "id": id, "password": null, "entries": null });
    app.ok("restore_entries", all);
    assert_eq!(names(&app), ["kept", "lost"]);
    let rows = app.ok("list_entries", json!({}));
    let notes = rows.as_array().unwrap().iter().map(|row| &row["has_note"]);
    assert_eq!(notes.collect::<Vec<_>>(), [false, false], "as it was in the generation");
    let trashed = app.ok("list_trash", json!({}));
    assert_eq!(trashed[0]["issuer"], "new since then", "nothing is lost by restoring");
}

#[test]
fn a_generation_from_before_a_new_password_needs_the_old_one() {
    let app = TestApp::with_vault();
    add(&app, "GitHub");
    add(&app, "GitLab");
    app.ok("change_password", json!({ "old": PASSWORD, "next": "a new one" }));
    let backups = app.ok("list_backups", json!({}));
    let newest = &backups["generations"][0];
    // How many it holds was noted when it was kept.
    assert_eq!((&newest["state"], &newest["entries"]), (&json!("locked"), &json!(2)));
    let compare = |password: Value| json!({ "id": newest["id"], "password": password });
    assert_eq!(app.refused("compare_backup", compare(Value::Null)), "password_needed");
    assert_eq!(app.refused("compare_backup", compare(json!("wrong"))), "wrong_password");
    assert_eq!(app.ok("compare_backup", compare(json!(PASSWORD)))["same"], 2);
}

#[test]
fn a_second_folder_takes_every_save_and_is_missed_when_it_vanishes() {
    let app = TestApp::with_vault();
    let folder = app.path("other disk");
    fs::create_dir(&folder).unwrap();
    let chosen = folder.clone();
    app.ask(move |app| app.set_second_folder(Some(chosen))).unwrap();
    add(&app, "GitHub");
    let backups = app.ok("list_backups", json!({}));
    assert_eq!(backups["second_folder"], "other disk");
    assert_eq!(backups["second"][0]["entries"], 1, "{backups}");
    assert_eq!(app.ok("status", json!({}))["backup"]["trouble"], Value::Null);

    fs::rename(&folder, app.path("unplugged")).unwrap();
    notices(&app);
    add(&app, "GitLab");
    assert_eq!(notices(&app), [json!({ "code": "second_backup_failed" })]);
    assert_eq!(app.outside.notices(), [Notice::SecondBackupFailed]);
    assert!(!folder.exists(), "it is not made anew: it may be a drive");
    app.outside.pass(std::time::Duration::from_secs(8 * 24 * 60 * 60));
    let app = app.restarted();
    app.outside.pass(std::time::Duration::from_secs(8 * 24 * 60 * 60));
    app.unlock();
    assert_eq!(notices(&app), [json!({ "code": "backup_stale", "params": { "days": 8 } })]);

    fs::rename(app.path("unplugged"), &folder).unwrap();
    add(&app, "Proton");
    assert_eq!(app.ok("status", json!({}))["backup"]["trouble"], Value::Null);
    assert_eq!(app.ok("list_backups", json!({}))["second"][0]["entries"], 3);
}

#[test]
fn a_second_folder_without_its_root_is_refused() {
    let app = TestApp::with_vault();
    for folder in ["backups", "./backups", "../backups", ""] {
        let set = app.ask(move |app| app.set_second_folder(Some(folder.into())));
        assert_eq!(set.unwrap_err().0.code(), "second_folder_relative", "{folder:?}");
    }
    assert_eq!(app.ok("list_backups", json!({}))["second_folder"], Value::Null);
}

#[test]
fn an_older_file_is_told_of_and_opens() {
    let app = TestApp::with_vault();
    add(&app, "GitHub");
    let old = fs::read(app.vault()).unwrap();
    add(&app, "GitLab");
    app.lock();
    fs::write(app.vault(), old).unwrap();
    notices(&app);
    app.unlock();
    let facts = json!({ "seen": 3, "found": 2 });
    assert_eq!(notices(&app), [json!({ "code": "older_file", "params": facts })]);
    assert_eq!(names(&app), ["GitHub"]);
}

#[test]
fn what_the_user_has_restored_here_is_no_older_file() {
    let app = TestApp::with_vault();
    for issuer in ["GitHub", "GitLab", "Proton"] {
        add(&app, issuer);
    }
    let newer = fs::read(app.vault()).unwrap();
    app.lock();
    damage(&app);
    assert_eq!(app.refused("unlock", json!({ "password": PASSWORD })), "damaged");
    let newest = app.ok("list_backups", json!({}))["generations"][0]["id"].clone();
    notices(&app);
    app.ok("restore_generation", json!({ "id": newest, "password": PASSWORD }));
    assert_eq!(names(&app), ["GitHub", "GitLab"]);
    let app = app.restarted();
    app.unlock();
    assert_eq!(notices(&app), [Value::Null; 0]);

    // A still older one that somebody else puts there is told, and the newer one is none.
    let backups = app.ok("list_backups", json!({}));
    let older = backups["generations"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap();
    app.lock();
    fs::copy(app.path("vault.tessera.backups").join(older), app.vault()).unwrap();
    app.unlock();
    let facts = json!({ "seen": 3, "found": 1 });
    assert_eq!(notices(&app), [json!({ "code": "older_file", "params": facts })]);
    app.lock();
    fs::write(app.vault(), newer).unwrap();
    app.unlock();
    assert_eq!(notices(&app), [Value::Null; 0]);
}

/// Changes a bit of what holds the entries.
fn damage(app: &TestApp) {
    let mut bytes = fs::read(app.vault()).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(app.vault(), bytes).unwrap();
}

fn states(backups: &Value) -> Vec<(String, Option<u64>)> {
    let generations = backups["generations"].as_array().unwrap().iter();
    generations.map(|g| (g["state"].as_str().unwrap().to_owned(), g["entries"].as_u64())).collect()
}

#[test]
fn a_copy_is_said_to_open_with_a_password_only_where_that_is_known() {
    let app = TestApp::with_vault();
    add(&app, "GitHub");
    let sheet = app.ok("make_recovery", json!({ "password": PASSWORD }));
    app.ok("confirm_recovery", asked_groups(&sheet));
    // A new key, and the same password.
    app.ok("remove_recovery", json!({ "password": PASSWORD }));
    let open = states(&app.ok("list_backups", json!({})));
    let [(newest, _), (before, _), (first, _)] = &open[..] else { panic!("{open:?}") };
    assert_eq!((&**newest, &**before, &**first), ("locked", "locked", "empty"));
    app.ok("change_password", json!({ "old": PASSWORD, "next": "another" }));
    add(&app, "GitLab");
    app.lock();
    damage(&app);

    let locked = states(&app.ok("list_backups", json!({})));
    let said: Vec<_> = locked.iter().map(|(state, _)| &**state).collect();
    assert_eq!(said, ["same", "locked", "locked", "locked", "empty"]);
    let tried = states(&app.ok("try_backups", json!({ "password": PASSWORD })));
    let verified = ("verified".to_owned(), Some(1));
    assert_eq!(tried[0].0, "other", "only what was tried is called that");
    assert_eq!(tried[1..4], [verified.clone(), verified.clone(), verified]);
    let tried = states(&app.ok("try_backups", json!({ "password": "another" })));
    assert_eq!(tried[0], ("verified".to_owned(), Some(1)));
    assert!(tried[1..4].iter().all(|(state, _)| state == "other"), "{tried:?}");
}

#[test]
fn a_damaged_file_is_kept_as_damaged_where_the_copy_in_its_place_has_another_key() {
    let app = TestApp::with_vault();
    add(&app, "GitHub");
    app.ok("make_recovery", json!({ "password": PASSWORD }));
    app.ok("remove_recovery", json!({ "password": PASSWORD }));
    app.lock();
    damage(&app);
    let newest = app.ok("list_backups", json!({}))["generations"][0]["id"].clone();
    app.ok("restore_generation", json!({ "id": newest, "password": PASSWORD }));
    assert_eq!(states(&app.ok("list_backups", json!({})))[0].0, "damaged");
}

#[test]
fn the_last_automatic_backup_is_told_anew_after_each_save() {
    let app = TestApp::with_vault();
    for (issuer, before) in [("GitHub", 0), ("GitLab", 1), ("Proton", 2)] {
        app.outside.events();
        add(&app, issuer);
        let told = app.outside.events();
        assert!(told.contains(&Event::Status), "{told:?}");
        let last = app.ok("status", json!({}))["backup"]["last"]["entries"].clone();
        assert_eq!(last, before);
        assert_eq!(app.ok("list_backups", json!({}))["generations"][0]["entries"], last);
    }
}

#[test]
fn entries_that_cannot_be_read_are_shown_and_can_be_taken_out_with_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let unreadable = data("vaults/entry_kind_motp.tessera");
    fs::copy(unreadable, folder.path().join("vault.tessera")).unwrap();
    let app = TestApp::in_folder(folder);
    app.ok("unlock", json!({ "password": DATA }));
    assert_eq!(app.ok("status", json!({}))["quarantined"], 1);
    let listed = app.ok("list_quarantine", json!({}));
    assert_eq!(listed.as_array().unwrap().len(), 1);
    let target = app.path("unreadable.json");
    let export = |password: &str| {
        let password = serde_json::from_value(json!(password)).unwrap();
        let target = target.clone();
        app.ask(move |app| app.export_quarantine(&target, &password))
    };
    assert_eq!(export("wrong").unwrap_err().0, Reason::WrongPassword);
    assert!(!target.exists());
    assert_eq!(export(DATA).unwrap().entries, 1);
    let json: Value = serde_json::from_slice(&fs::read(&target).unwrap()).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 1);
}

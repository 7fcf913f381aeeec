//! Passwords that change, here and elsewhere, and files that are no vault.

use std::fs;

use crate::accounts::{PASSWORD, SECRET, form};
use crate::test_app::TestApp;
use serde_json::{Value, json};

#[test]
fn a_changed_password_is_the_only_one_that_opens() {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let change = |old: &str, new: &str| json!({ "old": old, "next": new });
    assert_eq!(app.refused("change_password", change("wrong", "new")), "wrong_password");
    assert_eq!(app.refused("change_password", change(PASSWORD, "")), "weak_password");
    app.ok("change_password", change(PASSWORD, "a new one"));
    app.lock();
    assert_eq!(app.refused("unlock", json!({ "password": PASSWORD })), "wrong_password");
    app.ok("unlock", json!({ "password": "a new one" }));
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
}

#[test]
fn a_damaged_vault_says_how_many_copies_there_are_and_one_of_them_opens() {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    app.ok("add_entry", json!({ "entry": form("GitLab", SECRET) }));
    app.lock();
    let mut bytes = fs::read(app.vault()).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(app.vault(), &bytes).unwrap();

    let error = app.call("unlock", json!({ "password": PASSWORD })).unwrap_err();
    assert_eq!(
        error,
        json!({ "code": "damaged", "params": { "part": "payload", "generations": 2 } })
    );
    let generations = app.ok("list_backups", json!({}))["generations"].clone();
    let newest = &generations[0];
    assert_eq!(generations.as_array().unwrap().len(), 2);
    // The header is whole: what has its password slot opens with the same password, and needs no trial.
    assert_eq!((&newest["state"], &newest["entries"]), (&json!("same"), &json!(1)));
    assert_eq!(
        (&generations[1]["state"], &generations[1]["entries"]),
        (&json!("empty"), &json!(0))
    );
    assert!(newest["saved_at"].as_u64() >= generations[1]["saved_at"].as_u64());

    let restore = |id: &Value, password: &str| json!({ "id": id, "password": password });
    let refused = |arguments| app.refused("restore_generation", arguments);
    assert_eq!(refused(restore(&newest["id"], "wrong")), "wrong_password");
    assert_eq!(refused(restore(&json!("../vault.tessera"), PASSWORD)), "not_found");
    assert_eq!(refused(restore(&json!("000000000000001.tessera"), PASSWORD)), "not_found");
    let restored = app.ok("restore_generation", restore(&newest["id"], PASSWORD));
    assert_eq!(restored, json!({ "entries": 1 }));
    assert_eq!(app.state(), "unlocked");
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "GitHub");

    // The damaged file is kept: somebody may be able to save more out of it.
    let kept = fs::read_dir(app.path("vault.tessera.backups")).unwrap();
    assert!(kept.into_iter().any(|file| fs::read(file.unwrap().path()).unwrap() == bytes));
    let generations = app.ok("list_backups", json!({}))["generations"].clone();
    assert_eq!(generations[0]["state"], "damaged");
}

#[test]
fn a_damaged_copy_is_not_mistaken_for_a_damaged_vault() {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let id = app.ok("list_backups", json!({}))["generations"][0]["id"].clone();
    let path = app.path("vault.tessera.backups").join(id.as_str().unwrap());
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::remove_file(&path).unwrap();
    fs::write(&path, bytes).unwrap();
    let restore = json!({ "id": id, "password": PASSWORD });
    assert_eq!(app.refused("restore_generation", restore), "damaged_copy");
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
}

#[test]
fn what_is_no_vault_of_ours_is_called_what_it_is() {
    let app = TestApp::with_vault();
    app.lock();
    let whole = fs::read(app.vault()).unwrap();
    let mut newer = whole.clone();
    newer[9] = 2;
    for (bytes, code) in [(&b"{}"[..], "not_a_vault"), (&newer, "too_new"), (b"", "not_a_vault")] {
        fs::write(app.vault(), bytes).unwrap();
        assert_eq!(app.refused("unlock", json!({ "password": PASSWORD })), code);
        assert_eq!(fs::read(app.vault()).unwrap(), bytes, "nothing is wiped");
    }
}

//! The password or another way in is changed by another program: while the vault is open, and while it
//! is locked.

use std::fs;

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::types::Reason;
use tessera_core::secret::Password;
use tessera_core::vault::{KdfParams, Ways};

use crate::accounts::{PASSWORD, SECRET, form};
use crate::eventually::eventually;
use crate::test_app::TestApp;

const NEW: &str = "elsewhere";

fn change_password(app: &TestApp) {
    let password = Password::new(NEW).unwrap();
    app.elsewhere(|vault, rng| {
        vault.rekey(&password, Ways::default(), KdfParams::MIN, rng).unwrap();
    });
}

fn account(issuer: &str) -> Value {
    json!({ "entry": form(issuer, SECRET) })
}

fn key_changed(app: &TestApp) -> bool {
    app.ok("status", json!({}))["key_changed"].as_bool().unwrap()
}

fn issuers(app: &TestApp) -> Vec<String> {
    let rows = app.ok("list_entries", json!({}));
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["issuer"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_open_stays_open_and_is_saved_once_the_new_password_is_typed() {
    let app = TestApp::with_vault();
    app.ok("add_entry", account("GitHub"));
    change_password(&app);
    let changed = fs::read(app.vault()).unwrap();

    app.outside.events();
    assert_eq!(app.refused("add_entry", account("GitLab")), "key_changed");
    assert!(app.outside.events().contains(&Event::Status), "every face is told");
    assert!(key_changed(&app));
    assert_eq!(app.state(), "unlocked");
    assert_eq!(issuers(&app), ["GitHub"]);
    assert_eq!(fs::read(app.vault()).unwrap(), changed, "nothing was saved over it");

    let follow = |password: &str| json!({ "password": password });
    assert_eq!(app.refused("follow_password", follow(PASSWORD)), "wrong_password");
    assert_eq!(app.refused("follow_password", follow("")), "wrong_password");
    assert!(key_changed(&app));
    app.ok("follow_password", follow(NEW));
    assert!(!key_changed(&app));
    app.ok("add_entry", account("GitLab"));
    assert_eq!(issuers(&app), ["GitHub", "GitLab"]);
    app.lock();
    app.ok("unlock", follow(NEW));
    assert_eq!(issuers(&app), ["GitHub", "GitLab"]);
}

#[test]
fn what_both_have_saved_is_joined_under_the_new_password() {
    let app = TestApp::with_vault();
    let before = fs::read(app.vault()).unwrap();
    // On the other computer the vault never had what is added here.
    change_password(&app);
    let theirs = fs::read(app.vault()).unwrap();
    fs::write(app.vault(), before).unwrap();
    app.ok("add_entry", account("only here"));
    fs::write(app.vault(), theirs).unwrap();
    assert_eq!(issuers(&app), ["only here"]);
    assert!(key_changed(&app));
    app.ok("follow_password", json!({ "password": NEW }));
    app.lock();
    app.ok("unlock", json!({ "password": NEW }));
    assert_eq!(issuers(&app), ["only here"]);
}

#[test]
fn an_older_file_under_the_password_of_before_is_told_as_older() {
    let app = TestApp::with_vault();
    let before = fs::read(app.vault()).unwrap();
    app.ok("change_password", json!({ "old": PASSWORD, "next": NEW }));
    fs::write(app.vault(), before).unwrap();
    issuers(&app);
    app.outside.events();
    app.ok("follow_password", json!({ "password": PASSWORD }));
    let older = Event::Notice(Reason::OlderFile { seen: 2, found: 1 });
    assert!(app.outside.events().contains(&older));
}

#[test]
fn whoever_never_types_the_new_password_finds_what_was_open_among_the_backups() {
    let app = TestApp::with_vault();
    let before = fs::read(app.vault()).unwrap();
    change_password(&app);
    let theirs = fs::read(app.vault()).unwrap();
    fs::write(app.vault(), before).unwrap();
    app.ok("add_entry", account("only here"));
    fs::write(app.vault(), theirs).unwrap();
    issuers(&app);
    app.lock();
    app.ok("unlock", json!({ "password": NEW }));
    assert_eq!(issuers(&app), [""; 0]);
    let tried = app.ok("try_backups", json!({ "password": PASSWORD }));
    assert_eq!(tried["generations"][0]["entries"], 1, "{tried}");
}

#[test]
fn it_is_noticed_without_a_save_and_also_when_it_is_taken_back() {
    let app = TestApp::watching();
    let before = fs::read(app.vault()).unwrap();
    app.outside.events();
    change_password(&app);
    eventually(|| app.outside.events().contains(&Event::Status));
    assert!(key_changed(&app));
    fs::write(app.vault(), before).unwrap();
    eventually(|| app.outside.events().contains(&Event::Status));
    assert!(!key_changed(&app));
}

#[test]
fn another_vault_in_its_place_locks_and_is_called_that() {
    let app = TestApp::with_vault();
    app.ok("add_entry", account("GitHub"));
    let other = TestApp::with_vault();
    fs::copy(other.vault(), app.vault()).unwrap();
    assert_eq!(app.refused("list_entries", json!({})), "replaced");
    let status = app.ok("status", json!({}));
    assert_eq!((&status["state"], &status["lock_reason"]), (&json!("locked"), &json!("replaced")));
    app.unlock();
    assert_eq!(app.refused("follow_password", json!({ "password": "no" })), "wrong_password");
    fs::copy(app.path("vault.tessera.backups").join(newest(&app)), app.vault()).unwrap();
    assert_eq!(app.refused("follow_password", json!({ "password": PASSWORD })), "replaced");
    assert_eq!(app.state(), "locked");
}

fn newest(app: &TestApp) -> String {
    let generations = app.ok("list_backups", json!({}))["generations"].clone();
    generations[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_locked_vault_says_that_the_password_was_changed_only_where_it_was() {
    let app = TestApp::with_vault();
    app.lock();
    let refused =
        |app: &TestApp, password: &str| app.refused("unlock", json!({ "password": password }));
    assert_eq!(refused(&app, "wrong"), "wrong_password");
    change_password(&app);
    assert_eq!(refused(&app, PASSWORD), "password_changed");
    let app = app.restarted();
    assert_eq!(refused(&app, PASSWORD), "password_changed");
    app.ok("unlock", json!({ "password": NEW }));
    app.lock();
    assert_eq!(refused(&app, PASSWORD), "wrong_password");

    // What is changed in the window itself was not changed elsewhere.
    app.ok("unlock", json!({ "password": NEW }));
    app.ok("change_password", json!({ "old": NEW, "next": "the third" }));
    app.lock();
    assert_eq!(refused(&app, NEW), "wrong_password");
    app.ok("unlock", json!({ "password": "the third" }));
    app.ok("make_recovery", json!({ "password": "the third" }));
    app.ok("remove_recovery", json!({ "password": "the third" }));
    app.lock();
    assert_eq!(refused(&app, NEW), "wrong_password");
}

#[test]
fn a_computer_that_never_opened_the_vault_knows_of_no_change() {
    let there = TestApp::with_vault();
    let here = TestApp::new();
    fs::copy(there.vault(), here.vault()).unwrap();
    change_password(&here);
    assert_eq!(here.refused("unlock", json!({ "password": PASSWORD })), "wrong_password");
}

/// Two windows have one vault open, each in a process of its own: neither knows of the other.
#[test]
fn two_applications_on_one_vault_lose_nothing_and_share_no_session() {
    let one = TestApp::with_vault();
    let other = TestApp::new();
    std::fs::remove_file(other.vault()).ok();
    std::os::unix::fs::symlink(one.vault(), other.vault()).unwrap();
    other.unlock();
    let add =
        |app: &TestApp, issuer: &str| app.ok("add_entry", json!({ "entry": form(issuer, SECRET) }));
    let undo = add(&one, "GitHub")["undo"].clone();
    let theirs = add(&other, "GitLab")["undo"].clone();
    add(&one, "Proton");
    assert_eq!(other.refused("undo", json!({ "token": undo })), "expired");
    one.lock();
    assert_eq!((one.state(), other.state()), ("locked".into(), "unlocked".into()));
    other.ok("undo", json!({ "token": theirs }));
    add(&other, "Mastodon");
    one.unlock();
    for app in [&one, &other] {
        let rows = app.ok("list_entries", json!({}));
        let names = rows.as_array().unwrap().iter().map(|row| row["issuer"].as_str().unwrap());
        assert_eq!(
            names.collect::<std::collections::BTreeSet<_>>(),
            ["GitHub", "Mastodon", "Proton"].into()
        );
    }
}

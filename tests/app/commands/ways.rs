//! The three ways in: none of them is the only one, and none that was taken away still opens.

use serde_json::{Value, json};
use tessera_app::ports::keyring::KeyringError;

use crate::accounts::{PASSWORD, SECRET, asked_groups, form};
use crate::test_app::TestApp;

/// With one entry.
pub fn app() -> TestApp {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    app
}

pub fn status(app: &TestApp, of: &str) -> Value {
    app.ok("status", json!({}))[of].clone()
}

pub fn typed() -> Value {
    json!({ "password": PASSWORD })
}

pub fn device(on: bool) -> Value {
    json!({ "on": on, "password": PASSWORD })
}

/// Types back the two groups that a sheet asks for.
pub fn confirm(app: &TestApp, sheet: &Value) -> Value {
    app.ok("confirm_recovery", asked_groups(sheet))
}

/// Makes a sheet and confirms it.
fn make_sheet(app: &TestApp) -> Value {
    let sheet = app.ok("make_recovery", typed());
    confirm(app, &sheet);
    sheet
}

pub fn code(sheet: &Value) -> String {
    let groups = sheet["groups"].as_array().unwrap();
    groups.iter().map(|group| group.as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

pub fn one_entry(app: &TestApp) {
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
}

#[test]
fn the_sheet_opens_the_vault_once_after_the_password_is_forgotten() {
    let app = app();
    assert_eq!(
        (status(&app, "recovery"), status(&app, "recovery_nag")),
        (json!(false), json!(true))
    );
    let sheet = make_sheet(&app);
    assert_eq!(
        (status(&app, "recovery"), status(&app, "recovery_nag")),
        (json!(true), json!(false))
    );
    app.lock();
    assert_eq!(status(&app, "recovery"), true);

    let recover = |code: &str| json!({ "code": code, "password": "a new one" });
    let rekeyed = app.ok("recover", recover(&code(&sheet).to_lowercase()));
    assert_eq!(app.state(), "unlocked");
    one_entry(&app);
    confirm(&app, &rekeyed["recovery"]);
    app.lock();
    assert_eq!(app.refused("recover", recover(&code(&sheet))), "wrong_recovery");
    assert_eq!(app.refused("unlock", typed()), "wrong_password");
    app.ok("unlock", json!({ "password": "a new one" }));
    one_entry(&app);
    app.lock();
    app.ok("recover", recover(&code(&rekeyed["recovery"])));
    one_entry(&app);
}

#[test]
fn a_mistyped_code_is_told_by_its_group_and_opens_nothing() {
    let app = app();
    let sheet = make_sheet(&app);
    app.lock();
    let mut groups: Vec<String> = code(&sheet).split(' ').map(str::to_owned).collect();
    groups.swap(1, 4);
    let swapped = groups.join(" ");
    let check = |code: &str| app.ok("check_recovery", json!({ "code": code }));
    assert_eq!(check(&swapped), json!({ "missing": 0, "bad_group": 2 }));
    assert_eq!(check(&code(&sheet)[..8]), json!({ "missing": 28, "bad_group": null }));
    let recover = |code: &str, password: &str| {
        app.call("recover", json!({ "code": code, "password": password })).unwrap_err()
    };
    let typo = json!({ "code": "recovery_typo", "params": { "group": 2 } });
    assert_eq!(recover(&swapped, "new"), typo);
    assert_eq!(recover("", "new")["code"], "recovery_length");
    assert_eq!(recover(&code(&sheet), "")["code"], "weak_password");
    assert_eq!(app.state(), "locked");
    app.unlock();
}

#[test]
fn a_vault_without_a_sheet_says_so() {
    let app = app();
    let sheet = make_sheet(&app);
    app.ok("remove_recovery", typed());
    assert_eq!(status(&app, "recovery"), false);
    app.lock();
    let recover = json!({ "code": code(&sheet), "password": "new" });
    assert_eq!(app.refused("recover", recover), "no_recovery");
}

#[test]
fn a_new_password_comes_with_a_new_sheet_where_there_was_one() {
    let app = app();
    let old = make_sheet(&app);
    let change = json!({ "old": PASSWORD, "next": "a new one" });
    let rekeyed = app.ok("change_password", change);
    assert_ne!(code(&rekeyed["recovery"]), code(&old));
    assert_eq!(rekeyed["device_off"], false);
    confirm(&app, &rekeyed["recovery"]);
    app.lock();
    let recover = |sheet: &Value| json!({ "code": code(sheet), "password": "another" });
    assert_eq!(app.refused("recover", recover(&old)), "wrong_recovery");
    app.ok("recover", recover(&rekeyed["recovery"]));
}

#[test]
fn a_sheet_that_was_put_off_is_not_asked_for_until_later() {
    let app = app();
    app.ok("dismiss_recovery", json!({}));
    assert_eq!(status(&app, "recovery_nag"), false);
    app.outside.pass(std::time::Duration::from_secs(15 * 24 * 60 * 60));
    app.unlock();
    assert_eq!(status(&app, "recovery_nag"), true);
}

#[test]
fn the_keyring_opens_the_vault_after_it_was_switched_on_and_not_after_it_was_switched_off() {
    let app = app();
    assert_eq!(status(&app, "device"), "off");
    assert_eq!(
        app.refused("set_device_unlock", json!({ "on": true, "password": "x" })),
        "wrong_password"
    );
    app.ok("set_device_unlock", device(true));
    let app = app.restarted();
    assert_eq!(status(&app, "device"), "on");
    // Another app, another keyring: what it was given is not there.
    assert_eq!(app.refused("unlock_with_device", json!({})), "keyring_emptied");
    assert_eq!(app.state(), "locked");
}

#[test]
fn the_keyrings_key_follows_every_new_vault_key() {
    let app = app();
    app.ok("set_device_unlock", device(true));
    let before = app.outside.keyring.lock().unwrap().items.clone();
    app.ok("change_password", json!({ "old": PASSWORD, "next": "a new one" }));
    let after = app.outside.keyring.lock().unwrap().items.clone();
    assert_eq!((before.len(), after.len()), (1, 1), "the old key is taken out");
    assert_ne!(before, after);
    app.lock();
    app.ok("unlock_with_device", json!({}));
    one_entry(&app);

    app.ok("set_device_unlock", json!({ "on": false, "password": "a new one" }));
    assert!(app.outside.keyring.lock().unwrap().items.is_empty());
    app.lock();
    assert_eq!(app.refused("unlock_with_device", json!({})), "device_off");
    // The key of before, put back by somebody who kept it, opens nothing any more.
    app.outside.keyring.lock().unwrap().items = after;
    assert_eq!(app.refused("unlock_with_device", json!({})), "device_off");
}

#[test]
fn whatever_is_wrong_with_the_keyring_the_password_opens_and_nothing_is_changed() {
    let app = app();
    app.ok("set_device_unlock", device(true));
    app.lock();
    let before =
        (std::fs::read(app.vault()).unwrap(), app.outside.keyring.lock().unwrap().items.clone());
    for (error, said) in [
        (KeyringError::Locked, "keyring_locked"),
        (KeyringError::Missing, "keyring_missing"),
        (KeyringError::Emptied, "keyring_emptied"),
        (KeyringError::Changed, "keyring_changed"),
        (KeyringError::Slow, "keyring_slow"),
        (KeyringError::Refused, "keyring_refused"),
    ] {
        app.outside.keyring.lock().unwrap().fails = Some(error);
        assert_eq!(app.refused("unlock_with_device", json!({})), said);
        assert_eq!((app.state(), status(&app, "device")), ("locked".into(), json!("on")));
    }
    app.outside.keyring.lock().unwrap().fails = None;
    let after =
        (std::fs::read(app.vault()).unwrap(), app.outside.keyring.lock().unwrap().items.clone());
    assert!(before == after, "no new key, nothing wiped");
    for item in app.outside.keyring.lock().unwrap().items.values_mut() {
        "something else".clone_into(item);
    }
    assert_eq!(app.refused("unlock_with_device", json!({})), "keyring_changed");
    app.unlock();
    one_entry(&app);
}

#[test]
fn a_keyring_that_keeps_nothing_is_not_switched_on() {
    let app = app();
    let before = std::fs::read(app.vault()).unwrap();
    app.outside.keyring.lock().unwrap().fails = Some(KeyringError::Locked);
    assert_eq!(app.refused("set_device_unlock", device(true)), "keyring_locked");
    assert_eq!(status(&app, "device"), "off");
    assert_eq!(std::fs::read(app.vault()).unwrap(), before);
}

#[test]
fn a_keyring_that_takes_no_new_key_is_switched_off_and_that_is_told() {
    let app = app();
    app.ok("set_device_unlock", device(true));
    app.outside.keyring.lock().unwrap().fails = Some(KeyringError::Locked);
    let rekeyed = app.ok("change_password", json!({ "old": PASSWORD, "next": "a new one" }));
    assert_eq!(rekeyed["device_off"], true);
    assert_eq!(status(&app, "device"), "off");
}

#[test]
fn the_password_is_asked_for_every_few_weeks_and_typing_it_is_enough() {
    let app = app();
    app.ok("set_device_unlock", device(true));
    let days = |days: u64| std::time::Duration::from_secs(days * 24 * 60 * 60);
    app.lock();
    app.outside.pass(days(13));
    app.ok("unlock_with_device", json!({}));
    app.lock();
    app.outside.pass(days(1));
    assert_eq!(app.refused("unlock_with_device", json!({})), "password_due");
    app.unlock();
    app.lock();
    app.ok("unlock_with_device", json!({}));

    let mut settings = status(&app, "settings");
    settings["password_every_days"] = Value::Null;
    app.ok("save_settings", json!({ "settings": settings }));
    app.lock();
    app.outside.pass(days(400));
    app.ok("unlock_with_device", json!({}));
}

//! The three ways in: none of them is the only one, and none that was taken away still opens.

use serde_json::{Value, json};
use tessera_app::ports::keyring::KeyringError;

use crate::app::Shell;
use crate::samples::{PASSWORD, SECRET, form};

/// With one entry.
pub fn shell() -> Shell {
    let shell = Shell::with_vault();
    shell.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    shell
}

pub fn status(shell: &Shell, of: &str) -> Value {
    shell.ok("status", json!({}))[of].clone()
}

fn typed() -> Value {
    json!({ "password": PASSWORD })
}

pub fn device(on: bool) -> Value {
    json!({ "on": on, "password": PASSWORD })
}

fn code(sheet: &Value) -> String {
    let groups = sheet["groups"].as_array().unwrap();
    groups.iter().map(|group| group.as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

pub fn one_entry(shell: &Shell) {
    assert_eq!(shell.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
}

#[test]
fn the_sheet_opens_the_vault_once_after_the_password_is_forgotten() {
    let shell = shell();
    assert_eq!(
        (status(&shell, "recovery"), status(&shell, "recovery_nag")),
        (json!(false), json!(true))
    );
    let sheet = shell.ok("make_recovery", typed());
    assert_eq!(
        (status(&shell, "recovery"), status(&shell, "recovery_nag")),
        (json!(true), json!(false))
    );
    shell.lock();
    assert_eq!(status(&shell, "recovery"), true);

    let recover = |code: &str| json!({ "code": code, "password": "a new one" });
    let rekeyed = shell.ok("recover", recover(&code(&sheet).to_lowercase()));
    assert_eq!(shell.state(), "unlocked");
    one_entry(&shell);
    shell.lock();
    assert_eq!(shell.refused("recover", recover(&code(&sheet))), "wrong_recovery");
    assert_eq!(shell.refused("unlock", typed()), "wrong_password");
    shell.ok("unlock", json!({ "password": "a new one" }));
    one_entry(&shell);
    shell.lock();
    shell.ok("recover", recover(&code(&rekeyed["recovery"])));
    one_entry(&shell);
}

#[test]
fn a_mistyped_code_is_told_by_its_group_and_opens_nothing() {
    let shell = shell();
    let sheet = shell.ok("make_recovery", typed());
    shell.lock();
    let mut groups: Vec<String> = code(&sheet).split(' ').map(str::to_owned).collect();
    groups.swap(1, 4);
    let swapped = groups.join(" ");
    let check = |code: &str| shell.ok("check_recovery", json!({ "code": code }));
    assert_eq!(check(&swapped), json!({ "missing": 0, "bad_group": 2 }));
    assert_eq!(check(&code(&sheet)[..8]), json!({ "missing": 28, "bad_group": null }));
    let recover = |code: &str, password: &str| {
        shell.call("recover", json!({ "code": code, "password": password })).unwrap_err()
    };
    let typo = json!({ "code": "recovery_typo", "params": { "group": 2 } });
    assert_eq!(recover(&swapped, "new"), typo);
    assert_eq!(recover("", "new")["code"], "recovery_length");
    assert_eq!(recover(&code(&sheet), "")["code"], "weak_password");
    assert_eq!(shell.state(), "locked");
    shell.unlock();
}

#[test]
fn a_vault_without_a_sheet_says_so() {
    let shell = shell();
    let sheet = shell.ok("make_recovery", typed());
    shell.ok("remove_recovery", typed());
    assert_eq!(status(&shell, "recovery"), false);
    shell.lock();
    let recover = json!({ "code": code(&sheet), "password": "new" });
    assert_eq!(shell.refused("recover", recover), "no_recovery");
}

#[test]
fn a_new_password_comes_with_a_new_sheet_where_there_was_one() {
    let shell = shell();
    let old = shell.ok("make_recovery", typed());
    let change = json!({ "old": PASSWORD, "next": "a new one" });
    let rekeyed = shell.ok("change_password", change);
    assert_ne!(code(&rekeyed["recovery"]), code(&old));
    assert_eq!(rekeyed["device_off"], false);
    shell.lock();
    let recover = |sheet: &Value| json!({ "code": code(sheet), "password": "another" });
    assert_eq!(shell.refused("recover", recover(&old)), "wrong_recovery");
    shell.ok("recover", recover(&rekeyed["recovery"]));
}

#[test]
fn a_sheet_that_was_put_off_is_not_asked_for_until_later() {
    let shell = shell();
    shell.ok("dismiss_recovery", json!({}));
    assert_eq!(status(&shell, "recovery_nag"), false);
    shell.outside.pass(std::time::Duration::from_secs(15 * 24 * 60 * 60));
    shell.unlock();
    assert_eq!(status(&shell, "recovery_nag"), true);
}

#[test]
fn the_keyring_opens_the_vault_after_it_was_switched_on_and_not_after_it_was_switched_off() {
    let shell = shell();
    assert_eq!(status(&shell, "device"), "off");
    assert_eq!(
        shell.refused("set_device_unlock", json!({ "on": true, "password": "x" })),
        "wrong_password"
    );
    shell.ok("set_device_unlock", device(true));
    let shell = shell.restarted();
    assert_eq!(status(&shell, "device"), "on");
    // Another app, another keyring: what it was given is not there.
    assert_eq!(shell.refused("unlock_with_device", json!({})), "keyring_emptied");
    assert_eq!(shell.state(), "locked");
}

#[test]
fn the_keyrings_key_follows_every_new_vault_key() {
    let shell = shell();
    shell.ok("set_device_unlock", device(true));
    let before = shell.outside.keyring.lock().unwrap().items.clone();
    shell.ok("change_password", json!({ "old": PASSWORD, "next": "a new one" }));
    let after = shell.outside.keyring.lock().unwrap().items.clone();
    assert_eq!((before.len(), after.len()), (1, 1), "the old key is taken out");
    assert_ne!(before, after);
    shell.lock();
    shell.ok("unlock_with_device", json!({}));
    one_entry(&shell);

    shell.ok("set_device_unlock", json!({ "on": false, "password": "a new one" }));
    assert!(shell.outside.keyring.lock().unwrap().items.is_empty());
    shell.lock();
    assert_eq!(shell.refused("unlock_with_device", json!({})), "device_off");
    // The key of before, put back by somebody who kept it, opens nothing any more.
    shell.outside.keyring.lock().unwrap().items = after;
    assert_eq!(shell.refused("unlock_with_device", json!({})), "device_off");
}

#[test]
fn whatever_is_wrong_with_the_keyring_the_password_opens_and_nothing_is_changed() {
    let shell = shell();
    shell.ok("set_device_unlock", device(true));
    shell.lock();
    let before = (
        std::fs::read(shell.vault()).unwrap(),
        shell.outside.keyring.lock().unwrap().items.clone(),
    );
    for (error, said) in [
        (KeyringError::Locked, "keyring_locked"),
        (KeyringError::Missing, "keyring_missing"),
        (KeyringError::Emptied, "keyring_emptied"),
        (KeyringError::Changed, "keyring_changed"),
        (KeyringError::Slow, "keyring_slow"),
        (KeyringError::Refused, "keyring_refused"),
    ] {
        shell.outside.keyring.lock().unwrap().fails = Some(error);
        assert_eq!(shell.refused("unlock_with_device", json!({})), said);
        assert_eq!((shell.state(), status(&shell, "device")), ("locked".into(), json!("on")));
    }
    shell.outside.keyring.lock().unwrap().fails = None;
    let after = (
        std::fs::read(shell.vault()).unwrap(),
        shell.outside.keyring.lock().unwrap().items.clone(),
    );
    assert!(before == after, "no new key, nothing wiped");
    for item in shell.outside.keyring.lock().unwrap().items.values_mut() {
        "something else".clone_into(item);
    }
    assert_eq!(shell.refused("unlock_with_device", json!({})), "keyring_changed");
    shell.unlock();
    one_entry(&shell);
}

#[test]
fn a_keyring_that_keeps_nothing_is_not_switched_on() {
    let shell = shell();
    let before = std::fs::read(shell.vault()).unwrap();
    shell.outside.keyring.lock().unwrap().fails = Some(KeyringError::Locked);
    assert_eq!(shell.refused("set_device_unlock", device(true)), "keyring_locked");
    assert_eq!(status(&shell, "device"), "off");
    assert_eq!(std::fs::read(shell.vault()).unwrap(), before);
}

#[test]
fn a_keyring_that_takes_no_new_key_is_switched_off_and_that_is_told() {
    let shell = shell();
    shell.ok("set_device_unlock", device(true));
    shell.outside.keyring.lock().unwrap().fails = Some(KeyringError::Locked);
    let rekeyed = shell.ok("change_password", json!({ "old": PASSWORD, "next": "a new one" }));
    assert_eq!(rekeyed["device_off"], true);
    assert_eq!(status(&shell, "device"), "off");
}

#[test]
fn the_password_is_asked_for_every_few_weeks_and_typing_it_is_enough() {
    let shell = shell();
    shell.ok("set_device_unlock", device(true));
    let days = |days: u64| std::time::Duration::from_secs(days * 24 * 60 * 60);
    shell.lock();
    shell.outside.pass(days(13));
    shell.ok("unlock_with_device", json!({}));
    shell.lock();
    shell.outside.pass(days(1));
    assert_eq!(shell.refused("unlock_with_device", json!({})), "password_due");
    shell.unlock();
    shell.lock();
    shell.ok("unlock_with_device", json!({}));

    let mut settings = status(&shell, "settings");
    settings["password_every_days"] = Value::Null;
    shell.ok("save_settings", json!({ "settings": settings }));
    shell.lock();
    shell.outside.pass(days(400));
    shell.ok("unlock_with_device", json!({}));
}

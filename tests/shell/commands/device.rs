//! The keyring is asked while the keeper goes on: nothing waits for it, and it has no say in what
//! happened since.

use serde_json::{Value, json};
use tessera_app::ports::keyring::KeyringError;
use tessera_app::ways::test_keyring;

use super::ways::{device as switch, one_entry, shell, status};
use crate::app::{PAGE, Shell, call};

/// Does something while the keyring is asked and does not answer. What unlocking with it says then.
fn while_the_keyring_hangs(shell: &Shell, meanwhile: impl FnOnce()) -> Result<Value, Value> {
    let (asked, let_go) = shell.outside.hang_keyring();
    std::thread::scope(|threads| {
        let window = shell.window.clone();
        let ask = move || call(&window, PAGE, "unlock_with_device", json!({}));
        let asking = threads.spawn(ask);
        asked.recv().unwrap();
        meanwhile();
        assert!(!asking.is_finished(), "it was waited for");
        let_go.send(()).unwrap();
        asking.join().unwrap()
    })
}

#[test]
fn a_typed_password_does_not_wait_for_the_keyring() {
    let shell = shell();
    shell.ok("set_device_unlock", switch(true));
    shell.lock();
    let mut undo = Value::Null;
    let answer = while_the_keyring_hangs(&shell, || {
        shell.unlock();
        let id = shell.ok("list_entries", json!({}))[0]["id"].clone();
        undo = shell.ok("remove_entry", json!({ "id": id }))["undo"].clone();
    });
    assert_eq!(answer, Ok(Value::Null), "it is open: there is nothing to complain of");
    // It is still the vault that the password has opened.
    shell.ok("undo", json!({ "token": undo }));
    one_entry(&shell);
}

#[test]
fn a_keyring_that_answers_after_the_vault_was_locked_opens_nothing() {
    let shell = shell();
    shell.ok("set_device_unlock", switch(true));
    shell.lock();
    let answer = while_the_keyring_hangs(&shell, || {
        shell.unlock();
        shell.lock();
    });
    assert_eq!(answer.unwrap_err()["code"], "keyring_slow");
    assert_eq!(shell.state(), "locked");
    // Locked before it was ever open: with the screen, say.
    let answer = while_the_keyring_hangs(&shell, || shell.lock());
    assert_eq!(answer.unwrap_err()["code"], "keyring_slow");
    assert_eq!((shell.state(), status(&shell, "device_trouble")), ("locked".into(), Value::Null));
    shell.ok("unlock_with_device", json!({}));
}

#[test]
fn what_the_test_at_the_start_finds_is_told_to_whoever_asks() {
    let shell = shell();
    let test = || test_keyring(&shell.keeper(), &shell.outside.ring());
    let fails = |error| shell.outside.keyring.lock().unwrap().fails = error;
    fails(Some(KeyringError::Missing));
    test();
    assert_eq!(status(&shell, "device_trouble"), Value::Null, "the keyring was given nothing");

    fails(None);
    shell.ok("set_device_unlock", switch(true));
    shell.lock();
    let before = shell.outside.keyring.lock().unwrap().items.clone();
    test();
    assert_eq!(status(&shell, "device_trouble"), Value::Null);
    assert_eq!(shell.outside.keyring.lock().unwrap().items, before);

    shell.outside.events();
    fails(Some(KeyringError::Missing));
    test();
    assert_eq!(status(&shell, "device_trouble")["code"], "keyring_missing");
    assert_eq!(shell.refused("unlock_with_device", json!({})), "keyring_missing");
    assert_eq!((shell.outside.events(), shell.outside.reloads()), (Vec::new(), 1));
    // It was started since.
    fails(None);
    shell.ok("unlock_with_device", json!({}));
    assert_eq!(status(&shell, "device_trouble"), Value::Null);
}

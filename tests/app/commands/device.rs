//! The keyring is asked while the keeper goes on: nothing waits for it, and it has no say in what
//! happened since.

use serde_json::{Value, json};
use tessera_app::ports::keyring::KeyringError;
use tessera_app::ways::test_keyring;

use super::ways::{app, device as switch, one_entry, status};
use crate::test_app::TestApp;

/// Does something while the keyring is asked and does not answer. What unlocking with it says then.
fn while_the_keyring_hangs(app: &TestApp, meanwhile: impl FnOnce()) -> Result<Value, Value> {
    let (asked, let_go) = app.outside.hang_keyring();
    std::thread::scope(|threads| {
        let asking = threads.spawn(|| app.call("unlock_with_device", json!({})));
        asked.recv().unwrap();
        meanwhile();
        assert!(!asking.is_finished(), "it was waited for");
        let_go.send(()).unwrap();
        asking.join().unwrap()
    })
}

#[test]
fn a_typed_password_does_not_wait_for_the_keyring() {
    let app = app();
    app.ok("set_device_unlock", switch(true));
    app.lock();
    let mut undo = Value::Null;
    let answer = while_the_keyring_hangs(&app, || {
        app.unlock();
        let id = app.ok("list_entries", json!({}))[0]["id"].clone();
        undo = app.ok("remove_entry", json!({ "id": id }))["undo"].clone();
    });
    assert_eq!(answer, Ok(Value::Null), "it is open: there is nothing to complain of");
    // It is still the vault that the password has opened.
    app.ok("undo", json!({ "token": undo }));
    one_entry(&app);
}

#[test]
fn a_keyring_that_answers_after_the_vault_was_locked_opens_nothing() {
    let app = app();
    app.ok("set_device_unlock", switch(true));
    app.lock();
    let answer = while_the_keyring_hangs(&app, || {
        app.unlock();
        app.lock();
    });
    assert_eq!(answer.unwrap_err()["code"], "keyring_slow");
    assert_eq!(app.state(), "locked");
    // Locked before it was ever open: with the screen, say.
    let answer = while_the_keyring_hangs(&app, || app.lock());
    assert_eq!(answer.unwrap_err()["code"], "keyring_slow");
    assert_eq!((app.state(), status(&app, "device_trouble")), ("locked".into(), Value::Null));
    app.ok("unlock_with_device", json!({}));
}

#[test]
fn what_the_test_at_the_start_finds_is_told_to_whoever_asks() {
    let app = app();
    let test = || test_keyring(&app.keeper(), &app.outside.ring());
    let fails = |error| app.outside.keyring.lock().unwrap().fails = error;
    fails(Some(KeyringError::Missing));
    test();
    assert_eq!(status(&app, "device_trouble"), Value::Null, "the keyring was given nothing");

    fails(None);
    app.ok("set_device_unlock", switch(true));
    app.lock();
    let before = app.outside.keyring.lock().unwrap().items.clone();
    test();
    assert_eq!(status(&app, "device_trouble"), Value::Null);
    assert_eq!(app.outside.keyring.lock().unwrap().items, before);

    app.outside.events();
    fails(Some(KeyringError::Missing));
    test();
    assert_eq!(status(&app, "device_trouble")["code"], "keyring_missing");
    assert_eq!(app.refused("unlock_with_device", json!({})), "keyring_missing");
    assert_eq!((app.outside.events(), app.outside.reloads()), (Vec::new(), 1));
    // It was started since.
    fails(None);
    app.ok("unlock_with_device", json!({}));
    assert_eq!(status(&app, "device_trouble"), Value::Null);
}

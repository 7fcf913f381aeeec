//! Tauri's way in and out: arguments, replies, and errors as the page gets them. What the commands do
//! is tested in `tests/app`.

use serde_json::{Value, json};

use crate::accounts::{PASSWORD, SECRET, form};
use crate::app::{PAGE, Shell, call};

#[test]
fn a_reply_is_the_json_of_its_type() {
    let shell = Shell::new();
    assert_eq!(shell.ok("create_vault", json!({ "password": PASSWORD })), Value::Null);
    let added = shell.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let rows = shell.ok("list_entries", json!({}));
    assert_eq!((&rows[0]["id"], &rows[0]["issuer"]), (&added["id"], &json!("GitHub")));
}

#[test]
fn an_error_is_a_code_with_its_facts() {
    let shell = Shell::with_vault();
    let again = shell.call("create_vault", json!({ "password": PASSWORD }));
    assert_eq!(again, Err(json!({ "code": "exists" })));
    let mut entry = form("GitHub", SECRET);
    entry["digits"] = json!(11);
    let refused = shell.call("add_entry", json!({ "entry": entry }));
    assert_eq!(refused, Err(json!({ "code": "invalid_digits", "params": { "given": 11 } })));
}

#[test]
fn arguments_that_are_missing_or_of_another_type_are_refused_and_not_repeated() {
    let shell = Shell::with_vault();
    for arguments in [
        json!({}),
        json!({ "pass": PASSWORD }),
        json!({ "password": [PASSWORD] }),
        json!({ "password": { "typed": PASSWORD } }),
        json!(PASSWORD),
        json!([PASSWORD]),
    ] {
        let Err(Value::String(words)) = shell.call("unlock", arguments) else { panic!("it ran") };
        assert_eq!(words, "an argument is missing, or is not of its type");
    }
}

#[test]
fn a_command_that_waits_keeps_no_other_one_waiting() {
    let shell = Shell::with_vault();
    shell.ok("set_device_unlock", json!({ "on": true, "password": PASSWORD }));
    shell.lock();
    let (asked, let_go) = shell.outside.hang_keyring();
    std::thread::scope(|threads| {
        let window = shell.window.clone();
        let waits = threads.spawn(move || call(&window, PAGE, "unlock_with_device", json!({})));
        asked.recv().unwrap();
        assert_eq!(shell.state(), "locked");
        assert!(!waits.is_finished());
        let_go.send(()).unwrap();
        assert_eq!(waits.join().unwrap(), Ok(Value::Null));
    });
    assert_eq!(shell.state(), "unlocked");
}

//! Recovery codes of sites: pasted, shown, copied, ticked off.

use std::time::Duration;

use serde_json::{Value, json};

use crate::accounts::{SECRET, form};
use crate::outside::NOW;
use crate::test_app::TestApp;

const LIST: &str = "GitHub recovery codes\n1. abcd-1111\n2. abcd-2222\n3. abcd-3333\n";

fn with_account() -> (TestApp, Value) {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    (app, id)
}

#[test]
fn codes_are_found_in_a_text_kept_and_undone() {
    let (app, id) = with_account();
    let left = || app.ok("list_entries", json!({}))[0]["recovery_codes"]["left"].clone();
    assert_eq!(left(), Value::Null);
    let kept = app.ok("set_recovery_codes", json!({ "id": id, "text": LIST }));
    assert_eq!((&kept["kept"], &kept["left_out"]), (&json!(3), &json!(1)));
    assert_eq!(left(), 3);
    let listed = app.ok("recovery_codes", json!({ "id": id, "shown": false }));
    assert_eq!((&listed[1]["text"], &listed[1]["used_at"]), (&Value::Null, &Value::Null));
    let codes = app.ok("recovery_codes", json!({ "id": id, "shown": true }));
    assert_eq!((&codes[1]["text"], &codes[1]["key"]), (&json!("abcd-2222"), &listed[1]["key"]));
    app.ok("undo", json!({ "token": kept["undo"] }));
    let codes = app.ok("recovery_codes", json!({ "id": id, "shown": true }));
    assert_eq!((left(), codes), (Value::Null, json!([])));

    assert_eq!(
        app.refused("set_recovery_codes", json!({ "id": id, "text": "milk and bread" })),
        "no_recovery_codes"
    );
    let many: String = (0..200).map(|n| format!("code-{n:05}\n")).collect();
    let many = json!({ "id": id, "text": many });
    assert_eq!(app.refused("set_recovery_codes", many), "too_many_recovery_codes");
}

#[test]
fn a_code_is_copied_with_care_and_ticked_off_by_the_user_alone() {
    let (app, id) = with_account();
    app.ok("set_recovery_codes", json!({ "id": id, "text": LIST }));
    let codes = || app.ok("recovery_codes", json!({ "id": id, "shown": false }));
    let key = codes()[1]["key"].clone();
    let copied = app.ok("copy_recovery_code", json!({ "id": id, "key": key }));
    assert_eq!(app.outside.held().as_deref(), Some("abcd-2222"));
    assert_eq!(app.ok("list_entries", json!({}))[0]["recovery_codes"]["left"], 3);
    app.outside.pass(Duration::from_secs(copied["clears_in"].as_u64().unwrap() + 1));
    app.tick();
    assert_eq!(app.outside.held(), None);
    assert_eq!(app.refused("copy_recovery_code", json!({ "id": id, "key": "x" })), "not_found");

    let tick = |used: bool| json!({ "id": id, "key": key, "used": used });
    app.ok("tick_recovery_code", tick(true));
    assert!(codes()[1]["used_at"].as_u64().unwrap() >= NOW.seconds());
    let health = app.ok("health", json!({}));
    let few = |health: &Value| {
        let mut concerns = health["concerns"].as_array().unwrap().iter();
        concerns.any(|concern| concern["code"] == "few_recovery_codes")
    };
    assert!(few(&health));
    app.ok("tick_recovery_code", tick(false));
    assert!(!few(&app.ok("health", json!({}))));

    // Another list by now: what stands in the same place is another code.
    app.ok("set_recovery_codes", json!({ "id": id, "text": "wxyz-1111\nwxyz-2222" }));
    assert_eq!(app.refused("tick_recovery_code", tick(true)), "not_found");
}

#[test]
fn a_code_that_was_used_stays_so_when_its_list_comes_back() {
    let (app, id) = with_account();
    app.ok("set_recovery_codes", json!({ "id": id, "text": LIST }));
    let longer = format!("{LIST}4. abcd-4444");
    let kept = app.ok("set_recovery_codes", json!({ "id": id, "text": longer }));
    let codes = || app.ok("recovery_codes", json!({ "id": id, "shown": true }));
    let key = codes()[1]["key"].clone();
    app.ok("tick_recovery_code", json!({ "id": id, "key": key, "used": true }));
    app.ok("undo", json!({ "token": kept["undo"] }));
    let codes = codes();
    assert_eq!(codes.as_array().unwrap().len(), 3);
    assert!(codes[1]["used_at"].is_number(), "{codes}");
}

#[test]
fn a_site_that_gives_one_code_is_no_concern_before_it_is_used() {
    let (app, id) = with_account();
    app.ok("set_recovery_codes", json!({ "id": id, "text": "abcd-1111" }));
    let health = || app.ok("health", json!({}))["concerns"].to_string();
    assert!(!health().contains("few_recovery_codes"));
    let key = app.ok("recovery_codes", json!({ "id": id, "shown": false }))[0]["key"].clone();
    app.ok("tick_recovery_code", json!({ "id": id, "key": key, "used": true }));
    assert!(health().contains("few_recovery_codes"));
}

#[test]
fn no_code_is_given_while_the_vault_is_locked() {
    let (app, id) = with_account();
    app.ok("set_recovery_codes", json!({ "id": id, "text": LIST }));
    app.lock();
    let code = json!({ "id": id, "key": "x", "used": true, "shown": true, "text": LIST });
    for command in [
        "recovery_codes",
        "set_recovery_codes",
        "remove_recovery_codes",
        "tick_recovery_code",
        "copy_recovery_code",
    ] {
        assert_eq!(app.refused(command, code.clone()), "locked", "{command}");
    }
}

#[test]
fn codes_that_stay_behind_are_said_before_an_export() {
    let (app, id) = with_account();
    app.ok("set_recovery_codes", json!({ "id": id, "text": LIST }));
    let preview = app.ok("preview_export", json!({ "to": "aegis" }));
    let losses = preview["losses"].as_array().unwrap();
    assert!(losses.iter().any(|lost| lost["loss"] == "recovery_codes"), "{preview}");
}

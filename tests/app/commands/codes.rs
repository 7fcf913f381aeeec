//! Codes on screen and on the clipboard.

use std::time::Duration;

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::ports::notifications::Notice;
use tessera_core::entry::Edit;
use tessera_core::time::UnixTime;

use crate::accounts::{SECRET, form, form_with, hotp, totp};
use crate::outside::{NOW, STEP_END};
use crate::test_app::TestApp;

fn app_with(form: Value) -> (TestApp, Value) {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form }))["id"].clone();
    (app, id)
}

#[test]
fn the_code_on_screen_is_the_cores_for_the_same_moment() {
    let (app, id) = app_with(form("GitHub", SECRET));
    let rows = app.ok("show_rows", json!({ "ids": [id] }));
    assert_eq!(
        rows,
        json!([{
            "id": id,
            "code": totp().code_at(NOW).expose(),
            "next": totp().next_code_at(NOW).unwrap().expose(),
            "valid_from": STEP_END - 30,
            "valid_until": STEP_END,
        }])
    );
    assert_eq!(app.ok("show_rows", json!({ "ids": [] })), json!([]));
    assert_eq!(app.refused("show_rows", json!({ "ids": ["GitHub"] })), "not_found");
}

#[test]
fn a_copied_code_is_on_the_clipboard_until_its_time_is_over() {
    let (app, id) = app_with(form("GitHub", SECRET));
    let copied = app.ok("copy_code", json!({ "id": id }));
    assert_eq!(
        copied,
        json!({
            "id": id, "issuer": "GitHub", "account": "ada@example.org",
            "which": "current", "clears_in": 30,
        })
    );
    let code = totp().code_at(NOW).expose().to_owned();
    assert_eq!(app.outside.held(), Some(code.clone()));
    app.outside.pass(Duration::from_millis(29_999));
    app.tick();
    assert_eq!(app.outside.held(), Some(code));
    app.outside.pass(Duration::from_millis(1));
    app.tick();
    assert_eq!(app.outside.held(), None);
}

#[test]
fn a_code_that_is_about_to_end_gives_way_to_the_next() {
    let (app, id) = app_with(form("GitHub", SECRET));
    let end = UnixTime::from_seconds(STEP_END).millis();
    for (left, which) in [(3_000, "current"), (2_999, "next"), (1, "next")] {
        let at = UnixTime::from_millis(end - left);
        app.outside.set(at);
        assert_eq!(app.ok("copy_code", json!({ "id": id }))["which"], which, "{left} ms left");
        let (now, next) = (totp().code_at(at), totp().next_code_at(at).unwrap());
        let expected = if which == "next" { next } else { now };
        assert_eq!(app.outside.held().as_deref(), Some(expected.expose()));
    }
}

#[test]
fn a_code_that_is_kept_stays_until_the_vault_locks() {
    let (app, id) = app_with(form("GitHub", SECRET));
    app.ok("copy_code", json!({ "id": id }));
    app.ok("keep_clipboard", json!({}));
    app.outside.pass(Duration::from_secs(120));
    app.tick();
    assert!(app.outside.held().is_some());
    app.lock();
    assert_eq!(app.outside.held(), None);
}

#[test]
fn locking_and_closing_take_the_code_off_the_clipboard() {
    for close in [false, true] {
        let (app, id) = app_with(form("GitHub", SECRET));
        app.ok("copy_code", json!({ "id": id }));
        if close {
            app.ask(tessera_app::app::App::close)
        } else {
            app.lock()
        }
        assert_eq!(app.outside.held(), None);
    }
}

#[test]
fn what_somebody_else_copied_in_the_meantime_stays() {
    let (app, id) = app_with(form("GitHub", SECRET));
    app.ok("copy_code", json!({ "id": id }));
    app.outside.clipboard.lock().unwrap().held = Some("a letter".to_owned());
    app.lock();
    assert_eq!(app.outside.held().as_deref(), Some("a letter"));
}

#[test]
fn a_clipboard_that_refuses_is_reported() {
    let (app, id) = app_with(form("GitHub", SECRET));
    app.outside.clipboard.lock().unwrap().fails = true;
    assert_eq!(app.refused("copy_code", json!({ "id": id })), "clipboard");
    assert_eq!(app.refused("paste_import", json!({})), "clipboard");
}

#[test]
fn only_a_hidden_window_notifies() {
    let (app, id) = app_with(form("GitHub", SECRET));
    app.ok("copy_code", json!({ "id": id }));
    assert_eq!(app.outside.notices(), []);
    let id = id.as_str().unwrap().to_owned();
    app.ask(move |app| app.copy_code(&id, true)).unwrap();
    let notice = Notice::Copied { name: "GitHub".into(), clears_in: 30 };
    assert_eq!(app.outside.notices(), [notice]);
}

#[test]
fn a_counter_moves_on_with_every_copy_and_is_saved() {
    let (app, id) = app_with(form_with("Bank", SECRET, json!({ "kind": "hotp", "counter": "7" })));
    assert_eq!(app.ok("show_rows", json!({ "ids": [id] })), json!([]));
    app.outside.events();
    app.ok("copy_code", json!({ "id": id }));
    assert_eq!(app.outside.held().as_deref(), Some(hotp(7).code_at(NOW).expose()));
    let events = app.outside.events();
    let [Event::Status, Event::Entries, Event::Codes(codes)] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(codes.len(), 1);
    let shown = app.ok("show_rows", json!({ "ids": [id] }));
    assert_eq!(shown[0]["code"], hotp(7).code_at(NOW).expose());
    assert_eq!((&shown[0]["next"], &shown[0]["valid_until"]), (&Value::Null, &Value::Null));

    let app = app.restarted();
    app.unlock();
    assert_eq!(app.ok("list_entries", json!({}))[0]["counter"], "8");
    // A code is asked for in a session; it is not shown because it was asked for in another.
    assert_eq!(app.ok("show_rows", json!({ "ids": [id] })), json!([]));
}

#[test]
fn a_counter_that_another_program_moved_on_is_not_moved_back() {
    let (app, id) = app_with(form_with("Bank", SECRET, json!({ "kind": "hotp", "counter": "7" })));
    let entry = id.as_str().unwrap().parse().unwrap();
    app.elsewhere(|vault, _| {
        let edit = Edit { otp: Some(hotp(20)), ..Edit::default() };
        vault.contents_mut().edit(entry, edit, NOW).unwrap();
    });
    app.ok("copy_code", json!({ "id": id }));
    assert_eq!(app.outside.held().as_deref(), Some(hotp(20).code_at(NOW).expose()));
    assert_eq!(app.ok("list_entries", json!({}))[0]["counter"], "21");
}

#[test]
fn a_counter_based_code_is_the_same_for_a_minute_and_the_next_one_is_asked_for_apart() {
    let (app, id) = app_with(form_with("Bank", SECRET, json!({ "kind": "hotp", "counter": "7" })));
    let counter = || app.ok("list_entries", json!({}))[0]["counter"].clone();
    let held =
        |count| assert_eq!(app.outside.held().as_deref(), Some(hotp(count).code_at(NOW).expose()));
    app.ok("copy_code", json!({ "id": id }));
    app.outside.pass(Duration::from_secs(59));
    app.ok("copy_code", json!({ "id": id }));
    held(7);
    assert_eq!(counter(), "8");
    app.ok("copy_next_count", json!({ "id": id }));
    held(8);
    app.ok("copy_code", json!({ "id": id }));
    held(8);
    assert_eq!(counter(), "9");
    app.outside.pass(Duration::from_secs(60));
    app.ok("copy_code", json!({ "id": id }));
    held(9);
    assert_eq!(counter(), "10");
}

#[test]
fn a_counter_that_was_corrected_gives_its_own_code_at_once() {
    let (app, id) = app_with(form_with("Bank", SECRET, json!({ "kind": "hotp", "counter": "7" })));
    app.ok("copy_code", json!({ "id": id }));
    let edit = json!({
        "issuer": "Bank", "account": "ada@example.org", "tags": [], "pinned": false,
        "confirmed": true, "counter": "5",
    });
    app.ok("edit_entry", json!({ "id": id, "edit": edit }));
    assert_eq!(app.ok("show_rows", json!({ "ids": [id] })), json!([]));
    app.ok("copy_code", json!({ "id": id }));
    assert_eq!(app.outside.held().as_deref(), Some(hotp(5).code_at(NOW).expose()));
}

#[test]
fn a_code_that_follows_the_clock_has_no_next_count() {
    let (app, id) = app_with(form("GitHub", SECRET));
    assert_eq!(app.refused("copy_next_count", json!({ "id": id })), "not_found");
    assert_eq!(app.outside.held(), None);
}

#[test]
fn a_code_that_was_refused_is_shown_among_its_neighbours_and_with_what_it_may_be_mistaken_for() {
    let (app, id) = app_with(form("GitHub", SECRET));
    app.ok("add_entry", json!({ "entry": form("Copy", SECRET) }));
    app.ok("add_entry", json!({ "entry": form("GitHub", "GEZDGNBVGY3TQOJQ") }));
    let told = app.ok("explain_refused", json!({ "id": id }));
    let code_at =
        |seconds: u64| totp().code_at(UnixTime::from_seconds(seconds)).expose().to_owned();
    let codes: Vec<_> =
        told["around"].as_array().unwrap().iter().map(|n| n["code"].clone()).collect();
    let first = STEP_END - 30;
    assert_eq!(codes, [first - 60, first - 30, first, first + 30, first + 60].map(code_at));
    assert_eq!(told["around"][0]["offset"], -2);
    assert_eq!(told["around"][4]["valid_from"], first + 60);
    assert_eq!(told["same_secret"], json!([{ "issuer": "Copy", "account": "ada@example.org" }]));
    assert_eq!((&told["namesakes"], &told["now"]), (&json!(1), &json!(NOW.seconds())));
}

#[test]
fn counts_around_the_next_one_are_shown_and_none_is_used_up() {
    let (app, id) = app_with(form_with("Bank", SECRET, json!({ "kind": "hotp", "counter": "1" })));
    let told = app.ok("explain_refused", json!({ "id": id }));
    let counts: Vec<_> =
        told["around"].as_array().unwrap().iter().map(|n| n["counter"].clone()).collect();
    assert_eq!(counts, ["0", "1", "2", "3"]);
    assert_eq!(told["around"][0]["code"], hotp(0).code_at(NOW).expose());
    assert_eq!(app.ok("list_entries", json!({}))[0]["counter"], "1");
}

/// When the vault on disk says that a code was last used.
fn used_at(app: &TestApp) -> Option<u64> {
    let mut found = None;
    app.keeper().ask_blocking(|_| Ok(())).unwrap();
    app.elsewhere(|vault, _| {
        found = vault.contents().live()[0].used_at().map(UnixTime::seconds);
    });
    found
}

#[test]
fn a_use_is_noted_in_the_vault_at_most_once_an_hour() {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    let copy = || app.ok("copy_code", json!({ "id": id }));
    assert_eq!(used_at(&app), None);
    copy();
    let first = NOW.seconds();
    assert_eq!(used_at(&app), Some(first));
    app.outside.pass(Duration::from_secs(59 * 60));
    app.unlock();
    copy();
    assert_eq!(used_at(&app), Some(first));
    app.outside.pass(Duration::from_secs(60));
    copy();
    assert_eq!(used_at(&app), Some(first + 60 * 60));
}

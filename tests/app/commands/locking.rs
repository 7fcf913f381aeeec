//! What locks the vault, and what is left then.

use std::time::Duration;

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::ports::presence::{Hearing, Presence};
use tessera_app::types::{LockReason, Reason, Sign};

use crate::accounts::{SECRET, form};
use crate::test_app::TestApp;

/// With a code on the clipboard.
fn app() -> TestApp {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    app.ok("copy_code", json!({ "id": id }));
    assert!(app.outside.held().is_some());
    app
}

fn set(app: &TestApp, name: &str, value: Value) {
    let mut settings = app.ok("status", json!({}))["settings"].clone();
    settings[name] = value;
    app.ok("save_settings", json!({ "settings": settings }));
}

#[track_caller]
fn is_locked_because(app: &TestApp, reason: &str) {
    let status = app.ok("status", json!({}));
    assert_eq!((&status["state"], &status["lock_reason"]), (&json!("locked"), &json!(reason)));
    assert_eq!(app.outside.held(), None, "the clipboard is cleared");
    assert_eq!(app.outside.reloads(), 1, "the page is loaded anew");
    assert_eq!(app.refused("list_entries", json!({})), "locked");
}

#[test]
fn the_screen_and_sleep_lock_unless_the_user_does_not_want_that() {
    for (presence, setting, reason) in [
        (Presence::ScreenLocked, "lock_with_screen", "screen"),
        (Presence::Suspending, "lock_on_suspend", "suspend"),
    ] {
        let app = app();
        set(&app, setting, json!(false));
        app.keeper().presence(presence);
        assert_eq!(app.state(), "unlocked");
        set(&app, setting, json!(true));
        app.keeper().presence(presence);
        is_locked_because(&app, reason);
    }
}

#[test]
fn what_the_desktop_does_not_tell_of_is_told_to_the_user_once() {
    let app = app();
    let told = |app: &TestApp| {
        let events = app.outside.events().into_iter();
        let notices = events.filter_map(|event| match event {
            Event::Notice(Reason::Unheard { sign }) => Some(sign),
            _ => None,
        });
        notices.collect::<Vec<_>>()
    };
    let state = |app: &TestApp| app.ok("status", json!({}))["unheard"].clone();
    app.keeper().hears(Hearing { screen: true, sleep: false });
    assert_eq!(state(&app), "sleep");
    assert_eq!(told(&app), [Sign::Sleep]);
    app.keeper().hears(Hearing::NONE);
    assert_eq!(state(&app), "both");
    app.lock();
    app.unlock();
    assert_eq!(told(&app), [], "it was told before");
    app.keeper().hears(Hearing::ALL);
    assert_eq!(state(&app), json!(null));
}

#[test]
fn what_is_not_heard_waits_for_somebody_who_is_there_and_wants_it() {
    let app = app();
    set(&app, "lock_with_screen", json!(false));
    app.lock();
    app.keeper().hears(Hearing::NONE);
    let unheard = |event: &Event| matches!(event, Event::Notice(Reason::Unheard { .. }));
    assert!(!app.outside.events().iter().any(unheard), "a locked page shows no notice");
    app.unlock();
    let notice = Event::Notice(Reason::Unheard { sign: Sign::Sleep });
    assert!(app.outside.events().contains(&notice));
}

#[test]
fn a_hidden_window_locks_where_the_user_wants_that() {
    let app = app();
    app.ok("hidden", json!({}));
    assert_eq!(app.state(), "unlocked");
    set(&app, "lock_on_hide", json!(true));
    app.ok("hidden", json!({}));
    is_locked_because(&app, "hidden");
}

#[test]
fn the_command_line_locks_and_is_told_whether_there_was_anything_to_lock() {
    let app = app();
    assert!(app.keeper().lock_blocking(LockReason::Elsewhere));
    is_locked_because(&app, "elsewhere");
    assert!(!app.keeper().lock_blocking(LockReason::Elsewhere));
}

#[test]
fn work_in_other_windows_keeps_the_vault_open_only_where_the_user_wants_that() {
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    let app = app();
    set(&app, "count_other_windows", json!(true));
    *app.outside.idle.lock().unwrap() = Some(minutes(1));
    app.outside.pass(minutes(6));
    app.tick();
    assert_eq!(app.state(), "unlocked");
    // The last touch was a minute before that.
    *app.outside.idle.lock().unwrap() = Some(minutes(5));
    app.outside.pass(minutes(4));
    app.tick();
    is_locked_because(&app, "idle");

    let app = self::app();
    *app.outside.idle.lock().unwrap() = Some(Duration::ZERO);
    app.outside.pass(minutes(5));
    app.tick();
    is_locked_because(&app, "idle");
}

//! What locks the vault, and what is left then.

use std::time::Duration;

use serde_json::{Value, json};
use tessera_app::ports::presence::Presence;

use crate::app::Shell;
use crate::samples::{SECRET, form};

/// With a code on the clipboard.
fn shell() -> Shell {
    let shell = Shell::with_vault();
    let id = shell.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    shell.ok("copy_code", json!({ "id": id }));
    assert!(shell.outside.held().is_some());
    shell
}

fn set(shell: &Shell, name: &str, value: Value) {
    let mut settings = shell.ok("status", json!({}))["settings"].clone();
    settings[name] = value;
    shell.ok("save_settings", json!({ "settings": settings }));
}

#[track_caller]
fn is_locked_because(shell: &Shell, reason: &str) {
    let status = shell.ok("status", json!({}));
    assert_eq!((&status["state"], &status["lock_reason"]), (&json!("locked"), &json!(reason)));
    assert_eq!(shell.outside.held(), None, "the clipboard is cleared");
    assert_eq!(shell.outside.reloads(), 1, "the page is loaded anew");
    assert_eq!(shell.refused("list_entries", json!({})), "locked");
}

#[test]
fn the_screen_and_sleep_lock_unless_the_user_does_not_want_that() {
    for (presence, setting, reason) in [
        (Presence::ScreenLocked, "lock_with_screen", "screen"),
        (Presence::Suspending, "lock_on_suspend", "suspend"),
    ] {
        let shell = shell();
        set(&shell, setting, json!(false));
        shell.app(move |app| app.presence(presence));
        assert_eq!(shell.state(), "unlocked");
        set(&shell, setting, json!(true));
        shell.app(move |app| app.presence(presence));
        is_locked_because(&shell, reason);
    }
}

#[test]
fn a_hidden_window_locks_where_the_user_wants_that() {
    let shell = shell();
    shell.ok("hidden", json!({}));
    assert_eq!(shell.state(), "unlocked");
    set(&shell, "lock_on_hide", json!(true));
    shell.ok("hidden", json!({}));
    is_locked_because(&shell, "hidden");
}

#[test]
fn the_command_line_locks_and_is_told_whether_there_was_anything_to_lock() {
    let shell = shell();
    assert!(shell.app(|app| app.lock_from_elsewhere()));
    is_locked_because(&shell, "elsewhere");
    assert!(!shell.app(|app| app.lock_from_elsewhere()));
}

#[test]
fn work_in_other_windows_keeps_the_vault_open_only_where_the_user_wants_that() {
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    let shell = shell();
    set(&shell, "count_other_windows", json!(true));
    *shell.outside.idle.lock().unwrap() = Some(minutes(1));
    shell.outside.pass(minutes(6));
    shell.tick();
    assert_eq!(shell.state(), "unlocked");
    // The last touch was a minute before that.
    *shell.outside.idle.lock().unwrap() = Some(minutes(5));
    shell.outside.pass(minutes(4));
    shell.tick();
    is_locked_because(&shell, "idle");

    let shell = self::shell();
    *shell.outside.idle.lock().unwrap() = Some(Duration::ZERO);
    shell.outside.pass(minutes(5));
    shell.tick();
    is_locked_because(&shell, "idle");
}

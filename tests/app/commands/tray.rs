//! The menu of the tray, the settings that belong to it, and a window that is gone while the app goes on.

use serde_json::{Value, json};
use tessera_app::commands::{Host, copy_code, tray_menu};
use tessera_app::events::Event;
use tessera_app::types::TrayMenu;

use crate::accounts::{PASSWORD, SECRET, form};

use crate::test_app::{TestApp, block_on};

fn set(app: &TestApp, changes: Value) {
    let mut settings = app.ok("status", json!({}))["settings"].clone();
    for (name, value) in changes.as_object().unwrap() {
        settings[name] = value.clone();
    }
    app.ok("save_settings", json!({ "settings": settings }));
}

fn with_tray() -> TestApp {
    let app = TestApp::with_vault();
    set(&app, json!({ "tray": true }));
    app
}

fn add(app: &TestApp, issuer: &str) -> String {
    let added = app.ok("add_entry", json!({ "entry": form(issuer, SECRET) }));
    added["id"].as_str().unwrap().to_owned()
}

fn pin(app: &TestApp, id: &str, issuer: &str) {
    let edit = json!({
        "issuer": issuer, "account": "ada@example.org", "tags": [], "note": "", "pinned": true,
        "confirmed": true, "counter": null,
    });
    app.ok("edit_entry", json!({ "id": id, "edit": edit }));
}

fn copy(app: &TestApp, id: &str) {
    app.ok("copy_code", json!({ "id": id }));
    // What is noted of a use is noted after the reply.
    app.ask(|_| ());
}

fn menu(app: &TestApp) -> Option<TrayMenu> {
    block_on(tray_menu(&app.host)).unwrap()
}

fn issuers(app: &TestApp) -> Vec<String> {
    let accounts = menu(app).unwrap().accounts.unwrap();
    accounts.into_iter().map(|account| account.issuer).collect()
}

#[test]
fn there_is_no_menu_until_the_tray_is_switched_on() {
    let app = TestApp::with_vault();
    let id = add(&app, "Kestrel");
    copy(&app, &id);
    assert_eq!(menu(&app), None);
    set(&app, json!({ "tray": true }));
    assert_eq!(issuers(&app), ["Kestrel"]);
}

#[test]
fn a_locked_vault_names_nobody() {
    let app = with_tray();
    let id = add(&app, "Kestrel");
    copy(&app, &id);
    app.ok("lock", json!({}));
    assert_eq!(menu(&app), Some(TrayMenu { accounts: None, close_to_tray: false }));
}

#[test]
fn what_is_pinned_comes_first_then_what_was_used_last() {
    let app = with_tray();
    let [_never, first, pinned, last, used_and_pinned] =
        ["Never", "First", "Pinned", "Last", "Used and pinned"]
            .map(|issuer| (add(&app, issuer), issuer));
    for (id, _) in [&first, &used_and_pinned, &last] {
        copy(&app, id);
        app.outside.pass(std::time::Duration::from_secs(7_200));
        app.ok("unlock", json!({ "password": PASSWORD }));
    }
    for (id, issuer) in [&pinned, &used_and_pinned] {
        pin(&app, id, issuer);
    }
    assert_eq!(issuers(&app), ["Used and pinned", "Pinned", "Last", "First"]);
}

#[test]
fn the_menu_holds_no_more_than_eight() {
    let app = with_tray();
    for number in 0..12 {
        let id = add(&app, &format!("Account {number:02}"));
        copy(&app, &id);
    }
    assert_eq!(issuers(&app).len(), 8);
}

#[test]
fn a_use_is_heard_of_by_every_face() {
    let app = with_tray();
    let id = add(&app, "Kestrel");
    app.outside.events();
    copy(&app, &id);
    assert!(app.outside.events().contains(&Event::Entries));
}

#[test]
fn unlocking_and_settings_are_heard_of_by_every_face() {
    let app = with_tray();
    for (command, arguments) in [
        ("unlock", json!({ "password": PASSWORD })),
        ("save_settings", json!({ "settings": app.ok("status", json!({}))["settings"] })),
    ] {
        app.ok("lock", json!({}));
        app.outside.events();
        app.ok(command, arguments);
        assert!(app.outside.events().contains(&Event::Status), "{command}");
    }
}

/// Copied from the tray, a code is taken off the clipboard like any other, and a notification tells.
#[test]
fn a_code_from_the_menu_is_treated_as_one_from_the_window() {
    let app = with_tray();
    let id = add(&app, "Kestrel");
    let tray = Host { face: std::sync::Arc::new(Menu), ..app.host.clone() };
    block_on(copy_code(&tray, id)).unwrap();
    assert!(app.outside.held().is_some());
    assert_eq!(app.outside.notices().len(), 1);
    app.ok("lock", json!({}));
    assert_eq!(app.outside.held(), None);
}

struct Menu;

impl tessera_app::ports::face::Face for Menu {
    fn is_hidden(&self) -> bool {
        true
    }

    fn print(&self) -> Result<(), tessera_app::error::CommandError> {
        Err(tessera_app::types::Reason::Internal.into())
    }
}

#[test]
fn what_starts_at_a_login_follows_the_setting_or_the_setting_stays() {
    let app = with_tray();
    set(&app, json!({ "start_at_login": true }));
    assert_eq!(*app.outside.login.lock().unwrap(), Some(true));
    *app.outside.login.lock().unwrap() = None;
    let mut settings = app.ok("status", json!({}))["settings"].clone();
    settings["start_at_login"] = json!(false);
    assert_eq!(app.refused("save_settings", json!({ "settings": settings })), "io");
    assert_eq!(app.ok("status", json!({}))["settings"]["start_at_login"], true);
}

/// No step of a code wakes an app whose window is gone, and what the page had under review is dropped.
#[test]
fn a_window_that_is_gone_leaves_the_vault_open_and_nothing_else() {
    let app = TestApp::with_vault();
    let id = add(&app, "Kestrel");
    app.ok("show_rows", json!({ "ids": [id] }));
    let review =
        app.ok("import_text", json!({ "text": "otpauth://totp/New?secret=MFRGGZDFMZTWQ2LK" }));
    let face = app.host.id;
    let before = app.ask(|app| app.next_due()).unwrap();
    app.ask(move |app| app.leave(face));
    assert_eq!(app.state(), "unlocked");
    assert!(app.ask(|app| app.next_due()).unwrap() > before, "a step still wakes it");
    let confirm = json!({ "id": review["id"], "ticked": [0] });
    assert_eq!(app.refused("confirm_review", confirm), "expired");
}

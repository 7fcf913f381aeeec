//! The first run, unlocking, locking, settings.

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::types::Reason;

use crate::accounts::{PASSWORD, SECRET, form};
use crate::test_app::TestApp;

#[test]
fn a_new_computer_has_no_vault_until_one_is_made() {
    let app = TestApp::new();
    assert_eq!(app.state(), "absent");
    assert_eq!(app.refused("unlock", json!({ "password": PASSWORD })), "absent");
    assert_eq!(app.ok("create_vault", json!({ "password": PASSWORD })), Value::Null);
    assert_eq!(app.state(), "unlocked");
    assert_eq!(app.ok("list_entries", json!({})), json!([]));
}

#[test]
fn a_vault_is_made_once_and_with_a_password() {
    let app = TestApp::new();
    assert_eq!(app.refused("create_vault", json!({ "password": "" })), "weak_password");
    assert_eq!(app.state(), "absent");
    app.ok("create_vault", json!({ "password": PASSWORD }));
    assert_eq!(app.refused("create_vault", json!({ "password": "another" })), "exists");
    app.lock();
    assert_eq!(app.refused("create_vault", json!({ "password": "another" })), "exists");
    app.unlock();
}

#[test]
fn a_password_is_judged_before_there_is_a_vault() {
    let app = TestApp::new();
    let strength = |password: &str| app.ok("estimate_password", json!({ "password": password }));
    assert_eq!(strength("password")["score"], 0);
    assert_eq!(strength("password")["warning"], "common");
    assert_eq!(strength("")["score"], 0);
    let good = strength("grey heron at low water");
    assert_eq!(good["score"], 4);
    assert!(good["crack_seconds"].as_f64().unwrap() > 1e9, "{good}");
    assert!(strength(&"long ".repeat(2_000))["crack_seconds"].is_number());
}

#[test]
fn a_wrong_password_changes_nothing() {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    app.lock();
    let before = std::fs::read(app.vault()).unwrap();
    for wrong in ["grey heron", "", "tab\tbed"] {
        assert_eq!(app.refused("unlock", json!({ "password": wrong })), "wrong_password");
    }
    assert_eq!(std::fs::read(app.vault()).unwrap(), before);
    app.unlock();
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
}

#[test]
fn locking_loads_the_page_anew_and_says_why() {
    let app = TestApp::with_vault();
    app.lock();
    let status = app.ok("status", json!({}));
    assert_eq!((&status["state"], &status["lock_reason"]), (&json!("locked"), &json!("asked")));
    assert_eq!(app.outside.reloads(), 1);
    // Locking what is locked is no news.
    app.lock();
    assert_eq!(app.outside.reloads(), 1);
    app.unlock();
    assert_eq!(app.ok("status", json!({}))["lock_reason"], Value::Null);
}

#[test]
fn while_locked_every_question_about_the_vault_gets_the_same_answer() {
    let app = TestApp::with_vault();
    let added = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let id = &added["id"];
    app.ask(|app| app.choose_backup("anywhere.tessera".into()));
    app.lock();
    let edit = json!({
        "issuer": "", "account": "", "tags": [], "note": "", "pinned": true, "confirmed": true,
    });
    let change = json!({
        "secret": SECRET, "kind": "totp", "algorithm": "SHA1", "digits": 6, "period": 30, "counter": "",
    });
    for (command, arguments) in [
        ("list_entries", json!({})),
        ("list_trash", json!({})),
        ("show_rows", json!({ "ids": [id] })),
        ("show_rows", json!({ "ids": [] })),
        ("copy_code", json!({ "id": id })),
        ("copy_next_count", json!({ "id": id })),
        ("explain_refused", json!({ "id": id })),
        ("entry_dates", json!({ "id": id })),
        ("health", json!({})),
        ("change_otp", json!({ "id": id, "change": change, "password": PASSWORD })),
        ("add_entry", json!({ "entry": form("GitLab", SECRET) })),
        ("edit_entry", json!({ "id": id, "edit": edit })),
        ("remove_entry", json!({ "id": id })),
        ("restore_entry", json!({ "id": id })),
        ("delete_entry", json!({ "id": id })),
        ("undo", json!({ "token": added["undo"] })),
        ("undo", json!({ "token": "" })),
        ("choose_import", json!({})),
        ("paste_import", json!({})),
        ("confirm_review", json!({ "id": id, "ticked": [0] })),
        ("cancel_review", json!({ "id": id })),
        ("export_backup", json!({ "password": PASSWORD })),
        ("review_backup", json!({ "password": PASSWORD })),
        ("change_password", json!({ "old": PASSWORD, "next": "another" })),
    ] {
        assert_eq!(app.refused(command, arguments), "locked", "{command}");
    }
    // A locked vault is not replaced by a backup either.
    assert_eq!(app.refused("restore_backup", json!({ "password": PASSWORD })), "exists");
    for harmless in [
        "status",
        "lock",
        "check_clock",
        "put_off_clock",
        "keep_clipboard",
        "activity",
        "list_backups",
        "hidden",
    ] {
        app.ok(harmless, json!({}));
    }
    assert_eq!(app.state(), "locked");
}

#[test]
fn settings_outlive_the_app() {
    let app = TestApp::new();
    let defaults = &app.ok("status", json!({}))["settings"];
    assert_eq!(
        defaults,
        &json!({
            "theme": "system", "language": "system", "zoom": 100, "lock_after_minutes": 5, "clear_after_seconds": 30, "hide_codes": false,
            "count_other_windows": false, "lock_with_screen": true, "lock_on_suspend": true,
            "lock_on_hide": false, "password_every_days": 14, "order": "own", "density": "comfortable",
            "tray": false, "close_to_tray": false, "start_at_login": false,
            "picker": false, "picker_key": "Ctrl+Alt+Space",
        })
    );
    let settings = json!({
        "theme": "dark", "language": "system", "zoom": 150, "lock_after_minutes": null, "clear_after_seconds": 60, "hide_codes": true,
        "count_other_windows": true, "lock_with_screen": false, "lock_on_suspend": false,
        "lock_on_hide": true, "password_every_days": null, "order": "last_used", "density": "compact",
        "tray": true, "close_to_tray": true, "start_at_login": true,
        "picker": true, "picker_key": "Super+F1",
    });
    app.ok("save_settings", json!({ "settings": settings }));
    let app = app.restarted();
    assert_eq!(app.ok("status", json!({}))["settings"], settings);
}

#[test]
fn a_size_that_nobody_could_read_or_fit_counts_as_the_usual_one() {
    for percent in ["0", "49", "201", "-1", "1e99", "\"100\"", "null"] {
        let app = TestApp::new();
        let content = format!(r#"{{"zoom": {percent}, "theme": "dark"}}"#);
        std::fs::write(app.path("settings.json"), content).unwrap();
        let app = app.restarted();
        let settings = &app.ok("status", json!({}))["settings"];
        assert_eq!(
            (&settings["zoom"], &settings["theme"]),
            (&json!(100), &json!("dark")),
            "{percent}"
        );
    }
}

#[test]
fn a_settings_file_that_cannot_be_read_counts_as_none() {
    for content in ["", "{", "null", r#"{"theme": 7}"#, "\0\0\0\0"] {
        let app = TestApp::new();
        std::fs::write(app.path("settings.json"), content).unwrap();
        let app = app.restarted();
        let settings = &app.ok("status", json!({}))["settings"];
        assert_eq!(settings["lock_after_minutes"], 5, "{content:?}");
    }
}

#[test]
fn settings_that_cannot_be_understood_are_set_aside_and_that_is_told_once() {
    let app = TestApp::new();
    std::fs::write(app.path("settings.json"), "{ \"theme\": \"dark\"").unwrap();
    let app = app.restarted();
    let kept = app.path("settings.unreadable-1.json");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "{ \"theme\": \"dark\"");
    let file_name = "settings.unreadable-1.json".to_owned();
    let told = Event::Notice(Reason::SettingsSetAside { file_name });
    app.ok("create_vault", json!({ "password": PASSWORD }));
    assert!(app.outside.events().contains(&told));
    app.lock();
    app.unlock();
    assert!(!app.outside.events().contains(&told));
    assert!(kept.exists() && app.path("settings.json").exists());
}

#[test]
fn settings_that_cannot_be_kept_are_reported() {
    let app = TestApp::new();
    let settings = &app.ok("status", json!({}))["settings"];
    // Nor set aside: every name for that is taken.
    std::fs::create_dir_all(app.path("settings.json")).unwrap();
    for n in 1..1_000 {
        std::fs::write(app.path(&format!("settings.unreadable-{n}.json")), "").unwrap();
    }
    assert_eq!(app.refused("save_settings", json!({ "settings": settings })), "io");
}

//! What the user is asked in a dialog of the system's own: a page that knows the password cannot answer.

use std::sync::Arc;

use serde_json::{Value, json};
use tessera_app::commands::{Caller, call};
use tessera_app::ports::confirm::Question;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::accounts::{PASSWORD, SECRET, asked_groups, form};
use crate::eventually::eventually;
use crate::outside::UserAnswer;
use crate::test_app::{TestApp, block_on, spawn};

/// With one account.
fn app() -> TestApp {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    app
}

/// What is asked about, and how it is called.
fn guarded() -> [(Question, &'static str, Value); 4] {
    let password = json!({ "password": PASSWORD });
    [
        (Question::ShowTransfer, "show_transfer", password.clone()),
        (Question::MakeRecovery, "make_recovery", password),
        (
            Question::ChangePassword,
            "change_password",
            json!({ "old": PASSWORD, "next": "a new one" }),
        ),
        (Question::AllowKeyring, "set_device_unlock", json!({ "on": true, "password": PASSWORD })),
    ]
}

/// Lets a command come to its end while the test goes on.
fn begin(app: &TestApp, command: &str, arguments: &Value) -> JoinHandle<Result<String, Value>> {
    let reply = call(&app.host, Caller::Page, command, arguments).unwrap();
    spawn(async move { reply.await.map_err(|error| serde_json::to_value(error).unwrap()) })
}

#[test]
fn what_gives_a_way_in_or_every_secret_is_asked_about_and_a_no_changes_nothing() {
    for (question, command, arguments) in guarded() {
        let app = app();
        let before = std::fs::read(app.vault()).unwrap();
        *app.outside.answer.lock().unwrap() = Some(UserAnswer::No);
        assert_eq!(app.ok(command, arguments.clone()), Value::Null, "{command}");
        assert_eq!(std::mem::take(&mut *app.outside.questions.lock().unwrap()), [question]);
        assert_eq!(std::fs::read(app.vault()).unwrap(), before, "{command}");
        assert!(app.outside.keyring.lock().unwrap().items.is_empty(), "{command}");
        assert_eq!(app.refused("transfer_part", json!({ "number": 1 })), "expired", "{command}");

        assert_ne!(app.ok(command, arguments), Value::Null, "{command}");
        assert_eq!(std::mem::take(&mut *app.outside.questions.lock().unwrap()), [question]);
    }
}

#[test]
fn what_makes_a_new_key_is_asked_about_where_a_new_sheet_comes_of_it() {
    let off = || json!({ "on": false, "password": PASSWORD });
    for (command, arguments) in
        [("strengthen", json!({ "password": PASSWORD })), ("set_device_unlock", off())]
    {
        let app = app();
        app.ok("set_device_unlock", json!({ "on": true, "password": PASSWORD }));
        app.outside.questions.lock().unwrap().clear();
        assert_eq!(app.ok(command, arguments.clone())["recovery"], Value::Null, "{command}");
        assert_eq!(*app.outside.questions.lock().unwrap(), [], "{command}");

        app.ok("set_device_unlock", json!({ "on": true, "password": PASSWORD }));
        let sheet = app.ok("make_recovery", json!({ "password": PASSWORD }));
        app.ok("confirm_recovery", asked_groups(&sheet));
        app.outside.questions.lock().unwrap().clear();
        let before = std::fs::read(app.vault()).unwrap();
        *app.outside.answer.lock().unwrap() = Some(UserAnswer::No);
        assert_eq!(app.ok(command, arguments), Value::Null, "{command}");
        assert_eq!(*app.outside.questions.lock().unwrap(), [Question::MakeRecovery], "{command}");
        assert_eq!(std::fs::read(app.vault()).unwrap(), before, "{command}");
    }
}

/// With a sheet, whose code is given.
fn app_with_sheet() -> (TestApp, String) {
    let app = app();
    let sheet = app.ok("make_recovery", json!({ "password": PASSWORD }));
    app.ok("confirm_recovery", asked_groups(&sheet));
    app.outside.questions.lock().unwrap().clear();
    let groups = sheet["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap());
    let code = groups.collect::<Vec<_>>().join("-");
    (app, code)
}

#[test]
fn a_sheet_is_removed_and_used_only_after_a_question() {
    for (question, command) in
        [(Question::RemoveRecovery, "remove_recovery"), (Question::Recover, "recover")]
    {
        let (app, code) = app_with_sheet();
        let arguments = match question {
            Question::Recover => json!({ "code": code, "password": "a new one" }),
            _ => json!({ "password": PASSWORD }),
        };
        if question == Question::Recover {
            app.lock();
        }
        let before = std::fs::read(app.vault()).unwrap();
        *app.outside.answer.lock().unwrap() = Some(UserAnswer::No);
        assert_eq!(app.ok(command, arguments.clone()), Value::Null, "{command}");
        assert_eq!(std::mem::take(&mut *app.outside.questions.lock().unwrap()), [question]);
        assert_eq!(std::fs::read(app.vault()).unwrap(), before, "{command}");
        assert_eq!(app.ok("status", json!({}))["recovery"], true, "{command}");

        assert_ne!(app.ok(command, arguments), Value::Null, "{command}");
        assert_eq!(std::mem::take(&mut *app.outside.questions.lock().unwrap()), [question]);
    }
}

#[test]
fn a_code_or_password_that_cannot_be_right_is_told_without_a_question() {
    let (app, code) = app_with_sheet();
    app.lock();
    for (code, password) in [(&code[1..], "a new one"), (&*code, "")] {
        app.refused("recover", json!({ "code": code, "password": password }));
        assert_eq!(*app.outside.questions.lock().unwrap(), []);
    }
}

#[test]
fn a_code_that_waits_for_an_answer_is_dropped_by_a_lock_and_by_a_vault_that_was_opened() {
    type Meanwhile = fn(&TestApp);
    let meanwhile: [(&str, Meanwhile); 2] =
        [("a reason to lock", |app| app.lock()), ("unlocked", |app| app.unlock())];
    for (what, meanwhile) in meanwhile {
        let (app, code) = app_with_sheet();
        app.lock();
        let before = std::fs::read(app.vault()).unwrap();
        let (say_yes, answer) = oneshot::channel();
        *app.outside.answer.lock().unwrap() = Some(UserAnswer::YesAfter(answer));
        let asked = begin(&app, "recover", &json!({ "code": code, "password": "a new one" }));
        eventually(|| !app.outside.questions.lock().unwrap().is_empty());
        meanwhile(&app);
        say_yes.send(()).unwrap();
        assert_eq!(block_on(asked).unwrap().unwrap_err()["code"], "expired", "{what}");
        assert_eq!(std::fs::read(app.vault()).unwrap(), before, "{what}");
    }
}

#[test]
fn a_locked_vault_asks_nothing() {
    for (_, command, arguments) in guarded() {
        let app = app();
        app.lock();
        assert_eq!(app.refused(command, arguments), "locked");
        assert_eq!(*app.outside.questions.lock().unwrap(), [], "{command}");
    }
}

#[test]
fn a_yes_that_comes_after_a_lock_does_nothing() {
    for (_, command, arguments) in guarded() {
        let app = app();
        let (say_yes, answer) = oneshot::channel();
        *app.outside.answer.lock().unwrap() = Some(UserAnswer::YesAfter(answer));
        let asked = begin(&app, command, &arguments);
        eventually(|| !app.outside.questions.lock().unwrap().is_empty());
        let before = std::fs::read(app.vault()).unwrap();
        app.lock();
        // Also where the vault is open again before the user answers.
        app.unlock();
        say_yes.send(()).unwrap();
        assert_eq!(block_on(asked).unwrap().unwrap_err()["code"], "expired", "{command}");
        assert_eq!(std::fs::read(app.vault()).unwrap(), before, "{command}");
        assert_eq!(app.refused("transfer_part", json!({ "number": 1 })), "expired", "{command}");
    }
}

#[test]
fn what_waits_for_an_answer_is_dropped_by_a_lock_and_by_whatever_waits_next() {
    let app = app();
    let (first, second) = (Arc::new(()), Arc::new(()));
    let [one, other] = [&first, &second].map(Arc::downgrade);
    let expired = app.ask(|app| app.hold(first)).unwrap();
    let held = app.ask(|app| app.hold(second)).unwrap();
    assert!(one.upgrade().is_none(), "another one takes its place");
    app.lock();
    assert!(other.upgrade().is_none(), "nothing waits in a locked vault");
    app.unlock();
    for ticket in [expired, held] {
        let taken = app.ask(move |app| app.take_held(&ticket));
        assert_eq!(taken.unwrap_err().0.code(), "expired");
    }
}

#[test]
fn what_is_chosen_after_a_lock_is_not_looked_at() {
    for command in ["choose_import", "choose_import_folder", "choose_backup_folder"] {
        let app = app();
        let chosen = app.path("chosen");
        std::fs::create_dir(&chosen).unwrap();
        *app.outside.chosen.lock().unwrap() = Some(chosen);
        let (close, dialog) = oneshot::channel();
        *app.outside.dialog.lock().unwrap() = Some(dialog);
        let choosing = begin(&app, command, &json!({}));
        eventually(|| app.outside.dialog.lock().unwrap().is_none());
        app.lock();
        app.unlock();
        close.send(()).unwrap();
        assert_eq!(block_on(choosing).unwrap().unwrap_err()["code"], "locked", "{command}");
        assert_eq!(app.ok("list_backups", json!({}))["second_folder"], Value::Null, "{command}");
    }
}

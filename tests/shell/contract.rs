//! What the window's two sides have to agree on. Commands, types and codes are held by the compilers of
//! both: src-tauri/app/src/commands/bindings.rs writes the page's side. Here: what Tauri adds.

use std::collections::BTreeSet;
use std::sync::mpsc;

use serde_json::{Value, json};
use tauri::Manager;
use tauri::ipc::{Channel, InvokeResponseBody};
use tauri::test::MockRuntime;
use tessera::platform::page::{Page, PageChannel};
use tessera::platform::picker::{Picker, PickerFace};
use tessera_app::commands::{COMMANDS, Caller};
use tessera_app::events::{Event, Subscriber};
use tessera_app::ports::face::Face;
use tessera_app::types::{Progress, Reason};

use crate::accounts::{SECRET, form};
use crate::app::{PAGE, Shell, call, open_window};
use crate::sources::{between, files, read};
use crate::test_app::block_on;

#[test]
fn each_page_reaches_every_command_of_its_own_and_no_other() {
    let shell = Shell::new();
    let picker = open_window(&shell.tauri, tessera::PICKER);
    for (window, caller) in [(&shell.window, Caller::Page), (&picker, Caller::Picker)] {
        for command in COMMANDS {
            // Whatever a command makes of no arguments, it is not unknown, nor refused by Tauri.
            let answer = call(window, PAGE, command.name, json!({}));
            let is_allowed = command.callers.contains(&caller);
            assert_eq!(is_refused(&answer), !is_allowed, "{caller:?} {}: {answer:?}", command.name);
        }
    }
    for own in ["close_picker", "open_main_window"] {
        assert!(is_refused(&call(&shell.window, PAGE, own, json!({}))), "{own}");
    }
    assert_eq!(call(&picker, PAGE, "close_picker", json!({})), Ok(Value::Null));
}

fn is_refused(answer: &Result<Value, Value>) -> bool {
    match answer {
        Err(Value::String(words)) => words.contains("not allowed") || words.contains("not found"),
        _ => false,
    }
}

/// Enough to open, find and copy: no code, note or secret comes to it.
#[test]
fn the_picker_calls_this_and_no_more() {
    let its = COMMANDS.iter().filter(|command| command.callers.contains(&Caller::Picker));
    let names: Vec<_> = its.map(|command| command.name).collect();
    let expected = [
        "status",
        "unlock",
        "list_entries",
        "find_entries",
        "copy_code",
        "unlock_with_device",
        "activity",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_pages_may_do_this_and_no_more() {
    for (file, window, permissions) in [
        // None of Tauri's own: whoever may listen to its events hears the paths of a drag.
        ("main", tessera::WINDOW, json!(["page", "subscribe"])),
        ("picker", tessera::PICKER, json!(["picker", "subscribe", "picker-window"])),
    ] {
        let path = format!("src-tauri/capabilities/{file}.json");
        let capability = crate::sources::json(&path);
        let keys = capability.as_object().unwrap().keys().map(String::as_str);
        let expected = ["$schema", "description", "identifier", "permissions", "windows"];
        assert_eq!(keys.collect::<BTreeSet<_>>(), BTreeSet::from(expected));
        assert_eq!(capability["windows"], json!([window]));
        assert_eq!(capability["permissions"], permissions);
    }
    assert_eq!(files("src-tauri/capabilities", &["json", "toml"]).len(), 2);
    let mut permissions = files("src-tauri/permissions", &["json", "toml"]);
    permissions.sort();
    let names: Vec<_> = permissions.iter().map(|(name, _)| name.as_str()).collect();
    let expected = ["page", "picker-window", "picker", "subscribe"];
    assert_eq!(names, expected.map(|name| format!("src-tauri/permissions/{name}.toml")));
    assert!(permissions[1].1.contains("commands.allow = [\"close_picker\", \"open_main_window\"]"));
    assert!(permissions[3].1.contains("commands.allow = [\"subscribe\"]"));
}

#[test]
fn every_event_arrives_under_the_name_and_in_the_shape_that_the_page_knows() {
    let shell = Shell::with_vault();
    let id = shell.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    let (ids, face) = ([id.as_str().unwrap().to_owned()], shell.outside.face());
    let codes = shell.ask(move |app| app.show_rows(face, &ids)).unwrap();
    let review = block_on(shell.capture().files(Vec::new())).unwrap();
    let events = [
        ("codes", serde_json::to_value(&codes).unwrap(), Event::Codes(codes)),
        ("entries", Value::Null, Event::Entries),
        ("status", Value::Null, Event::Status),
        ("review", serde_json::to_value(&review).unwrap(), Event::Review(review)),
        (
            "capture",
            json!({ "done": 1, "total": 3 }),
            Event::Capture(Some(Progress { done: 1, total: 3 })),
        ),
        ("drag", json!({ "over": true }), Event::Drag { over: true }),
        ("notice", json!({ "code": "backup_failed" }), Event::Notice(Reason::BackupFailed)),
    ];
    let bindings = read("ui/src/bindings/index.ts");
    let known = between(&bindings, "export type AppEvent = ", ";\n");
    assert_eq!(known.matches("\"name\": ").count(), events.len());
    let (page, told) = page_that_hears(&shell);
    for (name, payload, event) in events {
        assert!(known.contains(&format!("\"name\": \"{name}\"")), "{name}");
        page.emit(event);
        let said = told.try_recv().unwrap();
        assert_eq!((&said["name"], &said["payload"]), (&json!(name), &payload));
    }
}

#[test]
fn a_page_that_is_to_forget_hears_nothing_more_until_the_next_one_brings_a_channel() {
    let shell = Shell::with_vault();
    let (page, told) = page_that_hears(&shell);
    page.emit(Event::Status);
    assert_eq!(told.try_recv(), Ok(json!({ "name": "status" })));
    page.forget();
    page.emit(Event::Status);
    assert_eq!(told.try_recv(), Err(mpsc::TryRecvError::Disconnected));

    let (_, next) = page_that_hears(&shell);
    page.emit(Event::Entries);
    assert_eq!(next.try_recv(), Ok(json!({ "name": "entries" })));
    // The page after that one.
    shell.ok("subscribe", json!({ "channel": "__CHANNEL__:7" }));
    page.emit(Event::Entries);
    assert_eq!(next.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    for channel in [json!({}), json!({ "channel": 7 }), json!({ "channel": "7" })] {
        shell.call("subscribe", channel).unwrap_err();
    }
}

#[test]
fn the_picker_that_is_to_forget_hears_nothing_more_and_is_no_longer_open() {
    let shell = Shell::with_vault();
    let picker = PickerFace(shell.tauri.handle().clone());
    let (channel, told) = channel_that_hears();
    shell.tauri.state::<Picker>().channel().open(channel);
    picker.emit(Event::Status);
    assert_eq!(told.try_recv(), Ok(json!({ "name": "status" })));
    // Files that fall on the window are the main window's.
    picker.emit(Event::Drag { over: true });
    assert_eq!(told.try_recv(), Err(mpsc::TryRecvError::Empty));
    picker.forget();
    assert!(!shell.tauri.state::<Picker>().is_wanted() && picker.is_hidden());
    assert_eq!(told.try_recv(), Err(mpsc::TryRecvError::Disconnected));
}

/// A page, and what it hears.
fn page_that_hears(shell: &Shell) -> (Page<MockRuntime>, mpsc::Receiver<Value>) {
    let (channel, told) = channel_that_hears();
    shell.tauri.state::<PageChannel>().open(channel);
    (Page(shell.tauri.handle().clone()), told)
}

fn channel_that_hears() -> (Channel<Event>, mpsc::Receiver<Value>) {
    let (heard, told) = mpsc::channel();
    let channel = Channel::new(move |message| {
        let InvokeResponseBody::Json(message) = message else { panic!("no JSON") };
        // A test that is over hears nothing.
        let _ = heard.send(serde_json::from_str(&message).unwrap());
        Ok(())
    });
    (channel, told)
}

#[test]
fn the_page_asks_for_the_word_that_the_application_waits_for() {
    let words = read("ui/src/features/export/words.ts");
    let word = between(&words, "export const WORD = \"", "\"");
    assert_eq!(word, tessera_exchange::formats::write::PLAINTEXT);
}

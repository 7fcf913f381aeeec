//! What the window's two sides have to agree on. Commands, types and codes are held by the compilers of
//! both: src-tauri/app/src/commands/bindings.rs writes the page's side. Here: what Tauri adds.

use std::collections::BTreeSet;
use std::sync::mpsc;

use serde_json::{Value, json};
use tauri::Listener;
use tessera::platform::page::Page;
use tessera_app::commands::{COMMANDS, Caller};
use tessera_app::events::{Event, Subscriber};
use tessera_app::types::{Progress, Reason};

use crate::accounts::{SECRET, form};
use crate::app::Shell;
use crate::sources::{between, files, read};
use crate::test_app::block_on;

#[test]
fn the_page_reaches_every_command_of_its_own_and_no_other() {
    let shell = Shell::new();
    for command in COMMANDS {
        // Whatever a command makes of no arguments, it is not unknown, nor refused by Tauri.
        let answer = shell.call(command.name, json!({}));
        let refused = match &answer {
            Err(Value::String(words)) => {
                words.contains("not allowed") || words.contains("not found")
            }
            _ => false,
        };
        assert_eq!(
            refused,
            !command.callers.contains(&Caller::Page),
            "{}: {answer:?}",
            command.name
        );
    }
}

#[test]
fn the_page_may_do_this_and_no_more() {
    let capability = crate::sources::json("src-tauri/capabilities/main.json");
    let keys: BTreeSet<_> = capability.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = ["$schema", "description", "identifier", "permissions", "windows"];
    assert_eq!(keys, BTreeSet::from(expected));
    assert_eq!(capability["windows"], json!([tessera::WINDOW]));
    assert_eq!(
        capability["permissions"],
        json!(["core:event:allow-listen", "core:event:allow-unlisten", "page"])
    );
    assert_eq!(files("src-tauri/capabilities", &["json", "toml"]).len(), 1);
    assert_eq!(files("src-tauri/permissions", &["json", "toml"]).len(), 1);
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
    let known = between(&bindings, "export interface Events {", "\n}");
    let known: BTreeSet<_> =
        known.lines().filter_map(|line| Some(line.trim().split_once(':')?.0)).collect();
    assert_eq!(events.iter().map(|(name, ..)| *name).collect::<BTreeSet<_>>(), known);
    let page = Page(shell.tauri.handle().clone());
    for (name, payload, event) in events {
        let (heard, told) = mpsc::channel();
        shell.window.listen(name, move |event| {
            heard.send(serde_json::from_str::<Value>(event.payload()).unwrap()).unwrap();
        });
        page.emit(event);
        assert_eq!(told.try_recv(), Ok(payload), "{name}");
    }
}

#[test]
fn the_page_asks_for_the_word_that_the_application_waits_for() {
    let words = read("ui/src/features/export/words.ts");
    let word = between(&words, "export const WORD = \"", "\"");
    assert_eq!(word, tessera_exchange::formats::write::PLAINTEXT);
}

//! What two sides have to agree on: commands, events, words for errors.

use std::collections::BTreeSet;
use std::sync::mpsc;

use serde_json::{Value, json};
use tauri::Listener;
use tauri::async_runtime::block_on;
use tessera_app::events::{Event, Subscriber};
use tessera_app::types::{Progress, Reason};

use crate::app::Shell;
use crate::samples::{SECRET, form};
use crate::sources::{between, code, files, quoted_after, read};

#[test]
fn handlers_permissions_and_page_know_the_same_commands() {
    let library = read("src-tauri/src/lib.rs");
    let handlers: BTreeSet<_> =
        between(&library, "generate_handler![", "]").split(',').map(str::trim).collect();
    let handled = handlers.iter().filter_map(|name| name.strip_prefix("commands::"));
    let handled: BTreeSet<_> = handled.collect();
    assert!(handled.len() > 20);

    let commands = read("src-tauri/src/commands.rs");
    let defined = commands.split("#[tauri::command").skip(1);
    let defined: BTreeSet<_> = defined
        .map(|rest| between(rest, "fn ", "(").split('<').next().unwrap_or_default())
        .collect();
    assert_eq!(defined, handled);

    let permissions = read("src-tauri/permissions/page.toml");
    let allowed = between(&permissions, "commands.allow = [", "]");
    let allowed: Vec<_> = allowed.split(',').map(|name| name.trim().trim_matches('"')).collect();
    let allowed: BTreeSet<_> = allowed.into_iter().filter(|name| !name.is_empty()).collect();
    assert_eq!(allowed, handled);

    let backend = read("ui/src/backend.ts");
    assert_eq!(quoted_after(&backend, "invoke(").into_iter().collect::<BTreeSet<_>>(), handled);
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
    let ids = [id.as_str().unwrap().to_owned()];
    let codes = shell.app(move |app| app.show_rows(&ids)).unwrap();
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
        (
            "notice",
            json!({ "code": "backup_failed" }),
            Event::Notice(Reason::plain("backup_failed")),
        ),
    ];
    let backend = read("ui/src/backend.ts");
    let known = between(&backend, "export interface Events {", "\n}");
    let known: BTreeSet<_> =
        known.lines().filter_map(|line| Some(line.trim().split_once(':')?.0)).collect();
    assert_eq!(events.iter().map(|(name, ..)| *name).collect::<BTreeSet<_>>(), known);
    for (name, payload, event) in events {
        let (heard, told) = mpsc::channel();
        shell.window.listen(name, move |event| {
            heard.send(serde_json::from_str::<Value>(event.payload()).unwrap()).unwrap();
        });
        shell.app.handle().emit(event);
        assert_eq!(told.try_recv(), Ok(payload), "{name}");
    }
}

/// Only ever said of a file or a folder, after its name.
const OF_FILES: [&str; 5] =
    ["on_a_page", "not_readable", "empty_folder", "too_many_files", "needs_password"];
/// Has no better words than those for what is not known.
const WORDLESS: &str = "internal";

#[test]
fn every_error_of_the_shell_has_a_sentence() {
    let mut words = BTreeSet::new();
    let shell = files("src-tauri/src", &["rs"]);
    for (name, source) in &shell {
        words.extend(quoted_after(source, "plain("));
        words.extend(quoted_after(source, "with("));
        if name.ends_with("error.rs") {
            words.extend(quoted_after(source, ": &str ="));
        }
    }
    for expected in ["locked", "damaged_copy", "differs", "io", "nothing_on_clipboard"] {
        assert!(words.contains(expected), "{expected} is not found in the source");
    }
    words.retain(|word| !OF_FILES.contains(word) && *word != WORDLESS && is_word(word));
    let strings = read("ui/src/strings/errors.en.ts");
    let sentences = keys(between(&strings, "SENTENCES: Record<string, Sentence> = {", "\n};"));
    let missing: Vec<_> = words.difference(&sentences).collect();
    assert!(missing.is_empty(), "no sentence in errors.en.ts: {missing:?}");
}

#[test]
fn every_problem_of_a_file_has_words() {
    let intake = read("src-tauri/exchange/src/intake.rs");
    let format = read("src-tauri/exchange/src/formats/format.rs");
    let names = [
        between(&intake, "pub const fn name(self)", "\n    }"),
        between(&format, "pub const fn name(&self)", "\n    }"),
        between(&format, "const fn name(self)", "\n    }"),
    ];
    let mut words: BTreeSet<_> = names.iter().flat_map(|n| quoted_after(n, "=>")).collect();
    assert!(words.len() >= 20);
    // Of a password its field tells; what was stopped is not told; the page says of no file what it is.
    for elsewhere in ["wrong_password", "cancelled", "other_format"] {
        assert!(words.remove(elsewhere), "{elsewhere}");
    }
    words.extend(OF_FILES);
    let strings = read("ui/src/strings/errors.en.ts");
    let known = keys(between(&strings, "const OF_FILES", "\n};"));
    let missing: Vec<_> = words.difference(&known).collect();
    assert!(missing.is_empty(), "no words in errors.en.ts: {missing:?}");
}

#[test]
fn every_loss_has_words_and_the_page_asks_for_the_word_that_the_shell_waits_for() {
    let loss = read("src-tauri/exchange/src/formats/write/loss.rs");
    let words = between(&loss, "pub const fn name(self)", "\n    }");
    let words: BTreeSet<_> = quoted_after(words, "=>").into_iter().collect();
    assert!(words.len() >= 7);
    let strings = read("ui/src/strings/leaving.en.ts");
    let known = keys(between(&strings, "const LOSSES", "\n};"));
    let missing: Vec<_> = words.difference(&known).collect();
    assert!(missing.is_empty(), "no words in leaving.en.ts: {missing:?}");
    let word = between(&strings, "const WORD = \"", "\"");
    assert_eq!(word, tessera_exchange::formats::write::PLAINTEXT);
}

#[test]
fn no_sentence_shouts() {
    for (name, source) in files("ui/src/strings", &["ts"]) {
        if name.ends_with(".test.ts") {
            continue;
        }
        let shouts =
            |line: &&str| line.contains("!\"") || line.contains("! ") || line.contains("!`");
        assert_eq!(code(&source).find(shouts), None, "{name}");
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The keys of a table in TypeScript.
fn keys(table: &str) -> BTreeSet<&str> {
    let names = table.lines().filter_map(|line| Some(line.trim().split_once(':')?.0));
    names.filter(|name| is_word(name)).collect()
}

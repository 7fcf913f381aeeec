//! Where pictures and texts come from, and that nothing is read which may not be.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::ports::clipboard::Pasted;
use tessera_app::types::{Progress, Reason};
use tessera_screen::{Content, ScreenError, Shot};

use crate::accounts::{SECRET, rgba, save_picture, uri};
use crate::busy::{begin, long_text, until_reading};
use crate::eventually::eventually;
use crate::test_app::{TestApp, block_on, spawn};

fn issuers(review: &Value) -> Vec<&str> {
    let drafts = review["drafts"].as_array().unwrap();
    drafts.iter().map(|draft| draft["issuer"].as_str().unwrap()).collect()
}

fn problems(review: &Value) -> Vec<&Value> {
    let sources = review["sources"].as_array().unwrap();
    sources.iter().map(|source| &source["problem"]).collect()
}

pub(super) fn shot(text: &str) -> Shot {
    let (width, height, rgba) = rgba(text);
    Shot { name: "HDMI-1".to_owned(), content: Content::Pixels { width, height, rgba } }
}

#[test]
fn a_folder_is_read_by_name_with_its_folders_and_without_what_is_no_picture_or_text() {
    let app = TestApp::with_vault();
    let folder = app.path("sheets");
    fs::create_dir_all(folder.join("more/.hidden")).unwrap();
    for (name, issuer) in [("b.png", "Two"), ("a.PNG", "One"), ("more/c.png", "Three")] {
        save_picture(&uri(issuer, SECRET), &folder.join(name));
    }
    for unwanted in ["more/.hidden/d.txt", ".e.txt", "program.exe"] {
        fs::write(folder.join(unwanted), uri("Unwanted", SECRET)).unwrap();
    }
    fs::write(folder.join("blank.txt"), "milk and bread").unwrap();
    let review = app.import(vec![folder]);
    assert_eq!(issuers(&review), ["One", "Two", "Three"]);
    assert_eq!(review["sources"].as_array().unwrap().len(), 4);
    assert!(problems(&review).contains(&&json!("no_account")));
}

#[test]
fn a_folder_that_is_too_full_or_has_nothing_says_so() {
    let app = TestApp::with_vault();
    let (full, empty) = (app.path("full"), app.path("empty"));
    fs::create_dir_all(&full).unwrap();
    fs::create_dir_all(&empty).unwrap();
    for i in 0..501 {
        fs::write(full.join(format!("{i:03}.txt")), uri(&format!("No{i}"), SECRET)).unwrap();
    }
    let review = app.import(vec![full, empty]);
    assert_eq!(issuers(&review).len(), 500);
    let problems = problems(&review);
    assert_eq!(&problems[500..], [&json!("too_many_files"), &json!("empty_folder")]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_back_to_itself_ends() {
    let app = TestApp::with_vault();
    let folder = app.path("loop");
    fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(&folder, folder.join("again")).unwrap();
    fs::write(folder.join("a.txt"), uri("Once", SECRET)).unwrap();
    // Nor does it lead anywhere else.
    fs::write(app.path("elsewhere.txt"), uri("Elsewhere", SECRET)).unwrap();
    std::os::unix::fs::symlink(app.path("elsewhere.txt"), folder.join("b.txt")).unwrap();
    assert_eq!(issuers(&app.import(vec![folder])), ["Once"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let app = TestApp::with_vault();
    let pipe = app.path("pipe.png");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(problems(&app.import(vec![pipe])), ["not_readable"]);
}

#[test]
fn each_code_is_shown_where_it_lies_and_named_for_what_it_is() {
    let app = TestApp::with_vault();
    let paths: Vec<PathBuf> = [
        ("account.png", uri("GitHub", SECRET)),
        ("link.png", "https://ada:hush@example.org/page?hush".to_owned()),
        ("wifi.png", "WIFI:T:WPA;S:Harbour;P:hush;;".to_owned()),
    ]
    .into_iter()
    .map(|(name, text)| {
        save_picture(&text, &app.path(name));
        app.path(name)
    })
    .collect();
    let review = app.import(paths);
    assert_eq!(review["drafts"][0]["picture"], 0);
    assert_eq!(
        review["others"],
        json!([
            { "source": 1, "what": "link", "detail": "example.org", "picture": 1 },
            { "source": 2, "what": "wifi", "detail": "Harbour", "picture": 2 },
        ])
    );
    let pictures = review["pictures"].as_array().unwrap();
    assert_eq!(pictures.len(), 3);
    for picture in pictures {
        assert!(picture.as_str().unwrap().starts_with("data:image/png;base64,iVBOR"));
    }
    assert!(!review.to_string().contains("hush"));
}

#[test]
fn files_and_picture_files_come_off_the_clipboard() {
    let app = TestApp::with_vault();
    let path = app.path("code.png");
    save_picture(&uri("GitHub", SECRET), &path);
    app.outside.copies(Pasted::Picture(fs::read(&path).unwrap().into()));
    let review = app.ok("paste_import", json!({}));
    assert_eq!((issuers(&review), &review["plain_files"]), (vec!["GitHub"], &json!(0)));
    app.ok("cancel_review", json!({ "id": review["id"] }));
    app.outside.copies(Pasted::Files(vec![path]));
    let review = app.ok("paste_import", json!({}));
    assert_eq!(
        (issuers(&review), &review["sources"][0]["name"], &review["plain_files"]),
        (vec!["GitHub"], &json!("code.png"), &json!(1))
    );
}

#[test]
fn what_is_too_large_on_the_clipboard_is_said_and_not_taken() {
    let app = TestApp::with_vault();
    app.outside.copies(Pasted::TooLarge);
    let review = app.ok("paste_import", json!({}));
    assert_eq!(review["sources"][0]["problem"], "too_large");
}

#[test]
fn what_is_typed_is_read_line_by_line() {
    let app = TestApp::with_vault();
    let text = format!("{}\n\n{}\n", uri("GitHub", SECRET), uri("GitLab", SECRET));
    let review = app.ok("import_text", json!({ "text": text }));
    assert_eq!((issuers(&review), &review["plain_files"]), (vec!["GitHub", "GitLab"], &json!(0)));
    let review = app.ok("import_text", json!({ "text": "milk and bread" }));
    assert_eq!(problems(&review), [&Value::Null, &json!("no_account")]);
}

#[test]
fn every_screen_is_read() {
    let app = TestApp::with_vault();
    let shots = vec![shot(&uri("GitHub", SECRET)), shot(&uri("GitLab", SECRET))];
    *app.outside.screen.lock().unwrap() = Some(Ok(shots));
    let review = app.ok("scan_screen", json!({}));
    assert_eq!(
        (issuers(&review), &review["sources"][0]["name"], &review["plain_files"]),
        (vec!["GitHub", "GitLab"], &json!(""), &json!(0))
    );
}

#[test]
fn a_screen_that_gives_no_picture_says_why_and_a_change_of_mind_is_no_error() {
    let app = TestApp::with_vault();
    for (error, word) in [
        (ScreenError::Refused, "screen_refused"),
        (ScreenError::Unsupported, "screen_unsupported"),
        (ScreenError::Failed, "screen_failed"),
    ] {
        *app.outside.screen.lock().unwrap() = Some(Err(error));
        assert_eq!(app.refused("scan_screen", json!({})), word);
    }
    *app.outside.screen.lock().unwrap() = Some(Err(ScreenError::Cancelled));
    assert_eq!(app.ok("scan_screen", json!({})), Value::Null);
}

#[test]
fn a_look_at_the_screen_that_breaks_is_over_and_the_next_works() {
    let app = TestApp::with_vault();
    // Nobody hears that it has begun, and so it panics.
    drop(app.outside.hang_look());
    assert_eq!(app.refused("scan_screen", json!({})), "internal");
    assert!(!app.capture().is_shooting());
    *app.outside.screen.lock().unwrap() = Some(Ok(vec![shot(&uri("GitHub", SECRET))]));
    assert_eq!(issuers(&app.ok("scan_screen", json!({}))), ["GitHub"]);
}

#[test]
fn nothing_is_looked_at_while_the_vault_is_locked() {
    let app = TestApp::with_vault();
    let path = app.path("accounts.txt");
    fs::write(&path, uri("GitHub", SECRET)).unwrap();
    app.lock();
    let (looked, _let_go) = app.outside.hang_look();
    app.outside.copies(Pasted::Text(uri("GitHub", SECRET).into()));
    for command in ["paste_import", "scan_screen", "choose_import", "choose_import_folder"] {
        assert_eq!(app.refused(command, json!({})), "locked");
    }
    assert_eq!(app.refused("import_text", json!({ "text": "x" })), "locked");
    let source = json!({ "review": "", "source": 0, "password": "", "agreed": false });
    assert_eq!(app.refused("open_source", source.clone()), "locked");
    assert_eq!(app.refused("choose_key_file", source), "locked");
    let refused = block_on(app.capture().files(vec![path])).unwrap_err();
    assert_eq!(refused.0, Reason::Locked);
    assert!(looked.try_recv().is_err(), "clipboard or screen was looked at");
    assert!(app.outside.clipboard.lock().unwrap().foreign.is_some());
}

#[test]
fn what_was_being_read_when_the_vault_locked_is_dropped_also_if_it_is_open_again() {
    for unlocked_again in [false, true] {
        let app = TestApp::with_vault();
        let (begun, let_go) = app.outside.hang_look();
        *app.outside.screen.lock().unwrap() = Some(Ok(vec![shot(&uri("GitHub", SECRET))]));
        let capture = app.capture();
        let scan = spawn(async move { capture.screen().await });
        begun.recv().unwrap();
        app.lock();
        if unlocked_again {
            app.unlock();
        }
        let_go.send(()).unwrap();
        assert_eq!(block_on(scan).unwrap().unwrap_err().0, Reason::Locked);
        if !unlocked_again {
            app.unlock();
        }
        let text = app.ok("import_text", json!({ "text": uri("GitLab", SECRET) }));
        assert_eq!(issuers(&text), ["GitLab"]);
    }
}

#[test]
fn what_is_still_being_read_is_dropped_with_the_review_that_was_cancelled() {
    let app = TestApp::with_vault();
    let review = app.ok("import_text", json!({ "text": uri("GitLab", SECRET) }));
    let (begun, let_go) = app.outside.hang_look();
    let capture = app.capture();
    let scan = spawn(async move { capture.pasted().await });
    begun.recv().unwrap();
    app.outside.copies(Pasted::Text(uri("GitHub", SECRET).into()));
    app.ok("cancel_review", json!({ "id": review["id"] }));
    let_go.send(()).unwrap();
    assert_eq!(block_on(scan).unwrap().unwrap_err().0, Reason::Expired);
    let next = app.ok("import_text", json!({ "text": uri("Proton", SECRET) }));
    assert_eq!(issuers(&next), ["Proton"]);
    assert_eq!(app.outside.events().iter().filter(|e| matches!(e, Event::Review(_))).count(), 0);
}

#[test]
fn what_is_still_being_read_joins_a_review_that_was_confirmed_or_held_nothing() {
    for (text, confirmed) in [(uri("GitLab", SECRET), true), ("no account".to_owned(), false)] {
        let app = TestApp::with_vault();
        let review = app.ok("import_text", json!({ "text": text }));
        let (begun, let_go) = app.outside.hang_look();
        let capture = app.capture();
        let scan = spawn(async move { capture.pasted().await });
        begun.recv().unwrap();
        app.outside.copies(Pasted::Text(uri("GitHub", SECRET).into()));
        let id = &review["id"];
        match confirmed {
            true => app.ok("confirm_review", json!({ "id": id, "ticked": [0] })),
            false => app.ok("cancel_review", json!({ "id": id })),
        };
        let_go.send(()).unwrap();
        let late = serde_json::to_value(block_on(scan).unwrap().unwrap()).unwrap();
        assert_eq!(issuers(&late), ["GitHub"]);
    }
}

#[test]
fn the_keeper_goes_on_while_something_is_read() {
    let app = TestApp::with_vault();
    let (begun, let_go) = app.outside.hang_look();
    let capture = app.capture();
    let paste = spawn(async move { capture.pasted().await });
    begun.recv().unwrap();
    assert_eq!(app.ok("list_entries", json!({})), json!([]));
    let_go.send(()).unwrap();
    assert!(block_on(paste).unwrap().is_err());
}

#[test]
fn a_window_that_is_only_out_of_the_way_does_not_lock() {
    let app = TestApp::with_vault();
    let mut settings = app.ok("status", json!({}))["settings"].clone();
    settings["lock_on_hide"] = json!(true);
    app.ok("save_settings", json!({ "settings": settings }));
    let (begun, let_go) = app.outside.hang_look();
    let capture = app.capture();
    let scan = spawn(async move { capture.screen().await });
    begun.recv().unwrap();
    app.ok("hidden", json!({}));
    assert_eq!(app.state(), "unlocked");
    let_go.send(()).unwrap();
    assert!(block_on(scan).unwrap().is_err());
    app.ok("hidden", json!({}));
    assert_eq!(app.state(), "locked");
}

#[test]
fn many_pictures_tell_how_far_they_are_and_stop_when_asked_with_what_was_found() {
    let app = TestApp::with_vault();
    let blank = app.path("blank");
    fs::create_dir_all(&blank).unwrap();
    save_picture(&uri("First", SECRET), &blank.join("000.png"));
    let noise = image::RgbImage::from_fn(1_200, 1_200, |x, y| {
        let hash = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)) >> 13;
        image::Rgb([(hash & 255) as u8; 3])
    });
    noise.save(blank.join("001.png")).unwrap();
    for i in 2..60 {
        fs::copy(blank.join("001.png"), blank.join(format!("{i:03}.png"))).unwrap();
    }
    let capture = app.capture();
    let reading = spawn(async move { capture.files(vec![blank]).await });
    let mut events = Vec::new();
    eventually(|| {
        events.extend(app.outside.events());
        let is_told = |e: &_| matches!(e, Event::Capture(Some(Progress { done: 1.., total: 60 })));
        events.iter().any(is_told)
    });
    app.ok("cancel_capture", json!({}));
    let review = serde_json::to_value(block_on(reading).unwrap().unwrap()).unwrap();
    assert_eq!(issuers(&review), ["First"]);
    assert!(review["sources"].as_array().unwrap().len() < 60);
    assert_eq!(app.outside.events().last(), Some(&Event::Capture(None)));
    // What is asked for later is read.
    let path = app.path("later.txt");
    fs::write(&path, uri("Later", SECRET)).unwrap();
    assert_eq!(issuers(&app.import(vec![path])), ["First", "Later"]);
}

#[test]
fn a_text_that_is_being_read_stops_when_asked_and_gives_nothing() {
    let app = TestApp::with_vault();
    let path = app.path("long.txt");
    fs::write(&path, long_text()).unwrap();
    let capture = app.capture();
    let file = spawn(async move { capture.files(vec![path]).await.map_err(|_| Value::Null) });
    until_reading(&app);
    app.ok("cancel_capture", json!({}));
    let review = serde_json::to_value(block_on(file).unwrap().unwrap()).unwrap();
    assert_eq!((issuers(&review), &review["sources"]), (vec![], &json!([])));

    let typed = begin(&app, "import_text", json!({ "text": long_text() }));
    until_reading(&app);
    app.ok("cancel_capture", json!({}));
    let review: Value = serde_json::from_str(&block_on(typed).unwrap().unwrap()).unwrap();
    assert_eq!((issuers(&review), &review["sources"]), (vec![], &json!([])));
}

#[test]
fn the_keeper_goes_on_while_a_text_is_read() {
    let app = TestApp::with_vault();
    let reading = begin(&app, "import_text", json!({ "text": long_text() }));
    until_reading(&app);
    assert_eq!(app.ok("list_entries", json!({})), json!([]));
    assert!(!reading.is_finished());
    app.ok("cancel_capture", json!({}));
    block_on(reading).unwrap().unwrap();
}

/// A reader on a kernel without Landlock and seccomp, and one behind both.
#[test]
#[cfg(target_os = "linux")]
fn a_reader_without_walls_is_told_of_once() {
    use std::os::unix::fs::PermissionsExt;
    use tessera_reader_wire::{Wall, Walls, write_done, write_ready};

    let both = Walls { files: Wall::Whole, calls: Wall::Whole };
    for (walls, told) in [(Walls::NONE, 1), (both, 0)] {
        let app = TestApp::with_vault();
        let mut says = Vec::new();
        write_ready(&mut says, walls).unwrap();
        write_done(&mut says, Ok(())).unwrap();
        fs::write(app.path("says"), says).unwrap();
        let program = app.path("reader");
        let script =
            format!("#!/bin/sh\n/bin/cat '{}'\n/bin/cat >/dev/null\n", app.path("says").display());
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        *app.outside.reader.lock().unwrap() = Some(program);
        let picture = app.path("code.png");
        save_picture(&uri("GitHub", SECRET), &picture);
        for _ in 0..2 {
            app.import(vec![picture.clone()]);
        }
        let notices = app.outside.events().into_iter();
        let notices = notices.filter(|event| *event == Event::Notice(Reason::ReaderUnconfined));
        assert_eq!(notices.count(), told, "{walls:?}");
    }
}

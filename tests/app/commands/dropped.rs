//! What is dropped on the window: files, pictures and links of web pages, texts.

use std::fs;

use data_encoding::BASE64;
use serde_json::json;
use tessera_app::events::Event;
use tessera_app::types::{Problem, Reason};
use tessera_screen::{Content, ScreenError, Shot};

use super::captures::shot;
use crate::accounts::{SECRET, save_picture, uri};
use crate::test_app::TestApp;

const OTHER: &str = "JBSWY3DPEHPK3PXP";

/// A screen on which there is nothing.
fn blank_shot() -> Shot {
    let (width, height) = (64, 64);
    let rgba = vec![255; 64 * 64 * 4].into();
    Shot { name: String::new(), content: Content::Pixels { width, height, rgba } }
}

#[test]
fn what_is_dragged_out_of_a_page_is_read_or_says_what_to_do() {
    let app = TestApp::with_vault();
    let path = app.path("code.png");
    save_picture(&uri("GitHub", SECRET), &path);
    let inline = BASE64.encode(&fs::read(&path).unwrap());
    let drawn_by_others = format!("https://qr.example/draw?size=200&data={}", uri("GitLab", OTHER));
    let addresses = [
        format!("data:image/png;base64,{inline}"),
        drawn_by_others,
        uri("Gitea", OTHER),
        format!("https://site.example/setup/{OTHER}.png"),
        "data:image/png;base64,????".to_owned(),
    ];
    app.capture().dropped(addresses.into_iter().map(Into::into).collect());
    app.settle();
    let events = app.outside.events();
    let [Event::Review(review)] = &events[..] else { panic!("{events:?}") };
    let issuers: Vec<_> = review.drafts.iter().map(|draft| &*draft.issuer).collect();
    assert_eq!(issuers, ["GitHub", "GitLab", "Gitea"]);
    let problems = review.sources.iter().filter_map(|s| Some((&*s.name, s.problem?)));
    assert_eq!(problems.collect::<Vec<_>>(), [("", Problem::OnAPage); 2]);
}

#[test]
fn a_picture_dragged_out_of_a_page_is_looked_for_on_the_screen() {
    let app = TestApp::with_vault();
    let on_a_page = "https://site.example/setup/code.png";
    app.outside.screen.lock().unwrap().replace(Ok(vec![shot(&uri("GitHub", SECRET))]));
    app.capture().dropped(vec![on_a_page.into()]);
    app.settle();
    let events = app.outside.events();
    let [Event::Review(review)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(review.drafts[0].issuer, "GitHub");
    app.ok("cancel_review", json!({ "id": review.id }));

    app.outside.screen.lock().unwrap().replace(Ok(vec![shot(&uri("GitLab", SECRET))]));
    let review = app.ok("import_dropped", json!({ "text": format!(" {on_a_page}\n") }));
    assert_eq!(review["drafts"][0]["issuer"], "GitLab");
    app.ok("cancel_review", json!({ "id": review["id"] }));

    let nothing =
        [Ok(vec![blank_shot()]), Err(ScreenError::Unsupported), Err(ScreenError::Cancelled)];
    for shots in nothing {
        app.outside.screen.lock().unwrap().replace(shots);
        let review = app.ok("import_dropped", json!({ "text": on_a_page }));
        assert_eq!(review["sources"][0]["problem"], "on_a_page");
        app.ok("cancel_review", json!({ "id": review["id"] }));
    }
}

#[test]
fn a_text_that_was_dropped_is_read_and_the_screen_is_left_alone() {
    let app = TestApp::with_vault();
    let path = app.path("code.png");
    save_picture(&uri("GitHub", SECRET), &path);
    let inline = BASE64.encode(&fs::read(&path).unwrap());
    let texts = [
        (format!("data:image/png;base64,{inline}"), "GitHub"),
        (uri("Gitea", OTHER), "Gitea"),
        (format!("Scan this: {}\nor ask us", uri("GitLab", SECRET)), "GitLab"),
        (format!("https://qr.example/draw?data={}", uri("Codeberg", SECRET)), "Codeberg"),
    ];
    for (text, issuer) in texts {
        let review = app.ok("import_dropped", json!({ "text": text }));
        assert_eq!(review["drafts"][0]["issuer"], issuer);
        app.ok("cancel_review", json!({ "id": review["id"] }));
    }
    for prose in ["Key: see the letter", "milk and bread"] {
        let review = app.ok("import_dropped", json!({ "text": prose }));
        assert_eq!(review["sources"][0]["problem"], "no_account", "{prose}");
        app.ok("cancel_review", json!({ "id": review["id"] }));
    }
    app.lock();
    assert_eq!(app.refused("import_dropped", json!({ "text": "x" })), "locked");
}

#[test]
fn a_drop_while_locked_gives_nothing_but_the_reason() {
    let app = TestApp::with_vault();
    let path = app.path("accounts.txt");
    fs::write(&path, uri("GitHub", SECRET)).unwrap();
    app.lock();
    app.capture().dropped(vec![path]);
    app.settle();
    let events = app.outside.events();
    assert!(
        matches!(&events[..], [Event::Notice(reason)] if *reason == Reason::Locked),
        "{events:?}"
    );
    app.unlock();
    app.capture().dropped(Vec::new());
    app.settle();
    assert_eq!(app.outside.events(), [Event::Status], "the vault is open, and nothing has waited");
}

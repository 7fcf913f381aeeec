//! Links and pictures that Tessera is started with, or is handed by a second start.

use std::path::Path;

use serde_json::json;
use tessera_app::events::Event;
use tessera_app::import::arrived;
use tessera_app::types::Review;

use crate::accounts::{PASSWORD, SECRET, save_picture, uri};
use crate::test_app::TestApp;

/// As the first start and the single instance do.
fn started_with(app: &TestApp, arguments: &[&str]) {
    let arguments = arguments.iter().map(|argument| (*argument).to_owned());
    app.capture().arrived(arrived(arguments, app.folder.path()));
    app.settle();
}

fn reviews(app: &TestApp) -> Vec<Review> {
    let events = app.outside.events().into_iter();
    events
        .filter_map(|event| if let Event::Review(review) = event { Some(review) } else { None })
        .collect()
}

fn issuers(review: &Review) -> Vec<&str> {
    review.drafts.iter().map(|draft| &*draft.issuer).collect()
}

#[test]
fn a_link_while_the_vault_is_open_becomes_a_review_at_once() {
    let app = TestApp::with_vault();
    started_with(&app, &["--flag", &uri("GitHub", SECRET)]);
    let reviews = reviews(&app);
    assert_eq!(reviews.iter().map(issuers).collect::<Vec<_>>(), [["GitHub"]]);
    assert_eq!(app.ok("status", json!({}))["waiting"], 0);
}

#[test]
fn links_and_pictures_wait_unread_for_the_unlock() {
    let app = TestApp::with_vault();
    app.lock();
    app.outside.events();
    // Not there yet: a picture that waits is not read before it may be.
    started_with(&app, &[&uri("GitHub", SECRET), "late.png"]);
    assert_eq!(app.outside.events(), [Event::Status]);
    assert_eq!(app.ok("status", json!({}))["waiting"], 2);
    save_picture(&uri("GitLab", SECRET), &app.path("late.png"));
    app.unlock();
    app.settle();
    assert_eq!(reviews(&app).iter().map(issuers).collect::<Vec<_>>(), [["GitHub", "GitLab"]]);
    assert_eq!(app.ok("status", json!({}))["waiting"], 0);
    // They are handed on once.
    app.lock();
    app.unlock();
    app.settle();
    assert_eq!(reviews(&app), []);
}

#[test]
fn a_link_before_there_is_a_vault_waits_for_one() {
    let app = TestApp::new();
    started_with(&app, &[&uri("GitHub", SECRET)]);
    app.ok("create_vault", json!({ "password": PASSWORD }));
    app.settle();
    assert_eq!(reviews(&app).iter().map(issuers).collect::<Vec<_>>(), [["GitHub"]]);
}

#[test]
fn only_so_many_links_wait_and_the_same_one_waits_once() {
    let app = TestApp::with_vault();
    app.lock();
    for i in 0..30 {
        let link = uri(&format!("No{i}"), SECRET);
        started_with(&app, &[&link, &link]);
    }
    assert_eq!(app.ok("status", json!({}))["waiting"], 20);
}

#[test]
fn the_parts_of_a_transfer_come_together_from_links_and_pictures_in_any_order() {
    let app = TestApp::with_vault();
    let parts = read_parts();
    save_picture(&parts[2], &app.path("third.png"));
    save_picture(&parts[0], &app.path("first.png"));
    let review = app.import(vec![app.path("third.png"), app.path("first.png")]);
    assert_eq!(review["batches"], json!([{ "have": 2, "of": 4, "missing": [2, 4] }]));
    // Once more, and then the fourth.
    started_with(&app, &[&parts[2], &parts[3]]);
    let reviews = reviews(&app);
    let [review] = &reviews[..] else { panic!("{reviews:?}") };
    assert_eq!(review.batches[0].missing, [2]);
    assert_eq!(review.drafts.len(), 3);
}

/// Four transfer codes with an account each.
fn read_parts() -> [String; 4] {
    std::array::from_fn(|index| {
        let index = index as u8;
        let name = format!("Part{index}");
        let account = [
            vec![0x0a, 10, b'1', b'2', b'3', b'4', b'5', b'6', b'7', b'8', b'9', b'0' + index],
            vec![0x12, name.len() as u8],
            name.into_bytes(),
            // SHA-1, six digits, by time.
            vec![0x20, 1, 0x28, 1, 0x30, 2],
        ]
        .concat();
        let mut payload = vec![0x0a, account.len() as u8];
        payload.extend(account);
        // Version 1, part of four, the batch's id.
        payload.extend([0x10, 1, 0x18, 4, 0x20, index, 0x28, 77]);
        let data = data_encoding::BASE64URL.encode(&payload).replace('=', "%3D");
        format!("otpauth-migration://offline?data={data}")
    })
}

#[test]
fn a_path_is_seen_from_where_tessera_was_started() {
    let arrived = arrived(["code.png".to_owned()], Path::new("/home/ada"));
    assert_eq!(format!("{arrived:?}"), r#"[Path("/home/ada/code.png")]"#);
}

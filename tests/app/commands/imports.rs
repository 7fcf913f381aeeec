//! Ways in: pictures, texts and the clipboard; the review; nothing is stored before it is confirmed.

use std::fs;

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::ports::clipboard::Pasted;
use tessera_app::types::DraftStatus;
use tessera_core::otpauth;
use tessera_exchange::draft::Draft;
use tessera_reader_client::Pixels;

use crate::accounts::{SECRET, form_with, rgba, save_picture, uri};
use crate::outside::NOW;
use crate::test_app::TestApp;

const OTHER: &str = "JBSWY3DPEHPK3PXP";

fn count(app: &TestApp) -> usize {
    app.ok("list_entries", json!({})).as_array().unwrap().len()
}

#[test]
fn a_dropped_picture_is_reviewed_and_stored_only_when_confirmed() {
    let app = TestApp::with_vault();
    let path = app.path("code.png");
    save_picture(&uri("GitHub", SECRET), &path);
    app.capture().dropped(vec![path]);
    app.settle();
    let events = app.outside.events();
    let [Event::Review(review)] = &events[..] else { panic!("{events:?}") };
    assert_eq!((review.drafts[0].status, review.plain_files), (DraftStatus::New, 1));
    assert_eq!((&*review.sources[0].name, &review.sources[0].problem), ("code.png", &None));
    assert_eq!(count(&app), 0);

    let confirmed = app.ok("confirm_review", json!({ "id": review.id, "ticked": [0] }));
    let rows = app.ok("list_entries", json!({}));
    assert_eq!(confirmed["added"], json!([rows[0]["id"]]));
    assert_eq!(rows[0]["issuer"], "GitHub");
    let shown = app.ok("show_rows", json!({ "ids": [rows[0]["id"]] }));
    let otp = otpauth::parse(&uri("GitHub", SECRET)).unwrap().otp;
    assert_eq!(shown[0]["code"], otp.code_at(NOW).expose());

    app.ok("undo", json!({ "token": confirmed["undo"] }));
    assert_eq!(count(&app), 0);
}

/// Whoever enrolled an account here has yet to see the site take a code; elsewhere it was in use.
#[test]
fn what_was_in_use_in_another_app_counts_as_confirmed() {
    let confirmed = |name: &str, content: &[u8]| {
        let app = TestApp::with_vault();
        fs::write(app.path(name), content).unwrap();
        let review = app.import(vec![app.path(name)]);
        app.ok("confirm_review", json!({ "id": review["id"], "ticked": [0] }));
        let rows = app.ok("list_entries", json!({}));
        rows[0]["confirmed"].as_bool().unwrap()
    };
    let picture = |text: &str| {
        let folder = tempfile::tempdir().unwrap();
        save_picture(text, &folder.path().join("code.png"));
        fs::read(folder.path().join("code.png")).unwrap()
    };
    let stored = json!([{ "secret": SECRET, "issuer": "GitHub", "label": "ada", "digits": 6,
        "type": "TOTP", "algorithm": "SHA1", "period": 30, "tags": [] }]);
    let transfer =
        "otpauth-migration://offline?data=CiAKCkhlbGxvIXI/oTsSBUFsaWNlGgVIb3VzZSABKAEwAhABGAEgACgB";
    assert!(confirmed("andotp.json", stored.to_string().as_bytes()));
    assert!(confirmed("links.txt", uri("GitHub", SECRET).as_bytes()));
    assert!(confirmed("transfer.png", &picture(transfer)));
    assert!(!confirmed("code.png", &picture(&uri("GitHub", SECRET))));

    let app = TestApp::with_vault();
    let review = app.ok("import_text", json!({ "text": uri("GitHub", SECRET) }));
    app.ok("confirm_review", json!({ "id": review["id"], "ticked": [0] }));
    assert_eq!(app.ok("list_entries", json!({}))[0]["confirmed"], false);
}

#[test]
fn a_review_says_what_each_draft_is_to_the_vault() {
    let app = TestApp::with_vault();
    let mine = form_with("GitHub", SECRET, json!({ "account": "ada" }));
    app.ok("add_entry", json!({ "entry": mine }));
    let changed = form_with("Loom", SECRET, json!({ "account": "ada" }));
    app.ok("add_entry", json!({ "entry": changed }));
    let lines = [
        uri("GitHub", SECRET),
        // The other app had both, so that it does not differ from the one of the vault.
        uri("GitHub", OTHER),
        uri("Loom", OTHER),
        uri("GitLab", OTHER),
        uri("GitLab", OTHER),
        "otpauth://totp/bad?secret=1".to_owned(),
        "otpauth://yotp/odd?secret=GEZDGNBV".to_owned(),
    ];
    let path = app.path("accounts.txt");
    fs::write(&path, lines.join("\n")).unwrap();
    let review = app.import(vec![path]);
    let statuses: Vec<_> =
        review["drafts"].as_array().unwrap().iter().map(|d| &d["status"]).collect();
    assert_eq!(
        statuses,
        ["duplicate", "new", "conflict", "new", "duplicate", "invalid", "unsupported"]
    );
    assert_eq!(
        review["drafts"][2]["reason"],
        json!({ "code": "differs", "params": { "field": "secret" } })
    );
    assert_eq!(review["drafts"][5]["reason"]["code"], "secret_character");

    // What is here already, or gives no codes, is not added whatever is ticked.
    let all = json!({ "id": review["id"], "ticked": [0, 1, 2, 3, 4, 5, 6, 99] });
    let confirmed = app.ok("confirm_review", all);
    assert_eq!(confirmed["added"].as_array().unwrap().len(), 3);
    assert_eq!(count(&app), 5);
}

#[test]
fn a_source_that_gives_nothing_is_named_with_the_reason_and_sinks_no_other() {
    let app = TestApp::with_vault();
    let write = |name: &str, content: &[u8]| {
        fs::write(app.path(name), content).unwrap();
        app.path(name)
    };
    image::GrayImage::new(64, 64).save(app.path("blank.png")).unwrap();
    save_picture("https://example.org", &app.path("link.png"));
    let whole = fs::read(app.path("link.png")).unwrap();
    let paths = vec![
        write("empty.txt", b""),
        write("junk.bin", b"\xff\xfe\x00\x01"),
        write("notes.txt", b"milk and bread"),
        write("torn.png", &whole[..whole.len() / 2]),
        app.path("blank.png"),
        app.path("link.png"),
        app.path("nowhere.png"),
        app.vault(),
        write("good.txt", uri("GitHub", SECRET).as_bytes()),
    ];
    let review = app.import(paths);
    let problems: Vec<_> =
        review["sources"].as_array().unwrap().iter().map(|s| &s["problem"]).collect();
    assert_eq!(
        problems,
        [
            &json!("empty"),
            &json!("not_a_picture"),
            &json!("no_account"),
            &json!("damaged"),
            &json!("no_code"),
            &json!("no_account"),
            &json!("not_readable"),
            // Asks for its password.
            &Value::Null,
            &Value::Null,
        ]
    );
    assert_eq!(review["drafts"].as_array().unwrap().len(), 1);
    assert!(!review.to_string().contains(app.folder.path().to_str().unwrap()), "a path got out");
}

#[test]
fn what_comes_while_a_review_is_open_joins_it() {
    let app = TestApp::with_vault();
    let (one, two) = (app.path("one.txt"), app.path("two.txt"));
    fs::write(&one, uri("GitHub", SECRET)).unwrap();
    fs::write(&two, uri("GitLab", SECRET)).unwrap();
    let first = app.import(vec![one]);
    let both = app.import(vec![two]);
    assert_eq!(first["id"], both["id"]);
    assert_eq!(both["drafts"].as_array().unwrap().len(), 2);
}

#[test]
fn text_and_pictures_come_off_the_clipboard() {
    let app = TestApp::with_vault();
    assert_eq!(app.refused("paste_import", json!({})), "nothing_on_clipboard");
    app.outside.copies(Pasted::Text(uri("GitHub", SECRET).into()));
    let review = app.ok("paste_import", json!({}));
    assert_eq!(
        (&review["plain_files"], &review["drafts"][0]["issuer"]),
        (&json!(0), &json!("GitHub"))
    );
    app.ok("cancel_review", json!({ "id": review["id"] }));

    let (width, height, rgba) = rgba(&uri("GitLab", SECRET));
    app.outside.copies(Pasted::Pixels(Pixels { width, height, rgba }));
    let review = app.ok("paste_import", json!({}));
    assert_eq!(
        (&review["plain_files"], &review["drafts"][0]["issuer"]),
        (&json!(0), &json!("GitLab"))
    );
}

#[test]
fn a_picture_that_claims_more_pixels_than_it_has_is_refused() {
    let app = TestApp::with_vault();
    for (width, height) in [(10_000, 10_000), (u32::MAX, u32::MAX), (0, 0)] {
        let rgba = vec![0; 16].into();
        app.outside.copies(Pasted::Pixels(Pixels { width, height, rgba }));
        let review = app.ok("paste_import", json!({}));
        assert_eq!(review["drafts"], json!([]), "{width} x {height}");
    }
}

#[test]
fn a_review_is_confirmed_or_cancelled_once() {
    let app = TestApp::with_vault();
    app.outside.copies(Pasted::Text(uri("GitHub", SECRET).into()));
    let id = app.ok("paste_import", json!({}))["id"].clone();
    app.ok("cancel_review", json!({ "id": id }));
    assert_eq!(app.refused("confirm_review", json!({ "id": id, "ticked": [0] })), "expired");
    assert_eq!(app.refused("cancel_review", json!({ "id": id })), "expired");
}

#[test]
fn what_another_program_added_during_the_review_is_not_added_again() {
    let app = TestApp::with_vault();
    app.outside.copies(Pasted::Text(uri("GitHub", SECRET).into()));
    let review = app.ok("paste_import", json!({}));
    let same = Draft::new(otpauth::parse(&uri("GitHub", SECRET)).unwrap()).confirm().unwrap();
    app.elsewhere(|vault, rng| {
        vault.contents_mut().add(same.clone(), NOW, rng);
    });
    let confirmed = app.ok("confirm_review", json!({ "id": review["id"], "ticked": [0] }));
    assert_eq!((&confirmed["added"], count(&app)), (&json!([]), 1));
}

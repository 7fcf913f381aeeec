//! Accounts come in from files, through the review.

use serde_json::json;

use super::{Line, changes, looks, refused};
use crate::faces::prepared::SEAL;

pub const LINES: &[Line] = &[
    changes(
        "a file of links",
        &["choose_import", "confirm_review"],
        |w| {
            w.choose("uris.txt");
            w.confirm(&w.call("choose_import", json!({}))?)
        },
        &["import", "uris.txt"],
    ),
    changes(
        "a folder of pictures",
        &["choose_import_folder", "confirm_review"],
        |w| {
            w.choose("pictures");
            w.confirm(&w.call("choose_import_folder", json!({}))?)
        },
        &["import", "pictures"],
    ),
    changes(
        "a sealed file",
        &["choose_import", "open_source", "confirm_review"],
        |w| {
            w.choose("sealed.json");
            let review = w.call("choose_import", json!({}))?;
            let asked =
                json!({ "review": review["id"], "source": 0, "password": SEAL, "agreed": false });
            w.confirm(&w.call("open_source", asked)?)
        },
        &["import", "sealed.json", "--source-password-file", "seal"],
    ),
    refused(
        "a sealed file and a wrong password",
        ("wrong_password", 1),
        &["choose_import", "open_source"],
        |w| {
            w.choose("sealed.json");
            let review = w.call("choose_import", json!({}))?;
            let asked = json!({
                "review": review["id"], "source": 0, "password": w.read("wrong"),
                "agreed": false,
            });
            w.call("open_source", asked)
        },
        &["import", "sealed.json", "--source-password-file", "wrong"],
    ),
    changes(
        "accounts that are in the vault already",
        &["choose_import", "confirm_review"],
        |w| {
            w.choose("again.txt");
            w.confirm(&w.call("choose_import", json!({}))?)
        },
        &["import", "again.txt"],
    ),
    changes(
        "another vault",
        &["choose_import", "open_source", "confirm_review"],
        |w| {
            w.choose("other.tessera");
            let review = w.call("choose_import", json!({}))?;
            let asked = json!({
                "review": review["id"], "source": 0, "password": w.read("data-password"),
                "agreed": false,
            });
            w.confirm(&w.call("open_source", asked)?)
        },
        &["import", "other.tessera", "--source-password-file", "data-password"],
    ),
    looks(
        "a review that is called off",
        &["choose_import", "cancel_review"],
        |w| {
            w.choose("uris.txt");
            let review = w.call("choose_import", json!({}))?;
            w.call("cancel_review", json!({ "id": review["id"] }))
        },
        &["import", "--dry-run", "uris.txt"],
    ),
];

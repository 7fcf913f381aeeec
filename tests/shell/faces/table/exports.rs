//! Accounts leave for other apps.

use serde_json::json;
use tessera_exchange::formats::write::PLAINTEXT;

use super::{Line, UNOPENED, changes, looks, refused};
use crate::accounts::PASSWORD;
use crate::faces::Answer;
use crate::faces::prepared::{SEAL, Situation};
use crate::faces::window::Window;

pub const LINES: &[Line] = &[
    looks(
        "where accounts can go",
        &["export_targets"],
        |w| w.call("export_targets", json!({})),
        &["formats"],
    )
    .locked(),
    looks(
        "what would go",
        &["preview_export"],
        |w| w.call("preview_export", json!({ "to": "uris" })),
        &["export", "--to", "uris", "--plaintext", "-"],
    ),
    changes(
        "links in a file",
        &["export_accounts"],
        |w| {
            w.choose("out.txt");
            leave(w, "uris", PASSWORD, Some(PLAINTEXT))
        },
        &["export", "--to", "uris", "--plaintext", "out.txt"],
    ),
    changes(
        "a sealed file",
        &["export_accounts"],
        |w| {
            w.choose("out.json");
            leave(w, "aegis-encrypted", PASSWORD, None)
        },
        &["export", "--to", "aegis-encrypted", "--export-password-file", "seal", "out.json"],
    ),
    changes(
        "a picture for a phone",
        &["export_accounts"],
        |w| {
            w.choose("out.png");
            leave(w, "google-qr", PASSWORD, Some(PLAINTEXT))
        },
        &["export", "--to", "google-qr", "--plaintext", "out.png"],
    ),
    refused(
        "accounts in a file, without a word",
        // Without a terminal nobody can be asked: the arguments do not say enough.
        ("not_confirmed", 2),
        &["export_accounts"],
        |w| {
            w.choose("out.txt");
            leave(w, "uris", PASSWORD, None)
        },
        &["export", "--to", "uris", "out.txt"],
    )
    .besides(UNOPENED),
    refused(
        "accounts in the place of the vault",
        ("own_file", 2),
        &["export_accounts"],
        |w| {
            w.choose("vault.tessera");
            leave(w, "uris", PASSWORD, Some(PLAINTEXT))
        },
        &["export", "--to", "uris", "--plaintext", "--force", "vault.tessera"],
    ),
    changes(
        "entries that cannot be read",
        &["export_quarantine"],
        |w| {
            w.choose("out.json");
            w.call("export_quarantine", json!({ "password": w.read("data-password") }))
        },
        &["export", "--to", "unreadable", "--plaintext", "out.json"],
    )
    .on(Situation::WithUnreadable)
    .with_password("data-password"),
];

fn leave(w: &Window, to: &str, password: &str, confirmation: Option<&str>) -> Answer {
    let asked = json!({
        "to": to, "password": password, "seal": SEAL, "confirmation": confirmation,
    });
    w.call("export_accounts", asked)
}

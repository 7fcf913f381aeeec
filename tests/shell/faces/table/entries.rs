//! Accounts are listed, typed in, edited, thrown away.

use serde_json::json;

use super::super::prepared::Situation;
use super::{Line, UNOPENED, changes, looks, refused};
use crate::accounts::{form, form_with};

pub const LINES: &[Line] = &[
    looks("the accounts", &["list_entries"], |w| w.call("list_entries", json!({})), &["list"]),
    looks("the trash", &["list_trash"], |w| w.call("list_trash", json!({})), &["list", "--trash"]),
    looks(
        "a note",
        &["entry_note"],
        |w| w.call("entry_note", json!({ "id": w.id("Mail") })),
        &["note", "Mail"],
    ),
    looks(
        "what an account was before",
        &["earlier_values"],
        |w| w.call("earlier_values", json!({ "id": w.id("Mail") })),
        &["history", "Mail"],
    )
    .on(Situation::Changed),
    changes(
        "an account as it was before",
        &["earlier_values", "put_back"],
        |w| {
            let id = w.id("Mail");
            let earlier = w.call("earlier_values", json!({ "id": id }))?;
            let put_back = json!({ "id": id, "key": earlier[0]["key"], "password": null });
            w.call("put_back", put_back)
        },
        &["history", "Mail", "--put-back", "1"],
    )
    .on(Situation::Changed),
    looks(
        "recovery codes",
        &["recovery_codes"],
        |w| w.call("recovery_codes", json!({ "id": w.id("Mail"), "shown": true })),
        &["recovery-codes", "Mail", "--show"],
    )
    .on(Situation::Changed),
    changes(
        "one account of two that give the same codes",
        &["merge_twins"],
        |w| w.call("merge_twins", json!({ "keep": w.id("Mail") })),
        &["merge-accounts", "Mail"],
    )
    .on(Situation::Changed),
    refused(
        "one account where no other gives the same codes",
        ("no_twins", 5),
        &["merge_twins"],
        |w| w.call("merge_twins", json!({ "keep": w.id("GitHub") })),
        &["merge-accounts", "GitHub"],
    ),
    changes(
        "new recovery codes",
        &["set_recovery_codes"],
        |w| {
            let text = w.read("codes");
            w.call("set_recovery_codes", json!({ "id": w.id("Mail"), "text": text }))
        },
        &["recovery-codes", "Mail", "--add", "codes"],
    )
    .on(Situation::Changed),
    changes(
        "a recovery code that was used",
        &["recovery_codes", "tick_recovery_code"],
        |w| {
            let id = w.id("Mail");
            let codes = w.call("recovery_codes", json!({ "id": id, "shown": false }))?;
            let tick = json!({ "id": id, "key": codes[1]["key"], "used": true });
            w.call("tick_recovery_code", tick)
        },
        &["recovery-codes", "Mail", "--use", "2"],
    )
    .on(Situation::Changed),
    changes(
        "no recovery codes any more",
        &["remove_recovery_codes"],
        |w| w.call("remove_recovery_codes", json!({ "id": w.id("Mail") })),
        &["recovery-codes", "Mail", "--clear"],
    )
    .on(Situation::Changed),
    changes(
        "a time-based account",
        &["add_entry"],
        |w| {
            let secret = w.read("secret");
            let typed = json!({ "algorithm": "SHA256", "digits": 8, "period": 60 });
            w.call("add_entry", json!({ "entry": form_with("Site", &secret, typed) }))
        },
        &[
            "add",
            "--issuer",
            "Site",
            "--account",
            "ada@example.org",
            "--secret-file",
            "secret",
            "--algorithm",
            "SHA256",
            "--digits",
            "8",
            "--period",
            "60",
            "--tag",
            "Work",
        ],
    ),
    changes(
        "a counter-based account",
        &["add_entry"],
        |w| {
            let typed = json!({ "kind": "hotp", "counter": "12", "tags": [] });
            let entry = form_with("Site", &w.read("secret"), typed);
            w.call("add_entry", json!({ "entry": entry }))
        },
        &[
            "add",
            "--issuer",
            "Site",
            "--account",
            "ada@example.org",
            "--secret-file",
            "secret",
            "--kind",
            "hotp",
            "--counter",
            "12",
        ],
    ),
    changes(
        "an account of Steam",
        &["add_entry"],
        |w| {
            let typed = json!({ "kind": "steam", "tags": [] });
            w.call("add_entry", json!({ "entry": form_with("Steam", &w.read("secret"), typed) }))
        },
        &[
            "add",
            "--issuer",
            "Steam",
            "--account",
            "ada@example.org",
            "--secret-file",
            "secret",
            "--kind",
            "steam",
        ],
    ),
    refused(
        "more digits than a code has",
        ("invalid_digits", 2),
        &["add_entry"],
        |w| {
            let entry = form_with("Site", &w.read("secret"), json!({ "digits": 11 }));
            w.call("add_entry", json!({ "entry": entry }))
        },
        &["add", "--issuer", "Site", "--secret-file", "secret", "--digits", "11"],
    )
    .besides(UNOPENED),
    refused(
        "what is no secret",
        ("secret_character", 1),
        &["add_entry"],
        |w| w.call("add_entry", json!({ "entry": form("Site", &w.read("no-secret")) })),
        &["add", "--issuer", "Site", "--secret-file", "no-secret"],
    ),
    changes(
        "other names",
        &["edit_entry"],
        |w| w.edit("GitHub", json!({ "issuer": "Git Hub", "account": "grace" })),
        &["edit", "GitHub", "--issuer", "Git Hub", "--account", "grace"],
    ),
    changes(
        "other tags",
        &["edit_entry"],
        |w| w.edit("GitHub", json!({ "tags": ["Sea", "Harbour"] })),
        &["edit", "GitHub", "--tag", "Sea", "--tag", "Harbour"],
    ),
    changes(
        "no tags",
        &["edit_entry"],
        |w| w.edit("GitHub", json!({ "tags": [] })),
        &["edit", "GitHub", "--no-tags"],
    ),
    changes(
        "a pin",
        &["edit_entry"],
        |w| w.edit("GitHub", json!({ "pinned": true })),
        &["edit", "GitHub", "--pin"],
    ),
    changes(
        "a confirmed code",
        &["edit_entry"],
        |w| w.edit("GitHub", json!({ "confirmed": true })),
        &["edit", "GitHub", "--confirmed"],
    ),
    refused(
        "a counter for an account that has none",
        ("invalid_counter", 2),
        &["edit_entry"],
        |w| w.edit("GitHub", json!({ "counter": "40" })),
        &["edit", "GitHub", "--counter", "40"],
    ),
    changes(
        "a counter that was out of step",
        &["edit_entry"],
        |w| w.edit("Bank", json!({ "counter": "40" })),
        &["edit", "Bank", "--counter", "40"],
    ),
    changes(
        "a note",
        &["edit_entry"],
        |w| w.edit("GitHub", json!({ "note": w.read("note") })),
        &["note", "GitHub", "--file", "note"],
    ),
    changes(
        "no note",
        &["edit_entry"],
        |w| w.edit("Mail", json!({ "note": "" })),
        &["note", "Mail", "--clear"],
    ),
    refused(
        "an account that is there already",
        ("already_here", 1),
        &["add_entry"],
        |w| w.call("add_entry", json!({ "entry": form("GitHub", &w.read("secret")) })),
        &["add", "--issuer", "GitHub", "--account", "ada@example.org", "--secret-file", "secret"],
    ),
    refused(
        "an account that is not there",
        ("not_found", 5),
        &["remove_entry"],
        |w| w.call("remove_entry", json!({ "id": "8d0c9a9e-7a3f-4f35-9d6a-0f5b1f6c2e11" })),
        &["remove", "8d0c9a9e-7a3f-4f35-9d6a-0f5b1f6c2e11"],
    ),
    changes(
        "into the trash",
        &["remove_entry"],
        |w| w.call("remove_entry", json!({ "id": w.id("GitHub") })),
        &["remove", "GitHub"],
    ),
    changes(
        "out of the trash",
        &["restore_entry"],
        |w| w.call("restore_entry", json!({ "id": w.id("Trashed") })),
        &["remove", "--undo", "Trashed"],
    ),
    changes(
        "gone for good",
        &["delete_entry"],
        |w| w.call("delete_entry", json!({ "id": w.id("Trashed") })),
        &["remove", "--for-good", "Trashed"],
    ),
];

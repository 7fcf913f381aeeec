//! Backups are made and restored.

use serde_json::json;

use super::{Line, changes, looks, refused};
use crate::accounts::PASSWORD;
use crate::faces::prepared::Situation;

pub const LINES: &[Line] = &[
    looks("what is kept", &["list_backups"], |w| w.call("list_backups", json!({})), &["check"])
        .locked(),
    changes(
        "a backup under a key of its own",
        &["export_backup"],
        |w| {
            w.choose("out.tessera");
            w.call("export_backup", json!({ "password": PASSWORD }))
        },
        &["export", "--to", "tessera", "out.tessera"],
    ),
    // `backup` makes an exact copy: as old as the vault, and as dear to guess at.
    changes(
        "a backup",
        &["export_backup"],
        |w| {
            w.choose("out.tessera");
            w.call("export_backup", json!({ "password": PASSWORD }))
        },
        &["backup", "out.tessera"],
    )
    .besides(&[
        "/files/out.tessera/content/revision",
        "/files/out.tessera/content/saved_at",
        "/files/out.tessera/content/slots",
    ]),
    refused(
        "a backup in the place of the vault",
        ("own_file", 2),
        &["export_backup"],
        |w| {
            w.choose("vault.tessera");
            w.call("export_backup", json!({ "password": PASSWORD }))
        },
        &["export", "--to", "tessera", "--force", "vault.tessera"],
    ),
    changes(
        "a backup where there is no vault",
        &["choose_backup", "restore_backup"],
        |w| {
            w.choose("older.tessera");
            w.call("choose_backup", json!({}))?;
            w.call("restore_backup", json!({ "password": PASSWORD }))
        },
        &["restore", "older.tessera"],
    )
    .on(Situation::Absent)
    .locked(),
    refused(
        "a backup and a wrong password",
        ("wrong_password", 3),
        &["choose_backup", "restore_backup"],
        |w| {
            w.choose("older.tessera");
            w.call("choose_backup", json!({}))?;
            w.call("restore_backup", json!({ "password": w.read("wrong") }))
        },
        &["restore", "older.tessera"],
    )
    .on(Situation::Absent)
    .with_password("wrong")
    .locked(),
    refused(
        "a backup that is none",
        ("not_a_vault", 4),
        &["choose_backup", "restore_backup"],
        |w| {
            w.choose("note");
            w.call("choose_backup", json!({}))?;
            w.call("restore_backup", json!({ "password": PASSWORD }))
        },
        &["restore", "note"],
    )
    .on(Situation::Absent)
    .locked(),
    changes(
        "an older version in the place of a damaged vault",
        &["list_backups", "restore_generation"],
        |w| {
            let asked = json!({ "id": w.generation(), "password": PASSWORD });
            w.call("restore_generation", asked)
        },
        &["restore", "generation.tessera", "--yes"],
    )
    .on(Situation::Damaged)
    .locked(),
    looks(
        "what an older version would bring back",
        &["list_backups", "compare_backup"],
        |w| w.call("compare_backup", json!({ "id": w.generation(), "password": null })),
        &["restore", "--dry-run", "generation.tessera"],
    ),
    changes(
        "an older version into the vault",
        &["list_backups", "restore_entries"],
        |w| {
            let asked = json!({ "id": w.generation(), "password": null, "entries": null });
            w.call("restore_entries", asked)
        },
        &["restore", "generation.tessera", "--yes"],
    ),
    changes(
        "one entry of an older version",
        &["list_backups", "restore_entries"],
        |w| {
            let entries = [w.id("Mail")];
            let asked = json!({ "id": w.generation(), "password": null, "entries": entries });
            w.call("restore_entries", asked)
        },
        &["restore", "generation.tessera", "--yes", "--only", "Mail"],
    ),
];

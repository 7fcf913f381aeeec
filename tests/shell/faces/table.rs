//! What both faces do: a name, what the window calls, what the command line runs.

use serde_json::json;
use tessera_exchange::formats::write::PLAINTEXT;

use super::Answer;
use super::prepared::{SEAL, Situation};
use super::window::Window;
use crate::accounts::{PASSWORD, form, form_with};

/// One thing that is done in two ways.
pub struct Line {
    pub name: &'static str,
    /// The commands that the window calls for it.
    pub commands: &'static [&'static str],
    pub window: fn(&Window) -> Answer,
    /// The arguments after the password's.
    pub command_line: &'static [&'static str],
    pub situation: Situation,
    /// The file that holds the password which is given.
    pub password: &'static str,
    /// Whether the window opens the vault first, as the command line does by itself.
    pub is_open: bool,
    pub end: End,
    /// Places where the faces do not do the same, on purpose: the line says why.
    pub besides: &'static [&'static str],
}

/// How both end.
#[derive(Clone, Copy, Debug)]
pub enum End {
    Done(Disk),
    /// The window gives this code, the command line this number, and nothing has changed.
    Refused {
        code: &'static str,
        exit: i32,
    },
}

/// What becomes of vault, generations, second folder and files.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Disk {
    Changes,
    Stays,
}

type Steps = fn(&Window) -> Answer;

/// Something that changes the open vault, or makes a file.
const fn changes(
    name: &'static str,
    commands: &'static [&'static str],
    window: Steps,
    command_line: &'static [&'static str],
) -> Line {
    Line {
        name,
        commands,
        window,
        command_line,
        situation: Situation::Usual,
        password: "password",
        is_open: true,
        end: End::Done(Disk::Changes),
        besides: &[],
    }
}

/// Something that only looks.
const fn looks(
    name: &'static str,
    commands: &'static [&'static str],
    window: Steps,
    command_line: &'static [&'static str],
) -> Line {
    Line { end: End::Done(Disk::Stays), ..changes(name, commands, window, command_line) }
}

/// Something that neither face does.
const fn refused(
    name: &'static str,
    (code, exit): (&'static str, i32),
    commands: &'static [&'static str],
    window: Steps,
    command_line: &'static [&'static str],
) -> Line {
    Line { end: End::Refused { code, exit }, ..changes(name, commands, window, command_line) }
}

impl Line {
    const fn on(self, situation: Situation) -> Self {
        Self { situation, ..self }
    }

    const fn with_password(self, password: &'static str) -> Self {
        Self { password, ..self }
    }

    /// The window begins before the vault is open.
    const fn locked(self) -> Self {
        Self { is_open: false, ..self }
    }

    /// Why stands beside it.
    const fn besides(self, besides: &'static [&'static str]) -> Self {
        Self { besides, ..self }
    }
}

/// Where the command line refuses before it opens the vault: it has not seen the second folder then.
const UNOPENED: &[&str] = &["/settings/vaults/here/second_at"];

pub const ALL: &[&[Line]] = &[OPENING, ENTRIES, IMPORTS, EXPORTS, BACKUPS, COPIES, WAYS, CODES];

const NEW_VAULT: &[&str] =
    &["init", "--kdf-memory", "19MiB", "--kdf-iterations", "2", "--kdf-parallelism", "1"];

pub const OPENING: &[Line] = &[
    changes(
        "a new vault",
        &["create_vault"],
        |w| w.call("create_vault", json!({ "password": PASSWORD })),
        NEW_VAULT,
    )
    .on(Situation::Absent)
    .locked(),
    refused(
        "a new vault in the place of another",
        ("exists", 1),
        &["create_vault"],
        |w| w.call("create_vault", json!({ "password": PASSWORD })),
        NEW_VAULT,
    )
    .locked(),
    refused(
        "a new vault without a password",
        ("weak_password", 2),
        &["create_vault"],
        |w| w.call("create_vault", json!({ "password": w.read("empty") })),
        NEW_VAULT,
    )
    .on(Situation::Absent)
    .with_password("empty")
    .locked(),
    looks("a vault is opened", &["unlock"], |w| w.unlock("password"), &["list"]).locked(),
    looks(
        "how the vault stands",
        &["status"],
        |w| w.call("status", json!({})),
        &["check", "--no-password"],
    )
    .locked(),
    refused(
        "a wrong password",
        ("wrong_password", 3),
        &["unlock"],
        |w| w.unlock("wrong"),
        &["list"],
    )
    .with_password("wrong")
    .locked(),
    refused("a damaged vault", ("damaged", 4), &["unlock"], |w| w.unlock("password"), &["list"])
        .on(Situation::Damaged)
        .locked(),
    refused("no vault", ("absent", 1), &["unlock"], |w| w.unlock("password"), &["list"])
        .on(Situation::Absent)
        .locked(),
];

pub const ENTRIES: &[Line] = &[
    looks("the accounts", &["list_entries"], |w| w.call("list_entries", json!({})), &["list"]),
    looks("the trash", &["list_trash"], |w| w.call("list_trash", json!({})), &["list", "--trash"]),
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

pub const IMPORTS: &[Line] = &[
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
            let asked = json!({ "review": review["id"], "source": 0, "password": SEAL });
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

pub const EXPORTS: &[Line] = &[
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

pub const BACKUPS: &[Line] = &[
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

pub const COPIES: &[Line] = &[
    changes(
        "a copy that a sync program left",
        &["list_conflicts", "merge_conflict"],
        |w| merge(w),
        &["merge"],
    )
    .on(Situation::WithConflict),
    refused(
        "a copy from before a change of the key",
        ("password_needed", 3),
        &["list_conflicts", "merge_conflict"],
        |w| merge(w),
        &["merge"],
    )
    .on(Situation::WithOldConflict),
];

fn merge(w: &Window) -> Answer {
    let conflict = w.call("list_conflicts", json!({}))?[0]["id"].clone();
    w.call("merge_conflict", json!({ "id": conflict, "password": null }))
}

const PASSWD: &[&str] = &["passwd", "--new-password-file", "new-password"];

pub const WAYS: &[Line] = &[
    changes(
        "a recovery code",
        &["make_recovery"],
        |w| w.call("make_recovery", json!({ "password": PASSWORD })),
        &["recovery", "make"],
    ),
    changes(
        "another recovery code",
        &["make_recovery"],
        |w| w.call("make_recovery", json!({ "password": PASSWORD })),
        &["recovery", "make"],
    )
    .on(Situation::WithRecovery),
    changes(
        "no recovery code any more",
        &["remove_recovery"],
        |w| w.call("remove_recovery", json!({ "password": PASSWORD })),
        &["recovery", "remove"],
    )
    .on(Situation::WithRecovery),
    changes(
        "a recovered vault",
        &["recover"],
        |w| recover(w, "code"),
        &["recover", "--code-file", "code", "--new-password-file", "new-password"],
    )
    .on(Situation::WithRecovery)
    .locked(),
    refused(
        "another vault's recovery code",
        ("wrong_recovery", 3),
        &["recover"],
        |w| recover(w, "other-code"),
        &["recover", "--code-file", "other-code", "--new-password-file", "new-password"],
    )
    .on(Situation::WithRecovery)
    .locked(),
    refused(
        "a recovery code with a slip",
        ("recovery_typo", 2),
        &["recover"],
        |w| recover(w, "mistyped-code"),
        &["recover", "--code-file", "mistyped-code", "--new-password-file", "new-password"],
    )
    .on(Situation::WithRecovery)
    .locked(),
    refused(
        "a recovery code for a vault that has none",
        ("no_recovery", 5),
        &["recover"],
        |w| recover(w, "other-code"),
        &["recover", "--code-file", "other-code", "--new-password-file", "new-password"],
    )
    .locked(),
    changes("another password", &["change_password"], |w| change_password(w, PASSWORD), PASSWD),
    changes(
        "another password and another recovery code",
        &["change_password"],
        |w| change_password(w, PASSWORD),
        PASSWD,
    )
    .on(Situation::WithRecovery),
    refused(
        "another password in the place of a wrong one",
        ("wrong_password", 3),
        &["change_password"],
        |w| {
            w.unlock("password")?;
            change_password(w, &w.read("wrong"))
        },
        PASSWD,
    )
    .with_password("wrong")
    .locked()
    .besides(UNOPENED),
];

fn recover(w: &Window, code: &str) -> Answer {
    w.call("recover", json!({ "code": w.read(code), "password": w.read("new-password") }))
}

fn change_password(w: &Window, old: &str) -> Answer {
    w.call("change_password", json!({ "old": old, "next": w.read("new-password") }))
}

pub const CODES: &[Line] = &[
    changes(
        "a code on the clipboard",
        &["copy_code"],
        |w| w.call("copy_code", json!({ "id": w.id("GitHub") })),
        &["code", "--copy", "GitHub"],
    ),
    changes(
        "a code on the clipboard, used up",
        &["copy_code"],
        |w| w.call("copy_code", json!({ "id": w.id("Bank") })),
        &["code", "--copy", "Bank"],
    ),
    looks(
        "codes that are only looked at",
        &["show_rows"],
        |w| w.call("show_rows", json!({ "ids": [w.id("GitHub"), w.id("Bank"), w.id("Mail")] })),
        &["code"],
    ),
];

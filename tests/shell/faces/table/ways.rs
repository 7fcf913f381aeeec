//! Passwords and recovery codes.

use serde_json::{Value, json};

use super::{Line, UNOPENED, changes, refused};
use crate::accounts::{PASSWORD, asked_groups};
use crate::faces::Answer;
use crate::faces::prepared::Situation;
use crate::faces::window::Window;

const PASSWD: &[&str] = &["passwd", "--new-password-file", "new-password"];

pub const LINES: &[Line] = &[
    changes(
        "a recovery code",
        &["make_recovery", "confirm_recovery"],
        make_recovery,
        &["recovery", "make"],
    ),
    changes(
        "another recovery code",
        &["make_recovery", "confirm_recovery"],
        make_recovery,
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
        &["recover", "confirm_recovery"],
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
        &["change_password", "confirm_recovery"],
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

fn make_recovery(w: &Window) -> Answer {
    let sheet = w.call("make_recovery", json!({ "password": PASSWORD }))?;
    w.call("confirm_recovery", asked_groups(&sheet))
}

fn recover(w: &Window, code: &str) -> Answer {
    let asked = json!({ "code": w.read(code), "password": w.read("new-password") });
    with_its_sheet(w, w.call("recover", asked)?)
}

fn change_password(w: &Window, old: &str) -> Answer {
    let asked = json!({ "old": old, "next": w.read("new-password") });
    with_its_sheet(w, w.call("change_password", asked)?)
}

/// The sheet that came with a change is confirmed, if one did.
fn with_its_sheet(w: &Window, rekeyed: Value) -> Answer {
    match &rekeyed["recovery"] {
        Value::Null => Ok(rekeyed),
        sheet => w.call("confirm_recovery", asked_groups(sheet)),
    }
}

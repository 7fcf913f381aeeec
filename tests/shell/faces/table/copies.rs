//! Copies of the vault are joined into it.

use serde_json::json;

use super::{Line, changes, refused};
use crate::faces::Answer;
use crate::faces::prepared::Situation;
use crate::faces::window::Window;

pub const LINES: &[Line] = &[
    changes(
        "a copy that a sync program left",
        &["list_conflicts", "merge_conflict"],
        merge,
        &["merge"],
    )
    .on(Situation::WithConflict),
    refused(
        "a copy from before a change of the key",
        ("password_needed", 3),
        &["list_conflicts", "merge_conflict"],
        merge,
        &["merge"],
    )
    .on(Situation::WithOldConflict),
];

fn merge(w: &Window) -> Answer {
    let conflict = w.call("list_conflicts", json!({}))?[0]["id"].clone();
    w.call("merge_conflict", json!({ "id": conflict, "password": null }))
}

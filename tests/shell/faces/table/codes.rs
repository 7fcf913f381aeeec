//! Codes are copied and looked at.

use serde_json::json;

use super::{Line, changes, looks};

pub const LINES: &[Line] = &[
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
        &["show_rows", "check_clock"],
        |w| {
            w.call("check_clock", json!({}))?;
            w.call("show_rows", json!({ "ids": [w.id("GitHub"), w.id("Bank"), w.id("Mail")] }))
        },
        &["code"],
    ),
    looks(
        "whether everything is in order",
        &["health"],
        |w| w.call("health", json!({})),
        &["health"],
    ),
];

//! A vault is made and opened.

use serde_json::json;

use super::{Line, changes, looks, refused};
use crate::accounts::PASSWORD;
use crate::faces::prepared::Situation;

const NEW_VAULT: &[&str] =
    &["init", "--kdf-memory", "19MiB", "--kdf-iterations", "2", "--kdf-parallelism", "1"];

pub const LINES: &[Line] = &[
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

//! Comparing what a program saw with what is in the vault.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Failure;
use crate::accounts::{ACCOUNTS, Account};

/// What we call the fields that are compared. A program may know others as well, or fewer.
const FIELDS: [&str; 10] = [
    "issuer",
    "account",
    "secret",
    "kind",
    "algorithm",
    "digits",
    "period",
    "counter",
    "tags",
    "note",
];

/// Holds objects to the accounts that the export carries: each is there once, and each field that the
/// program gives is as it is in the vault. The words say what was compared.
pub fn compare(seen: &[Value], is_carried: impl Fn(&Account) -> bool) -> Result<String, Failure> {
    let expected: Vec<_> = ACCOUNTS.iter().filter(|account| is_carried(account)).collect();
    let mut fields = BTreeSet::new();
    for account in &expected {
        let of_it: Vec<_> = seen.iter().filter(|object| is_of(object, account)).collect();
        let [object] = of_it[..] else {
            return differs(format!("{} is there {} times", account.title(), of_it.len()));
        };
        for field in FIELDS {
            let (Some(given), Some(expected)) = (object.get(field), account.field(field)) else {
                continue;
            };
            fields.insert(field);
            if normal(given) != normal(&expected) {
                let title = account.title();
                return differs(format!("{field} of {title} is {given}, should be {expected}"));
            }
        }
    }
    if seen.len() != expected.len() {
        return differs(format!("{} accounts, should be {}", seen.len(), expected.len()));
    }
    let fields: Vec<_> = FIELDS.into_iter().filter(|field| fields.contains(field)).collect();
    Ok(format!("{} accounts: {}", expected.len(), fields.join(", ")))
}

pub fn differs<T>(how: String) -> Result<T, Failure> {
    Err(Failure::Differs(how))
}

/// By the secret, however it is padded.
fn is_of(object: &Value, account: &Account) -> bool {
    object["secret"].as_str().is_some_and(|secret| secret.trim_end_matches('=') == account.secret)
}

/// Padding, case of names of algorithms and kinds, and the order of tags are no difference.
fn normal(value: &Value) -> String {
    match value {
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            word @ ("totp" | "hotp" | "steam" | "sha1" | "sha256" | "sha512") => word.to_owned(),
            _ => text.trim_end_matches('=').to_owned(),
        },
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().map(normal).collect();
            items.sort();
            items.join("\n")
        }
        other => other.to_string(),
    }
}

//! npm packages: otpauth on URIs, otpauth-migration on Google's transfer texts.

use std::path::Path;

use serde_json::Value;

use crate::Failure;
use crate::accounts::{ACCOUNTS, Account, Kind};
use crate::export::{AT, Exports};
use crate::programs::{node, objects};
use crate::seen::{compare, differs};

pub fn list(exports: &Exports) -> Result<String, Failure> {
    read_list(exports, Path::new(&exports.to("uris")))
}

/// The names, the parameters and the codes of a list of URIs. The package refuses Steam's, so they are
/// taken out beforehand.
pub fn read_list(exports: &Exports, file: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file).unwrap();
    let steam = |line: &&str| line.starts_with("otpauth://steam/");
    if text.lines().filter(steam).count() != 1 {
        return differs("one URI of Steam's should be there".to_owned());
    }
    let rest: Vec<_> = text.lines().filter(|line| !steam(line)).collect();
    let file = exports.desk.file("uris-without-steam", rest.join("\n"));
    let seen = objects(node("uris.mjs")?.arg(file).arg(AT.to_string()))?;
    let words = compare(&seen, |account| account.kind != Kind::Steam)?;
    let codes = exports.codes(AT);
    for (account, code) in ACCOUNTS.iter().zip(&codes).filter(|(a, _)| a.kind != Kind::Steam) {
        let theirs = seen.iter().find(|object| object["secret"] == account.secret).unwrap();
        if theirs["code"] != **code {
            return differs(format!("code of {} is {}", account.title(), theirs["code"]));
        }
    }
    Ok(format!("{words}, codes"))
}

pub fn transfer(exports: &Exports) -> Result<String, Failure> {
    read_transfer(Path::new(&exports.to("google")))
}

pub fn read_transfer(file: &Path) -> Result<String, Failure> {
    compare(&transfer_objects(file)?, is_in_transfer)
}

pub fn transfer_objects(file: &Path) -> Result<Vec<Value>, Failure> {
    objects(node("migration.mjs")?.arg(file))
}

/// 6 or 8 digits, and no period but 30 seconds.
fn is_in_transfer(account: &Account) -> bool {
    !matches!(account.kind, Kind::Steam)
        && !matches!(account.kind, Kind::Totp(period) if period != 30)
}

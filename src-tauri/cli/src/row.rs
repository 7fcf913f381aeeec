//! An entry as it is shown: all of it but the secret.

use serde::Serialize;
use tessera_app::types::{Algorithm, Kind, Row};
use tessera_core::otp::{Digits, Period};
use tessera_words::say;

use crate::output::name;

/// What `--json` prints for an entry. Fields may be added, never renamed.
#[derive(Debug, Serialize)]
pub struct RowJson<'a> {
    id: &'a str,
    issuer: &'a str,
    account: &'a str,
    kind: Kind,
    algorithm: Algorithm,
    digits: u8,
    /// In seconds; null for counter-based codes.
    period: Option<u32>,
    /// Of the next code; null for time-based codes.
    counter: Option<u64>,
    tags: &'a [String],
    pinned: bool,
    /// In unix seconds; null for an entry that is not in the trash.
    trashed_at: Option<u64>,
}

impl<'a> From<&'a Row> for RowJson<'a> {
    fn from(row: &'a Row) -> Self {
        Self {
            id: &row.id,
            issuer: &row.issuer,
            account: &row.account,
            kind: row.kind,
            algorithm: row.algorithm,
            digits: row.digits,
            period: row.period,
            counter: counter(row.counter.as_deref()),
            tags: &row.tags,
            pinned: row.pinned,
            trashed_at: row.trashed_at,
        }
    }
}

/// A counter, which faces that count less far are given as text.
pub fn counter(text: Option<&str>) -> Option<u64> {
    text?.parse().ok()
}

/// The cells of a table: issuer, account, parameters, tags.
pub fn cells(row: &Row) -> Vec<String> {
    vec![name(&row.issuer), name(&row.account), parameters(row), name(&row.tags.join(", "))]
}

fn parameters(row: &Row) -> String {
    settings(row.kind, row.algorithm, row.digits, row.period, row.counter.as_deref())
}

/// The kind, and whatever is not as nearly every site has it.
pub fn settings(
    kind: Kind,
    algorithm: Algorithm,
    digits: u8,
    period: Option<u32>,
    counter: Option<&str>,
) -> String {
    let mut words = vec![kind_name(kind).to_owned()];
    if matches!(kind, Kind::Totp | Kind::Hotp) {
        if algorithm != Algorithm::Sha1 {
            words.push(algorithm_name(algorithm).to_owned());
        }
        if digits != Digits::DEFAULT.get() {
            words.push(say::ReviewDigits { count: digits.into() }.to_string());
        }
        if let Some(period) = period.filter(|p| *p != Period::DEFAULT.seconds()) {
            words.push(say::CliSeconds { seconds: &period }.to_string());
        }
    }
    if let Some(counter) = counter {
        words.push(say::CliCounter { counter: &counter }.to_string());
    }
    words.join(" ")
}

/// As it is written everywhere.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Totp => "totp",
        Kind::Hotp => "hotp",
        Kind::Steam => "steam",
        Kind::Motp => "motp",
        Kind::Yandex => "yandex",
    }
}

fn algorithm_name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Sha1 => "SHA1",
        Algorithm::Sha256 => "SHA256",
        Algorithm::Sha512 => "SHA512",
    }
}

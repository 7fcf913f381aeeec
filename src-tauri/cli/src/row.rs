//! An entry as it is shown: all of it but the secret.

use serde::Serialize;
use tessera_core::entry::{Entry, EntryId};
use tessera_core::otp::{Digits, Kind, Otp, Period};

use crate::output::plain;

/// What `--json` prints for an entry. Fields may be added, never renamed.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    id: EntryId,
    issuer: &'a str,
    account: &'a str,
    kind: &'static str,
    algorithm: &'static str,
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

impl<'a> From<&'a Entry> for Row<'a> {
    fn from(entry: &'a Entry) -> Self {
        let (labels, otp) = (entry.labels(), entry.otp());
        Self {
            id: entry.id(),
            issuer: &labels.issuer,
            account: &labels.account,
            kind: otp.kind().name(),
            algorithm: otp.algorithm().name(),
            digits: otp.digits(),
            period: otp.period().map(Period::seconds),
            counter: otp.counter(),
            tags: entry.tags(),
            pinned: entry.pinned(),
            trashed_at: entry.trashed_at().map(|at| at.seconds()),
        }
    }
}

/// The cells of a table: issuer, account, parameters, tags.
pub fn cells(entry: &Entry) -> Vec<String> {
    let labels = entry.labels();
    vec![
        plain(&labels.issuer),
        plain(&labels.account),
        parameters(entry.otp()),
        plain(&entry.tags().join(", ")),
    ]
}

/// The kind, and whatever is not as nearly every site has it.
fn parameters(otp: &Otp) -> String {
    let mut words = vec![otp.kind().name().to_owned()];
    if matches!(otp.kind(), Kind::Totp | Kind::Hotp) {
        if otp.algorithm() != Default::default() {
            words.push(otp.algorithm().name().to_owned());
        }
        if otp.digits() != Digits::DEFAULT.get() {
            words.push(format!("{} digits", otp.digits()));
        }
        if let Some(period) = otp.period().filter(|p| *p != Period::DEFAULT) {
            words.push(format!("{} s", period.seconds()));
        }
    }
    if let Some(counter) = otp.counter() {
        words.push(format!("counter {counter}"));
    }
    words.join(" ")
}

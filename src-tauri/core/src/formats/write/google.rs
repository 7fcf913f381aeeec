//! Transfers to Google Authenticator: texts for QR codes, ten accounts each.

use std::collections::BTreeSet;
use std::io::Write as _;

use rand_core::CryptoRng;

use super::{Loss, Outgoing, Target, WriteError, each};
use crate::formats::migration;
use crate::otp::{Kind, Period};
use crate::secret::{SecretText, Wiped};

pub(super) const TARGET: Target = Target {
    name: "google",
    title: "Google Authenticator",
    extension: "txt",
    takes_password: false,
    loses,
    write: |accounts, ink| {
        let mut out = Wiped::default();
        for part in parts(accounts, ink.rng) {
            writeln!(out, "{}", part.expose()).map_err(|_| WriteError::TooLarge)?;
        }
        Ok(out.0)
    },
};

/// What the app takes from one code.
const PER_PART: usize = 10;

fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
    each(accounts, |account| {
        if !is_carried(account) {
            return [Loss::Account].into();
        }
        let mut losses = account.among(&[Loss::Tags, Loss::Note, Loss::Pin], false);
        if account.has_colon() {
            losses.insert(Loss::Labels);
        }
        losses
    })
}

/// Six or eight digits, thirty seconds, and counters that fit.
fn is_carried(account: &Outgoing<'_>) -> bool {
    let otp = account.otp;
    account.is_any_of(&[Kind::Totp, Kind::Hotp])
        && matches!(otp.digits(), 6 | 8)
        && otp.period().is_none_or(|period| period == Period::DEFAULT)
        && otp.counter().is_none_or(|counter| i64::try_from(counter).is_ok())
}

/// The parts of one transfer, in their order: each is the content of a QR code. Accounts that the app
/// cannot take are left out.
pub fn parts(accounts: &[Outgoing<'_>], rng: &mut dyn CryptoRng) -> Vec<SecretText> {
    let carried: Vec<_> = accounts.iter().filter(|account| is_carried(account)).collect();
    let id = (rng.next_u32() >> 1) as i32;
    let of = carried.chunks(PER_PART).count();
    let part = |(index, chunk): (usize, &[&Outgoing<'_>])| {
        let accounts = chunk.iter().map(|account| (account.labels, account.otp));
        migration::write(accounts, (index, of), id)
    };
    carried.chunks(PER_PART).enumerate().map(part).collect()
}

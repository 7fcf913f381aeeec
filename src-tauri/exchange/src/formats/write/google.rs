//! Transfers to Google Authenticator: texts for QR codes, ten accounts each.

use std::collections::BTreeSet;
use std::io::Write as _;

use rand_core::CryptoRng;
use tessera_core::otp::{Kind, Period};
use tessera_core::secret::{SecretText, Wiped};

use super::{Loss, Outgoing, Target, Write, WriteError, each};
use crate::formats::apps::migration::{self, MAX_PARTS, PER_PART};

pub(super) const TARGET: Target = Target {
    name: "google",
    title: "Google Authenticator",
    extension: "txt",
    takes_password: false,
    loses,
    write: Write::One(|accounts, context| {
        let mut out = Wiped::default();
        for part in parts(accounts, context.rng) {
            writeln!(out, "{}", part.expose()).map_err(|_| WriteError::TooLarge)?;
        }
        Ok(out.0)
    }),
};

/// The longest text of several accounts, in bytes: a phone still reads its code from a screen.
const EASY: usize = 1_400;
/// The longest text of one: what a code holds at all.
const MOST: usize = 2_953;

pub(super) fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
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
        && text(std::slice::from_ref(account), (0, 1), 0).expose().len() <= MOST
}

/// The parts of a transfer, in their order: each is the content of a QR code. More than one transfer
/// holds make several. Accounts that the app cannot take are left out.
pub fn parts(accounts: &[Outgoing<'_>], rng: &mut dyn CryptoRng) -> Vec<SecretText> {
    let carried: Vec<_> = accounts.iter().copied().filter(|account| is_carried(account)).collect();
    let mut texts = Vec::new();
    for transfer in chunks(&carried).chunks(MAX_PARTS as usize) {
        let id = (rng.next_u32() >> 1) as i32;
        let part = |(index, chunk)| text(chunk, (index, transfer.len()), id);
        texts.extend(transfer.iter().copied().enumerate().map(part));
    }
    texts
}

fn text(accounts: &[Outgoing<'_>], place: (usize, usize), id: i32) -> SecretText {
    migration::write(accounts.iter().map(|account| (account.labels, account.otp)), place, id)
}

/// Splits the accounts into parts, each with as many as the app takes ([`PER_PART`]) and a phone
/// can read from a screen ([`EASY`] characters).
fn chunks<'a, 'b>(mut accounts: &'b [Outgoing<'a>]) -> Vec<&'b [Outgoing<'a>]> {
    let mut chunks = Vec::new();
    while !accounts.is_empty() {
        let most = PER_PART.min(accounts.len());
        let is_easy = |count: &usize| {
            let longest = (usize::MAX, usize::MAX);
            accounts
                .get(..*count)
                .is_some_and(|a| text(a, longest, i32::MAX).expose().len() <= EASY)
        };
        let count = (2..=most).rev().find(is_easy).unwrap_or(1);
        let (chunk, rest) = accounts.split_at(count);
        chunks.push(chunk);
        accounts = rest;
    }
    chunks
}

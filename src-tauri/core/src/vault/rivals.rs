//! Otp parameters that were changed in two copies of a vault, neither knowing of the other: both are
//! kept, because one of them may be the only one that the site takes.
//!
//! An entry carries the rivals of its otp part and the stamps that its versions replaced. What was
//! replaced is gone in every merge; what was not is a rival. A rival shows as an entry of its own
//! with an id that follows from its entry and stamp, so that every copy calls it the same. It becomes
//! an entry in the file as soon as either of the two is edited.
//!
//! Versions that differ in their counter only are one to the user: the one with the highest counter.

use std::cmp::Reverse;
use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::contents::Contents;
use crate::entry::{Entry, EntryId, Part};
use crate::otp::{Otp, Scheme};
use crate::stamp::Stamp;
use crate::time::UnixTime;

impl Contents {
    /// Shows the rivals there are: after every change of an entry.
    pub(super) fn show_rivals(&mut self) {
        let rivals: Vec<_> = self.entries.iter().flat_map(shown).collect();
        self.shown_rivals = self.without_known(rivals);
    }

    /// Makes entries in the file of the rivals of this entry, which may be one of them.
    pub(super) fn settle_rivals(&mut self, id: EntryId, now: UnixTime) {
        let concerns = |e: &Entry| e.id == id || e.rivals.iter().any(|r| rival_id(e, r) == id);
        let Some(entry) = self.entries.iter_mut().find(|e| !e.rivals.is_empty() && concerns(e))
        else {
            return;
        };
        let settled: Vec<_> = shown(entry).collect();
        let replaced = std::mem::take(&mut entry.rivals);
        let latest = replaced.iter().all(|rival| rival.stamp < entry.otp.stamp);
        entry.past.extend(replaced.iter().map(|rival| rival.stamp));
        entry.otp.remember(replaced);
        if !latest {
            // Never the latest version of all is in the past: another copy may have settled upon
            // another one, and would have put this one there.
            entry.past.insert(entry.otp.stamp);
            entry.otp.restamp(self.clock.tick(now));
        }
        let settled = self.without_known(settled);
        self.entries.extend(settled);
        self.show_rivals();
    }

    /// A rival that was taken back out of a backup, or deleted for good, is no longer its entry's.
    fn without_known(&self, mut rivals: Vec<Entry>) -> Vec<Entry> {
        if !rivals.is_empty() {
            let entries = self.entries.iter().map(|entry| entry.id);
            let tombstones = self.tombstones.iter().map(|tombstone| tombstone.id);
            let known: HashSet<_> = entries.chain(tombstones).collect();
            rivals.retain(|rival| !known.contains(&rival.id));
        }
        rivals
    }
}

/// Puts versions into the order in which they are shown: the latest first, and of those that differ
/// in their counter only, the highest counter.
pub(super) fn in_order(mut versions: Vec<Part<Otp>>) -> Vec<Part<Otp>> {
    versions.sort_by_key(|version| Reverse(version.stamp));
    let mut ordered: Vec<Part<Otp>> = Vec::with_capacity(versions.len());
    while let Some(latest) = versions.first().map(|version| version.value.clone()) {
        let (mut alike, others): (Vec<_>, Vec<_>) =
            versions.into_iter().partition(|version| differ_in_counter(&version.value, &latest));
        alike.sort_by_key(|version| Reverse(version.value.counter()));
        ordered.append(&mut alike);
        versions = others;
    }
    ordered
}

/// The rivals that differ in more than a counter, as entries of their own.
fn shown(entry: &Entry) -> impl Iterator<Item = Entry> {
    let differs = |index: usize| {
        let earlier = entry.rivals[..index].iter().chain([&entry.otp]);
        earlier.into_iter().all(|p| !differ_in_counter(&p.value, &entry.rivals[index].value))
    };
    let own = move |index: usize| Entry {
        id: rival_id(entry, &entry.rivals[index]),
        otp: entry.rivals[index].clone(),
        rivals: Vec::new(),
        past: Default::default(),
        ..entry.clone()
    };
    (0..entry.rivals.len()).filter(move |index| differs(*index)).map(own)
}

/// UUID version 8 (RFC 9562 section 5.8) of SHA-256 of the entry's id and the rival's stamp.
fn rival_id(entry: &Entry, rival: &Part<Otp>) -> EntryId {
    let Stamp(millis, counter, device) = rival.stamp;
    let mut hash = Sha256::new();
    hash.update(b"tessera rival v1");
    hash.update(entry.id.as_bytes());
    hash.update(millis.to_be_bytes());
    hash.update(counter.to_be_bytes());
    hash.update(device.to_be_bytes());
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Whether two versions have the same secret and scheme, and differ in nothing but the counter.
pub(super) fn differ_in_counter(a: &Otp, b: &Otp) -> bool {
    let without_counter = |otp: &Otp| match otp.scheme() {
        &Scheme::Hotp { algorithm, digits, .. } => Scheme::Hotp { algorithm, digits, counter: 0 },
        other => other.clone(),
    };
    a.secret() == b.secret() && without_counter(a) == without_counter(b)
}

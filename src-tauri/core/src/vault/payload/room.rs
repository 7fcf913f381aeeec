//! How much memory the contents of a vault may take. An entry is a little larger in memory than in the
//! file; one of many tiny parts, or with rivals beside a long note, would be many times as large.

use crate::entry::{Entry, Part};
use crate::fields::Unknown;
use crate::recovery_codes::{SiteCode, SiteCodes};
use crate::stamp::Stamp;
use crate::vault::contents::Tombstone;

/// Memory that is left for entries and tombstones, in bytes. What finds none is kept as the text it is.
/// Each brings half as much again as its own text: what is kept as text leaves none for others.
pub(super) struct Room(usize);

/// Room for a small vault, whatever is in it: 8 MiB.
const ENOUGH: usize = 8 << 20;
/// What the allocator adds to each piece, and what it rounds up to, in bytes.
const PIECE: usize = 32;

impl Room {
    pub(super) fn new() -> Self {
        Self(ENOUGH)
    }

    /// Whether there was room for what was read of a text, which is taken then.
    pub(super) fn takes(&mut self, what: &impl Weigh, text: &str) -> bool {
        let left = (self.0 + text.len() + text.len() / 2).checked_sub(what.weight());
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// What takes memory.
pub(super) trait Weigh {
    /// About how many bytes it takes.
    fn weight(&self) -> usize;
}

impl Weigh for Entry {
    fn weight(&self) -> usize {
        let Self { otp, rivals, past, labels, tags, note, .. } = self;
        let Self { pin, order, trash, usage, used, recovery_codes, .. } = self;
        let tag = |tag: &String| size_of::<String>() + piece(tag.len());
        let own = size_of::<Self>()
            + self.unknown.weight()
            + with_rest(otp, |otp| piece(otp.secret().expose().len()))
            + with_rest(labels, |labels| piece(labels.issuer.len()) + piece(labels.account.len()))
            + with_rest(tags, |tags| tags.iter().map(tag).sum())
            + with_rest(note, |note| piece(note.expose().len()))
            + [pin.unknown.weight(), order.unknown.weight()].iter().sum::<usize>()
            + [trash.unknown.weight(), usage.unknown.weight()].iter().sum::<usize>()
            + used.as_ref().map_or(0, |used| used.unknown.weight())
            + recovery_codes.as_ref().map_or(0, |codes| with_rest(codes, of_codes));
        let rival = |rival: &Part<_>| {
            // Each shows as an entry of its own, which has all the rest as well.
            own + 2 * (size_of::<Self>() + with_rest(rival, |_| OF_A_SECRET))
        };
        own + past.len() * size_of::<Stamp>() * 2 + rivals.iter().map(rival).sum::<usize>()
    }
}

fn of_codes(codes: &SiteCodes) -> usize {
    codes.all().iter().map(|code| size_of::<SiteCode>() + piece(code.text.expose().len())).sum()
}

/// A secret of ordinary length, in bytes.
const OF_A_SECRET: usize = 64;

impl Weigh for Tombstone {
    fn weight(&self) -> usize {
        size_of::<Self>() + self.unknown.weight()
    }
}

impl Weigh for Unknown {
    fn weight(&self) -> usize {
        let field = |(name, text): (&String, &crate::secret::SecretText)| {
            2 * size_of::<String>() + piece(name.len()) + piece(text.expose().len())
        };
        self.iter().map(field).sum()
    }
}

fn with_rest<T>(part: &Part<T>, weigh: impl Fn(&T) -> usize) -> usize {
    let one = |part: &Part<T>| weigh(&part.value) + part.unknown.weight();
    let earlier = |value| size_of::<Part<T>>() + one(value);
    one(part) + part.earlier().map(earlier).sum::<usize>()
}

fn piece(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { bytes + PIECE }
}

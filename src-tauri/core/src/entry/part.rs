//! A part of an entry: edited and merged as a whole, with what it was before.

use crate::entry::{Labels, MAX_NOTE, Usage};
use crate::fields::Unknown;
use crate::otp::Otp;
use crate::recovery_codes::SiteCodes;
use crate::secret::SecretText;
use crate::stamp::{Stamp, StampClock};
use crate::time::UnixTime;

/// A part of an entry that is edited, and merged, as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part<T> {
    pub(crate) value: T,
    pub(crate) stamp: Stamp,
    /// The value before this one, which has the one before that. Most have none: it takes no room then.
    before: Option<Box<Self>>,
    pub(crate) unknown: Unknown,
}

/// What a part may hold.
pub(crate) trait Value: Clone + PartialEq {
    /// How many earlier values are kept.
    const KEPT: usize = 0;

    /// Whether it is kept once it was replaced.
    fn is_kept(&self) -> bool {
        true
    }

    /// Of two values under one stamp, which no two edits share, every copy takes the one that ranks higher.
    type Rank: Ord;

    fn rank(&self) -> Self::Rank;

    /// What two values under one stamp are together.
    fn join(&self, other: &Self) -> Self {
        if self.rank() < other.rank() { other.clone() } else { self.clone() }
    }
}

/// How many earlier values are kept of what a user writes.
const OF_WHAT_IS_WRITTEN: usize = 5;

macro_rules! ordered {
    ($($type:ty => $kept:expr),* $(,)?) => {$(
        impl Value for $type {
            const KEPT: usize = $kept;
            type Rank = Self;

            fn rank(&self) -> Self {
                self.clone()
            }
        }
    )*};
}

ordered! {
    Labels => OF_WHAT_IS_WRITTEN,
    Vec<String> => OF_WHAT_IS_WRITTEN,
    bool => 0,
    i64 => 0,
    UnixTime => 0,
    Option<UnixTime> => 0,
    Usage => 0,
}

/// Kind, algorithm, digits and period in seconds.
type Scheme = (&'static str, &'static str, u8, Option<u32>);

impl Value for SecretText {
    const KEPT: usize = OF_WHAT_IS_WRITTEN;

    /// Whoever shortens a note that is longer than one can write wants its room.
    fn is_kept(&self) -> bool {
        self.expose().len() <= MAX_NOTE
    }

    type Rank = Self;

    fn rank(&self) -> Self {
        self.clone()
    }
}

/// Codes are ticked off without a new stamp for the list.
impl Value for SiteCodes {
    type Rank = Self;

    fn rank(&self) -> Self {
        self.clone()
    }

    fn join(&self, other: &Self) -> Self {
        self.join_ticks(other)
    }
}

impl Value for Otp {
    const KEPT: usize = OF_WHAT_IS_WRITTEN;
    type Rank = (Option<u64>, Vec<u8>, Scheme, Option<String>);

    /// The higher counter first: it moves up without a new stamp.
    fn rank(&self) -> Self::Rank {
        let period = self.period().map(|period| period.seconds());
        let scheme = (self.kind().name(), self.algorithm().name(), self.digits(), period);
        let pin = self.pin().map(|pin| pin.expose().to_owned());
        (self.counter(), self.secret().expose().to_vec(), scheme, pin)
    }
}

impl<T> Part<T> {
    pub(crate) fn new(value: T, stamp: Stamp) -> Self {
        Self { value, stamp, before: None, unknown: Unknown::default() }
    }

    /// The values before this one, the latest first.
    pub(crate) fn earlier(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(self.before.as_deref(), |part| part.before.as_deref())
    }

    /// Puts values before this one, the latest first, in the place of those that were there.
    pub(crate) fn set_earlier(&mut self, earlier: Vec<Self>) {
        let link = |before, part| Some(Box::new(Self { before, ..part }));
        self.before = earlier.into_iter().rev().fold(None, link);
    }
}

impl<T: Value> Part<T> {
    /// What a field is called that holds the earlier values.
    pub(crate) const EARLIER: &'static str = "earlier";

    /// An edit that changes nothing leaves the stamp alone, so that it never wins a merge.
    pub(crate) fn set(&mut self, value: Option<T>, clock: &mut StampClock, now: UnixTime) {
        if let Some(value) = value
            && value != self.value
        {
            let before = Self::new(std::mem::replace(&mut self.value, value), self.stamp);
            self.stamp = clock.tick(now);
            self.remember([before]);
        }
    }

    /// Sets a part that is missing before the first time.
    pub(crate) fn set_or_make(
        part: &mut Option<Self>,
        value: Option<T>,
        clock: &mut StampClock,
        now: UnixTime,
    ) {
        match (part, value) {
            (Some(part), value) => part.set(value, clock, now),
            (none, Some(value)) => *none = Some(Self::new(value, clock.tick(now))),
            (None, None) => {}
        }
    }

    /// The one with the later stamp. No two edits share a stamp; should a file say otherwise, every copy
    /// has to decide alike. What the other one was counts as earlier.
    pub(crate) fn join(&self, other: &Self) -> Self {
        // Nearly every part is the same in both.
        if self == other {
            return self.clone();
        }
        let (mut later, before) = match self.stamp.cmp(&other.stamp) {
            std::cmp::Ordering::Less => (other.clone(), self),
            std::cmp::Ordering::Greater => (self.clone(), other),
            std::cmp::Ordering::Equal => {
                let value = self.value.join(&other.value);
                let unknown = self.unknown.join(&other.unknown);
                (Self { value, unknown, ..self.clone() }, other)
            }
        };
        later.remember(before.all());
        later
    }

    /// Makes it the latest there is, under a stamp of now. What it was under the stamp before is known as earlier.
    pub(crate) fn restamp(&mut self, stamp: Stamp) {
        let before = self.alone();
        self.stamp = stamp;
        self.remember([before]);
    }

    /// Its value, and the earlier ones, each alone.
    pub(crate) fn all(&self) -> Vec<Self> {
        [self].into_iter().chain(self.earlier()).map(Self::alone).collect()
    }

    /// Without what was before.
    fn alone(&self) -> Self {
        let Self { value, stamp, unknown, .. } = self;
        Self { unknown: unknown.clone(), ..Self::new(value.clone(), *stamp) }
    }

    /// Keeps the latest of the values that it was, whichever copy knew them. What another version wrote as
    /// earlier values, and cannot be read here, is left as it is.
    pub(crate) fn remember(&mut self, values: impl IntoIterator<Item = Self>) {
        if T::KEPT == 0 || self.unknown.get(Self::EARLIER).is_some() {
            self.before = None;
            return;
        }
        let mut all: Vec<_> = self.earlier().map(Self::alone).chain(values).collect();
        all.retain(|value| value.stamp != self.stamp && value.value.is_kept());
        all.sort_by_key(|value| std::cmp::Reverse(value.stamp));
        all.dedup_by(|same, kept| {
            let is_one = same.stamp == kept.stamp;
            if is_one {
                *kept = kept.join(same);
            }
            is_one
        });
        all.truncate(T::KEPT);
        self.set_earlier(all);
    }
}

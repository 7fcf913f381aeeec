//! Two copies of one vault become one: a join, so that any order of merges of any copies gives the
//! same vault (Shapiro et al., "Conflict-free replicated data types", 2011).
//!
//! - Of two values of a part, the one with the later stamp stays.
//! - Otp parameters are kept side by side where neither copy knew of the other's: see `rivals.rs`.
//! - A counter moves up only, unless somebody set it.
//! - What was deleted for good in one copy is deleted: a tombstone wins over every edit.
//! - What cannot be read is kept from both.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Contents, Quarantine, Tombstone};
use super::rivals::in_order;
use crate::entry::{Entry, EntryId, Part, Value};
use crate::fields::Unknown;
use crate::otp::Otp;
use crate::secret::SecretText;

/// What a merge changed in the copy that was here, in live entries.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Merged {
    /// Live entries that only the other copy had.
    pub added: usize,
    /// Live entries of which the other copy had a later edit.
    pub changed: usize,
    /// Entries that the other copy had removed.
    pub removed: usize,
    /// Entries whose otp parameters both copies had changed: there are two of each now.
    pub kept_both: usize,
}

impl Merged {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl Contents {
    /// Joins another copy into this one, and says what that changed here.
    pub fn merge(&mut self, other: &Self) -> Merged {
        let before = self.clone();
        let tombstones = join_by(&self.tombstones, &other.tombstones, |t| t.id, Tombstone::join);
        let mut entries = join_by(&self.entries, &other.entries, |e| e.id, Entry::join);
        entries.retain(|id, _| !tombstones.contains_key(id));
        self.entries = entries.into_values().collect();
        self.tombstones = tombstones.into_values().collect();
        self.quarantine = self.quarantine.join(&other.quarantine);
        self.unknown = self.unknown.join(&other.unknown);
        self.clock.see_all(&other.clock);
        self.show_rivals();
        self.since(&before)
    }

    /// Whether both hold the same, in whatever order, and whoever edits them.
    #[must_use]
    pub fn holds_the_same_as(&self, other: &Self) -> bool {
        fn sorted<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> Vec<&T> {
            let mut sorted: Vec<_> = items.iter().collect();
            sorted.sort_by_key(|item| key(item));
            sorted
        }
        sorted(&self.entries, |e| e.id) == sorted(&other.entries, |e| e.id)
            && sorted(&self.tombstones, |t| t.id) == sorted(&other.tombstones, |t| t.id)
            && self.quarantine.join(&Quarantine::default())
                == other.quarantine.join(&Quarantine::default())
            && self.unknown == other.unknown
    }

    fn since(&self, before: &Self) -> Merged {
        let live = |contents: &Self| -> BTreeMap<EntryId, Entry> {
            contents.live().into_iter().map(|e| (e.id, e.clone())).collect()
        };
        let (then, now) = (live(before), live(self));
        let rivals = |contents: &Self| contents.shown_rivals.len();
        let kept_both = rivals(self).saturating_sub(rivals(before));
        let added = now.keys().filter(|id| !then.contains_key(id)).count();
        let differs = |(id, e): (&EntryId, &Entry)| then.get(id).is_some_and(|t| !t.shows_as(e));
        Merged {
            added: added.saturating_sub(kept_both),
            changed: now.iter().filter(|pair| differs(*pair)).count(),
            removed: then.keys().filter(|id| !now.contains_key(id)).count(),
            kept_both,
        }
    }
}

/// By key, joined where both have it.
fn join_by<T: Clone, K: Ord>(
    ours: &[T],
    theirs: &[T],
    key: impl Fn(&T) -> K,
    join: impl Fn(&T, &T) -> T,
) -> BTreeMap<K, T> {
    let mut all: BTreeMap<K, T> = BTreeMap::new();
    for item in ours.iter().chain(theirs) {
        let joined = all.get(&key(item)).map_or_else(|| item.clone(), |known| join(known, item));
        all.insert(key(item), joined);
    }
    all
}

impl Entry {
    fn join(&self, other: &Self) -> Self {
        let (otp, rivals, past) = join_otps(self, other);
        Self {
            id: self.id,
            created_at: self.created_at.min(other.created_at),
            otp,
            rivals,
            past,
            labels: self.labels.join(&other.labels),
            tags: self.tags.join(&other.tags),
            note: self.note.join(&other.note),
            pin: self.pin.join(&other.pin),
            order: self.order.join(&other.order),
            trash: self.trash.join(&other.trash),
            usage: self.usage.join(&other.usage),
            used: join_optional(&self.used, &other.used),
            recovery_codes: join_optional(&self.recovery_codes, &other.recovery_codes),
            unknown: self.unknown.join(&other.unknown),
        }
    }

    /// Whether a user would see no difference.
    fn shows_as(&self, other: &Self) -> bool {
        self.otp.value == other.otp.value
            && self.labels.value == other.labels.value
            && self.tags.value == other.tags.value
            && self.note.value == other.note.value
            && self.pin.value == other.pin.value
            && self.recovery_codes() == other.recovery_codes()
    }
}

/// A part that may be missing, which is before everything that it can be.
fn join_optional<T: Value>(ours: &Option<Part<T>>, theirs: &Option<Part<T>>) -> Option<Part<T>> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => Some(ours.join(theirs)),
        (one, other) => one.as_ref().or(other.as_ref()).cloned(),
    }
}

type Otps = (Part<Otp>, Vec<Part<Otp>>, BTreeSet<crate::stamp::Stamp>);

/// Every version that no copy has replaced, in the order in which they are shown.
fn join_otps(a: &Entry, b: &Entry) -> Otps {
    let past: BTreeSet<_> = a.past.union(&b.past).copied().collect();
    let versions = |entry: &Entry| -> Vec<Part<Otp>> {
        [&entry.otp].into_iter().chain(&entry.rivals).cloned().collect()
    };
    let joined = join_by(&versions(a), &versions(b), |part| part.stamp, Part::join);
    let (gone, kept): (Vec<_>, Vec<_>) =
        joined.into_values().partition(|part| past.contains(&part.stamp));
    // Only in a file that no Tessera wrote does each copy say that it replaced the other.
    let (kept, gone) = if kept.is_empty() { (gone, kept) } else { (kept, gone) };
    let mut kept = in_order(kept);
    let mut otp = kept.remove(0);
    // Whose earlier values they are is not to depend on the order of merges.
    let known = kept.iter().flat_map(|rival| rival.all().split_off(1));
    otp.remember(known.chain(gone.iter().flat_map(Part::all)).collect::<Vec<_>>());
    kept.iter_mut().for_each(|rival| rival.set_earlier(Vec::new()));
    (otp, kept, past)
}

impl Tombstone {
    fn join(&self, other: &Self) -> Self {
        Self {
            id: self.id,
            stamp: self.stamp.max(other.stamp),
            unknown: self.unknown.join(&other.unknown),
        }
    }
}

impl Quarantine {
    fn join(&self, other: &Self) -> Self {
        let both = |ours: &[SecretText], theirs: &[SecretText]| -> Vec<SecretText> {
            let texts: BTreeMap<&str, &SecretText> =
                ours.iter().chain(theirs).map(|text| (text.expose(), text)).collect();
            texts.into_values().cloned().collect()
        };
        Self {
            entries: both(&self.entries, &other.entries),
            tombstones: both(&self.tombstones, &other.tombstones),
        }
    }
}

impl Unknown {
    /// Fields of both. They carry no stamp: of two values, every copy takes the same.
    pub(crate) fn join(&self, other: &Self) -> Self {
        let mut joined = self.clone();
        for (name, text) in other.iter() {
            let known = joined.get(name);
            if known.is_none_or(|known| known.expose() < text.expose()) {
                joined.insert(name.clone(), text.clone());
            }
        }
        joined
    }
}

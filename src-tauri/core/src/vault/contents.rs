//! What is inside an unlocked vault, and every way to change it.

use std::collections::BTreeSet;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::make_uuid;
use crate::entry::{Edit, Entry, EntryId, NewEntry};
use crate::fields::Unknown;
use crate::secret::SecretText;
use crate::stamp::{DeviceId, Stamp, StampClock};
use crate::time::UnixTime;

/// The entries, and what stands beside them.
#[derive(Clone)]
pub struct Contents {
    pub(super) entries: Vec<Entry>,
    pub(super) tombstones: Vec<Tombstone>,
    pub(super) quarantine: Quarantine,
    pub(super) unknown: Unknown,
    pub(super) clock: StampClock,
    /// Entries that follow from the rivals of others: see `rivals.rs`. Not written.
    pub(super) shown_rivals: Vec<Entry>,
}

/// What could not be read, as the JSON text it is.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Quarantine {
    pub(super) entries: Vec<SecretText>,
    pub(super) tombstones: Vec<SecretText>,
}

/// An entry that was deleted for good: what keeps another copy from bringing it back.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tombstone {
    pub(super) id: EntryId,
    pub(super) stamp: Stamp,
    pub(super) unknown: Unknown,
}

/// Which side of an entry another one is put on, in the user's order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// Right above it.
    Before,
    /// Right below it.
    After,
}

/// How far apart entries stand when they are added, so that others find a place between them.
const STEP: i64 = 1 << 16;

/// A position between two others, if there is one.
fn between(low: i64, high: i64) -> Option<i64> {
    let middle = i64::midpoint(low, high);
    (low < middle && middle < high).then_some(middle)
}

/// There is no entry of that id.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this entry is no longer in the vault")]
pub struct NotFound;

impl Contents {
    pub(super) fn new(device: DeviceId) -> Self {
        Self {
            entries: Vec::new(),
            tombstones: Vec::new(),
            quarantine: Quarantine::default(),
            unknown: Unknown::default(),
            clock: StampClock::new(device),
            shown_rivals: Vec::new(),
        }
    }

    pub(super) fn device(&self) -> DeviceId {
        self.clock.device()
    }

    /// The live entries: pinned first, then in the user's order.
    #[must_use]
    pub fn live(&self) -> Vec<&Entry> {
        let mut live: Vec<_> = self.shown().filter(|e| e.trashed_at().is_none()).collect();
        live.sort_by_cached_key(|e| e.place());
        live
    }

    /// The entries in the trash, the last removed first.
    #[must_use]
    pub fn trashed(&self) -> Vec<&Entry> {
        let mut trashed: Vec<_> = self.shown().filter(|e| e.trashed_at().is_some()).collect();
        trashed.sort_by_key(|e| (std::cmp::Reverse(e.trashed_at()), e.id()));
        trashed
    }

    /// Every entry, live or in the trash, in no particular order.
    #[must_use]
    pub fn all(&self) -> &[Entry] {
        &self.entries
    }

    /// How many entries are kept although they cannot be read.
    #[must_use]
    pub fn quarantined(&self) -> usize {
        self.quarantine.entries.len()
    }

    /// The entries that this version cannot read, each as the JSON text it is. They may hold
    /// secrets.
    #[must_use]
    pub fn quarantine(&self) -> &[SecretText] {
        &self.quarantine.entries
    }

    /// The entries that this version cannot read, as one JSON array, each just as it stands. May
    /// hold secrets.
    #[must_use]
    pub fn quarantine_json(&self) -> Zeroizing<Vec<u8>> {
        let entries = &self.quarantine.entries;
        // Brackets, commas and line ends: no growth, no stray copies.
        let length = 4 + entries.iter().map(|text| text.expose().len() + 2).sum::<usize>();
        let mut json = Zeroizing::new(Vec::with_capacity(length));
        json.push(b'[');
        for (index, text) in entries.iter().enumerate() {
            json.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
            json.extend_from_slice(text.expose().as_bytes());
        }
        json.extend_from_slice(b"\n]\n");
        json
    }

    /// Whether an entry stands here because two copies of the vault had changed another one's otp
    /// parameters, neither knowing of the other.
    #[must_use]
    pub fn is_rival(&self, id: EntryId) -> bool {
        self.shown_rivals.iter().any(|e| e.id() == id)
    }

    fn shown(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().chain(&self.shown_rivals)
    }

    /// The entry of that id, live or in the trash.
    ///
    /// # Errors
    /// [`NotFound`].
    pub fn get(&self, id: EntryId) -> Result<&Entry, NotFound> {
        self.shown().find(|e| e.id() == id).ok_or(NotFound)
    }

    /// Adds an entry at the end of the user's order.
    pub fn add(&mut self, new: NewEntry, now: UnixTime, rng: &mut impl CryptoRng) -> EntryId {
        let order = self.next_order();
        self.add_at(order, new, now, rng)
    }

    /// Adds entries at the end of the user's order, each after the one before it.
    pub fn add_all(
        &mut self,
        new: impl IntoIterator<Item = NewEntry>,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Vec<EntryId> {
        let first = self.next_order();
        let orders = (0_i64..).map(|n| first.saturating_add(n.saturating_mul(STEP)));
        orders.zip(new).map(|(order, new)| self.add_at(order, new, now, rng)).collect()
    }

    fn next_order(&self) -> i64 {
        let last = self.entries.iter().map(|e| e.order.value).max();
        last.map_or(0, |n| n.saturating_add(STEP))
    }

    fn add_at(
        &mut self,
        order: i64,
        new: NewEntry,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> EntryId {
        let id = make_uuid(rng);
        self.entries.push(Entry::new(id, new, order, &mut self.clock, now));
        id
    }

    /// Changes the parts that `edit` names.
    ///
    /// # Errors
    /// [`NotFound`].
    pub fn edit(&mut self, id: EntryId, edit: Edit, now: UnixTime) -> Result<&Entry, NotFound> {
        self.settle_rivals(id, now);
        let entry = self.entries.iter_mut().find(|e| e.id() == id).ok_or(NotFound)?;
        entry.edit(edit, &mut self.clock, now);
        Ok(entry)
    }

    /// What puts an entry right before or after another one in the user's order: the new position of it
    /// alone, or of every entry where none is free between its new neighbours.
    ///
    /// # Errors
    /// [`NotFound`].
    pub fn moved(
        &self,
        id: EntryId,
        side: Side,
        other: EntryId,
    ) -> Result<Vec<(EntryId, Edit)>, NotFound> {
        self.get(id)?;
        let mut others: Vec<_> = self.shown().filter(|e| e.id() != id).map(Entry::rank).collect();
        others.sort_unstable();
        let at = others.iter().position(|(.., one)| *one == other).ok_or(NotFound)?;
        let at = at + usize::from(side == Side::After);
        let position = |index: usize| others.get(index).map(|(position, ..)| *position);
        let free = match (at.checked_sub(1).and_then(position), position(at)) {
            (Some(low), Some(high)) => between(low, high),
            (Some(low), None) => low.checked_add(STEP),
            (None, Some(high)) => high.checked_sub(STEP),
            (None, None) => Some(0),
        };
        let to = |position| Edit { position: Some(position), ..Edit::default() };
        if let Some(free) = free {
            return Ok(vec![(id, to(free))]);
        }
        let mut all: Vec<_> = others.into_iter().map(|(.., id)| id).collect();
        all.insert(at, id);
        let positions = (0..).map(|index: i64| index.saturating_mul(STEP));
        Ok(all.into_iter().zip(positions).map(|(id, position)| (id, to(position))).collect())
    }

    /// Notes that a code of an entry was copied or printed.
    ///
    /// # Errors
    /// [`NotFound`].
    pub fn mark_used(&mut self, id: EntryId, now: UnixTime) -> Result<(), NotFound> {
        let entry = self.entries.iter_mut().find(|e| e.id() == id).ok_or(NotFound)?;
        entry.mark_used(&mut self.clock, now);
        Ok(())
    }

    /// Ticks a recovery code of an entry off, or no longer.
    ///
    /// # Errors
    /// [`NotFound`], also where the entry has no such code.
    pub fn tick_recovery_code(
        &mut self,
        id: EntryId,
        code: &SecretText,
        is_used: bool,
        now: UnixTime,
    ) -> Result<(), NotFound> {
        self.settle_rivals(id, now);
        let entry = self.entries.iter_mut().find(|e| e.id() == id).ok_or(NotFound)?;
        let is_there = entry.tick_recovery_code(code, is_used, &mut self.clock, now);
        if is_there { Ok(()) } else { Err(NotFound) }
    }

    /// Puts an entry into the trash.
    ///
    /// # Errors
    /// [`NotFound`].
    pub fn trash(&mut self, id: EntryId, now: UnixTime) -> Result<(), NotFound> {
        self.edit(id, Edit { trashed: Some(Some(now)), ..Edit::default() }, now).map(drop)
    }

    /// Takes an entry out of the trash.
    ///
    /// # Errors
    /// [`NotFound`].
    pub fn restore(&mut self, id: EntryId, now: UnixTime) -> Result<(), NotFound> {
        self.edit(id, Edit { trashed: Some(None), ..Edit::default() }, now).map(drop)
    }

    /// Deletes an entry for good; a tombstone stays.
    ///
    /// # Errors
    /// [`NotFound`].
    pub fn delete(&mut self, id: EntryId, now: UnixTime) -> Result<(), NotFound> {
        match self.delete_all(&BTreeSet::from([id]), now) {
            0 => Err(NotFound),
            _ => Ok(()),
        }
    }

    /// Deletes those of the entries that there are for good, each with a tombstone that stays, and says how
    /// many these are.
    pub fn delete_all(&mut self, ids: &BTreeSet<EntryId>, now: UnixTime) -> usize {
        if self.entries.iter().any(|entry| !entry.rivals.is_empty()) {
            ids.iter().for_each(|id| self.settle_rivals(*id, now));
        }
        let gone = self.entries.extract_if(.., |entry| ids.contains(&entry.id));
        let stones = gone.map(|entry| {
            let stamp = self.clock.tick(now);
            Tombstone { id: entry.id, stamp, unknown: Unknown::default() }
        });
        let before = self.tombstones.len();
        self.tombstones.extend(stones);
        self.tombstones.len() - before
    }
}

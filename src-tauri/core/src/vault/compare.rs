//! What an older state of the vault has that this one does not, and taking it back.
//!
//! Restoring is an edit like any other: it gets new stamps, so that a merge does not undo it, and
//! what the older state does not know goes to the trash, not away.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::contents::Contents;
use super::rivals::differ_in_counter;
use crate::entry::{Edit, Entry, EntryId, Labels};
use crate::otp::Otp;
use crate::recovery_codes::SiteCodes;
use crate::time::UnixTime;

/// What restoring one entry would do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// The entry.
    pub id: EntryId,
    /// Its name, in the state that has it.
    pub labels: Labels,
    /// What would happen to it.
    pub what: What,
}

/// What happens to an entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum What {
    /// The entry is missing or in the trash now, and would be live.
    Added,
    /// These parts differ, and would be as they were.
    Changed(Vec<EntryPart>),
    /// The older state lacks the entry: it would go to the trash.
    Removed,
}

/// A part of an entry that a user edits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EntryPart {
    /// Secret and parameters.
    Otp,
    /// Issuer and account name.
    Labels,
    /// Tags.
    Tags,
    /// Note.
    Note,
    /// Kept at the top of the list.
    Pin,
    /// Recovery codes of the site.
    RecoveryCodes,
}

impl EntryPart {
    /// A word or two for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Otp => "secret or parameters",
            Self::Labels => "name",
            Self::Tags => "tags",
            Self::Note => "note",
            Self::Pin => "pin",
            Self::RecoveryCodes => "recovery codes",
        }
    }
}

impl Contents {
    /// What restoring `older` into these contents would do, entry by entry, in the order of their
    /// names.
    #[must_use]
    pub fn compare(&self, older: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        for then in older.live() {
            let change = |what| Change { id: then.id(), labels: then.labels().clone(), what };
            match self.live_entry(self.heir(then.id())) {
                None => changes.push(change(What::Added)),
                Some(now) => match differing(now, then) {
                    parts if parts.is_empty() => {}
                    parts => changes.push(change(What::Changed(parts))),
                },
            }
        }
        let known: BTreeSet<_> = older.live().into_iter().map(|e| self.heir(e.id())).collect();
        let gone = self.live().into_iter().filter(|now| !known.contains(&now.id()));
        changes.extend(gone.map(|now| Change {
            id: now.id(),
            labels: now.labels().clone(),
            what: What::Removed,
        }));
        changes.sort_by(|a, b| (&a.labels, a.id).cmp(&(&b.labels, b.id)));
        changes
    }

    /// Takes back from `older` what `chosen` says yes to, and gives the number of entries that this
    /// changed.
    pub fn restore_from(
        &mut self,
        older: &Self,
        chosen: impl Fn(EntryId) -> bool,
        now: UnixTime,
    ) -> usize {
        let changes = self.compare(older);
        let chosen: Vec<_> = changes.into_iter().filter(|change| chosen(change.id)).collect();
        for change in &chosen {
            match older.live_entry(change.id) {
                Some(then) => self.take_back(then, now),
                // Found a moment ago by `compare`.
                None => drop(self.trash(change.id, now)),
            }
        }
        chosen.len()
    }

    fn take_back(&mut self, then: &Entry, now: UnixTime) {
        let id = self.heir(then.id());
        let Ok(known) = self.get(id) else {
            let mut entry = Entry { id, rivals: Vec::new(), ..then.clone() };
            entry.restamp(&mut self.clock, now);
            self.entries.push(entry);
            return;
        };
        let edit = Edit {
            otp: otp_differs(known.otp(), then.otp()).then(|| then.otp().clone()),
            labels: Some(then.labels().clone()),
            tags: Some(then.tags().to_vec()),
            note: Some(then.note().clone()),
            pinned: Some(then.pinned()),
            position: None,
            trashed: Some(None),
            usage: None,
            recovery_codes: Some(codes_taken_back(known, then)),
        };
        // Found a moment ago.
        let _ = self.edit(id, edit, now);
    }

    /// Under which id an entry comes back. One that was deleted for good stays so in every merge: its
    /// heir takes its place, under an id that follows from its own, so that every copy calls it alike.
    fn heir(&self, id: EntryId) -> EntryId {
        let buried = |id| self.tombstones.iter().any(|tombstone| tombstone.id == id);
        let mut heir = id;
        while buried(heir) {
            heir = derived_id("tessera heir v1", heir);
        }
        heir
    }

    fn live_entry(&self, id: EntryId) -> Option<&Entry> {
        self.get(id).ok().filter(|entry| entry.trashed_at().is_none())
    }
}

/// The list of then, in which what was used since stays used.
fn codes_taken_back(now: &Entry, then: &Entry) -> SiteCodes {
    then.recovery_codes().clone().after(now.recovery_codes())
}

fn differing(now: &Entry, then: &Entry) -> Vec<EntryPart> {
    [
        (EntryPart::Otp, otp_differs(now.otp(), then.otp())),
        (EntryPart::Labels, now.labels() != then.labels()),
        (EntryPart::Tags, now.tags() != then.tags()),
        (EntryPart::Note, now.note() != then.note()),
        (EntryPart::Pin, now.pinned() != then.pinned()),
        (EntryPart::RecoveryCodes, codes_taken_back(now, then) != *now.recovery_codes()),
    ]
    .into_iter()
    .filter_map(|(part, differs)| differs.then_some(part))
    .collect()
}

/// A counter that has moved on since is no difference: the site has moved on as well.
fn otp_differs(now: &Otp, then: &Otp) -> bool {
    !(differ_in_counter(now, then) && now.counter() >= then.counter())
}

/// UUID version 8 (RFC 9562 section 5.8) of SHA-256 of a purpose and another id.
fn derived_id(purpose: &str, id: EntryId) -> EntryId {
    let digest = Sha256::new().chain_update(purpose).chain_update(id.as_bytes()).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

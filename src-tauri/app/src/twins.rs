//! Several accounts that give the same codes, made one.

use tessera_core::entry::{Edit, Entry, EntryId, Usage, check_lengths};
use tessera_core::file::Room;
use tessera_core::recovery_codes::SiteCodes;
use tessera_core::secret::SecretText;
use tessera_core::time::UnixTime;
use tessera_core::vault::Contents;

use crate::app::{App, parse_id};
use crate::error::CommandError;
use crate::several::Edits;
use crate::types::{Reason, Undo};

impl App {
    /// Makes one account of all that give the same codes as one of them. That one stays, with the tags, notes and
    /// recovery codes of all; the others go to the trash.
    ///
    /// # Errors
    /// `Locked`, `NotFound`; `NoTwins` where no other gives the same codes; `TooLong`, `TooManyRecoveryCodes` where it
    /// is too much for one.
    pub fn merge_twins(&mut self, keep: &str) -> Result<Undo, CommandError> {
        let keep = parse_id(keep)?;
        self.edit_all(Room::Reserve, |contents, now| edits(contents, keep, now))
    }
}

fn edits(contents: &Contents, keep: EntryId, now: UnixTime) -> Result<Edits, CommandError> {
    let kept = contents.get(keep)?;
    let is_twin = |entry: &&Entry| entry.id() != keep && entry.otp().is_twin_of(kept.otp());
    let twins: Vec<&Entry> = contents.live().into_iter().filter(is_twin).collect();
    if twins.is_empty() {
        return Err(CommandError(Reason::NoTwins));
    }
    let trashed = |twin: &&Entry| (twin.id(), Edit { trashed: Some(Some(now)), ..Edit::default() });
    let others = twins.iter().map(trashed);
    Ok(others.chain([(keep, joined(kept, &twins)?)]).collect())
}

/// What the one that stays has of all.
fn joined(kept: &Entry, twins: &[&Entry]) -> Result<Edit, CommandError> {
    let all = || [kept].into_iter().chain(twins.iter().copied());
    let mut tags: Vec<String> = Vec::new();
    let mut notes: Vec<&str> = Vec::new();
    for entry in all() {
        let new = entry.tags().iter().filter(|tag| !tags.contains(tag));
        let new: Vec<_> = new.cloned().collect();
        tags.extend(new);
        let note = entry.note().expose().trim();
        if !note.is_empty() && !notes.contains(&note) {
            notes.push(note);
        }
    }
    let note = SecretText::new(notes.join("\n\n"));
    check_lengths(kept.labels(), &tags, note.expose())?;
    let codes = all().flat_map(|entry| entry.recovery_codes().all().iter().cloned());
    let codes = SiteCodes::new(codes).map_err(|_| CommandError(Reason::TooManyRecoveryCodes))?;
    // The counter that has gone furthest is the one that the site waits for.
    let furthest = all().map(Entry::otp).max_by_key(|otp| otp.counter());
    Ok(Edit {
        tags: Some(tags),
        note: Some(note),
        pinned: Some(all().any(Entry::pinned)),
        usage: Some(Usage {
            confirmed: all().any(|entry| entry.usage().confirmed),
            ..kept.usage().clone()
        }),
        recovery_codes: Some(codes),
        otp: furthest.filter(|otp| otp.counter() > kept.otp().counter()).cloned(),
        ..Edit::default()
    })
}

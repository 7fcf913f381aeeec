//! Codes: for the rows on screen, and on the clipboard.

use std::time::Duration;

use tessera_core::entry::{Edit, Entry, EntryId, Labels};
use tessera_core::otp::Code;
use tessera_core::time::UnixTime;

use super::rows::row_code;
use super::{Desk, Session, Stay, parse_id};
use crate::dto::{Copied, RowCode, Which};
use crate::error::CommandError;
use crate::platform::notify::Notice;
use crate::platform::page::Event;

/// A code that is right for less than this is too late to type: the next one is copied.
const TOO_LATE: Duration = Duration::from_secs(3);

impl Desk {
    /// The page says which rows it shows. Codes go out for these and no others.
    pub fn show_rows(&mut self, ids: &[String]) -> Result<Vec<RowCode>, CommandError> {
        let now = self.now();
        let session = self.session_mut()?;
        session.shown = ids.iter().map(|id| parse_id(id)).collect::<Result<_, _>>()?;
        session.sent = session.codes(now);
        Ok(session.sent.clone())
    }

    /// Puts a code on the clipboard. Counter-based codes are used up by it, and saved before they
    /// are given out: a code that might be handed out twice is worse than one that is skipped.
    pub fn copy_code(&mut self, id: &str, hidden: bool) -> Result<Copied, CommandError> {
        let id = parse_id(id)?;
        let now = self.now();
        let entry = self.session()?.file.vault().contents().get(id)?;
        let (labels, code, which) = match entry.otp().counter() {
            Some(_) => self.press(id)?,
            None => pick(entry, now),
        };
        let copied = self.world.clipboard.offer(code.expose());
        copied.map_err(|_| CommandError::plain("clipboard"))?;
        self.copied = Some(Stay::Until(now + self.clear_after()));
        let clears_in = self.world.profile.settings().clear_after_seconds;
        if hidden {
            let name = if labels.issuer.is_empty() { &labels.account } else { &labels.issuer };
            (self.world.notify)(Notice::Copied { name: name.clone(), clears_in });
        }
        let (issuer, account) = (labels.issuer, labels.account);
        Ok(Copied { id: id.to_string(), issuer, account, which, clears_in })
    }

    /// The code stays on the clipboard until something else takes its place, or the vault locks.
    pub fn keep_clipboard(&mut self) {
        self.copied = self.copied.map(|_| Stay::UntilLock);
    }

    /// Gives a counter-based code out: that of the counter on disk, which another program may have
    /// moved on since the list was loaded.
    fn press(&mut self, id: EntryId) -> Result<Picked, CommandError> {
        let picked = self.change(|vault, now, _| {
            let entry = vault.contents().get(id)?;
            let picked = pick(entry, now);
            let edit = Edit { otp: entry.otp().advanced(), ..Edit::default() };
            vault.contents_mut().edit(id, edit, now)?;
            Ok(picked)
        })?;
        self.session_mut()?.pressed.insert(id, picked.1.clone());
        self.world.page.tell(Event::Entries);
        self.send_codes(self.now());
        Ok(picked)
    }

    /// Sends codes for the rows on screen if they are no longer those that were sent.
    pub(super) fn send_codes(&mut self, now: UnixTime) {
        let Some(session) = &mut self.open else { return };
        let codes = session.codes(now);
        if codes != session.sent {
            session.sent.clone_from(&codes);
            self.world.page.tell(Event::Codes(codes));
        }
    }
}

impl Session {
    fn codes(&self, now: UnixTime) -> Vec<RowCode> {
        let contents = self.file.vault().contents();
        let shown = self.shown.iter().filter_map(|id| contents.get(*id).ok());
        shown.filter_map(|entry| self.code_of(entry, now)).collect()
    }

    fn code_of(&self, entry: &Entry, now: UnixTime) -> Option<RowCode> {
        if entry.otp().counter().is_some() {
            return self.pressed.get(&entry.id()).map(|code| row_code(entry, code, None));
        }
        let next = entry.otp().next_code_at(now);
        Some(row_code(entry, &entry.otp().code_at(now), next.as_ref()))
    }

    /// When the first of the codes that were sent is no longer right.
    pub(super) fn next_step(&self) -> Option<UnixTime> {
        self.sent.iter().filter_map(|code| code.valid_until).min().map(UnixTime::from_seconds)
    }
}

/// A code to copy, of whom, and which of two.
type Picked = (Labels, Code, Which);

/// The code of now, or the next one where that is about to end.
fn pick(entry: &Entry, now: UnixTime) -> Picked {
    let code = entry.otp().code_at(now);
    let (code, which) = match (code.valid_until(), entry.otp().next_code_at(now)) {
        (Some(until), Some(next)) if until.since(now) < TOO_LATE => (next, Which::Next),
        _ => (code, Which::Current),
    };
    (entry.labels().clone(), code, which)
}

//! Codes: for the rows that faces show, on the clipboard, and given out to be typed or printed.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use tessera_core::entry::{Edit, Entry, EntryId, Labels};
use tessera_core::otp::{Code, Otp};
use tessera_core::time::UnixTime;
use tessera_core::vault::Contents;

use crate::app::{App, parse_id};
use crate::error::CommandError;
use crate::events::{Event, SubscriberId};
use crate::ports::notifications::Notice;
use crate::rows::row_code;
use crate::types::{CodeAt, Copied, GivenCode, Reason, RowCode, Shown as ShownCode, Which};

/// A code that is right for less than this is too late to type: the next one is given out.
const TOO_LATE: Duration = Duration::from_secs(3);

/// A counter-based code that is asked for again within this time is the same one: a second press, or a
/// code that is gone from the clipboard, must not bring the vault out of step with the site.
const SAME_AGAIN: Duration = Duration::from_secs(60);

/// The use of an account is noted again only after this time: each note is a save.
const NOTE_USE_AGAIN: Duration = Duration::from_secs(60 * 60);

/// Codes in the faces of the application, while the vault is open.
#[derive(Default)]
pub(crate) struct Codes {
    shown: BTreeMap<SubscriberId, Shown>,
    /// Counter-based codes that were asked for in this session.
    pressed: HashMap<EntryId, Pressed>,
}

/// A counter-based code that was given out.
struct Pressed {
    /// What made the code: the counter is the one that it used up.
    of: Otp,
    at: UnixTime,
}

/// The rows that one face shows, and what was last sent for them.
#[derive(Default)]
struct Shown {
    rows: Vec<EntryId>,
    sent: Vec<RowCode>,
}

/// The code that was copied last, while it may still be on the clipboard.
#[derive(Default)]
pub(crate) struct CopiedCode(Option<Stay>);

/// For how long a code that was copied may stay on the clipboard.
#[derive(Clone, Copy)]
enum Stay {
    /// Until a moment.
    Until(UnixTime),
    /// Until the vault locks.
    UntilLock,
}

impl App {
    /// Says which rows a face shows, in the place of those it named before. Codes go out for these
    /// and no others.
    ///
    /// # Errors
    /// `Locked`; `NotFound` for an id that is none.
    pub fn show_rows(
        &mut self,
        face: SubscriberId,
        ids: &[String],
    ) -> Result<Vec<RowCode>, CommandError> {
        let now = self.now();
        let session = self.session_mut()?;
        let rows = ids.iter().map(|id| parse_id(id)).collect::<Result<Vec<_>, _>>()?;
        let sent = session.codes.of(session.file.vault().contents(), &rows, now);
        session.codes.shown.insert(face, Shown { rows, sent: sent.clone() });
        Ok(sent)
    }

    /// Gives a code out, to be typed or printed. A counter-based code is used up by it, and is the same
    /// for a minute.
    ///
    /// # Errors
    /// `Locked`, `NotFound`; `CounterEnd` where there is no next counter; why the new counter could
    /// not be saved.
    pub fn give_code(&mut self, id: &str) -> Result<GivenCode, CommandError> {
        let id = parse_id(id)?;
        let Picked { labels, code, which, counter } = self.pick(id)?;
        Ok(GivenCode {
            id: id.to_string(),
            issuer: labels.issuer,
            account: labels.account,
            code: (&code).into(),
            which,
            valid_from: code.valid_from().map(UnixTime::seconds),
            valid_until: code.valid_until().map(UnixTime::seconds),
            counter: counter.map(|n| n.to_string()),
        })
    }

    /// The codes of entries at a moment, to be shown side by side; now if none is named. No counter
    /// is used up by it, and no use is noted.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn codes_at(&self, ids: &[String], at: Option<u64>) -> Result<Vec<CodeAt>, CommandError> {
        let at = at.map_or_else(|| self.now(), UnixTime::from_seconds);
        let contents = self.session()?.file.vault().contents();
        let code_at = |id: &String| {
            let otp = contents.get(parse_id(id)?)?.otp();
            let code = otp.code_at(at);
            Ok(CodeAt {
                id: id.clone(),
                code: (&code).into(),
                next: otp.next_code_at(at).as_ref().map(ShownCode::from),
                valid_from: code.valid_from().map(UnixTime::seconds),
                valid_until: code.valid_until().map(UnixTime::seconds),
                counter: otp.counter().map(|n| n.to_string()),
            })
        };
        ids.iter().map(code_at).collect()
    }

    /// Puts a code on the clipboard. A counter-based code is used up by it, and is the same for a
    /// minute. `hidden`: no window is in sight, so that a notification has to tell.
    ///
    /// # Errors
    /// `Locked`, `NotFound`, `Clipboard`; `CounterEnd` where there is no next counter; why the new
    /// counter could not be saved.
    pub fn copy_code(&mut self, id: &str, hidden: bool) -> Result<Copied, CommandError> {
        let id = parse_id(id)?;
        self.check_clipboard()?;
        let picked = self.pick(id)?;
        self.offer(id, picked, hidden)
    }

    /// Puts the next counter-based code on the clipboard and uses it up, whenever the one before was
    /// given out.
    ///
    /// # Errors
    /// `Locked`, `Clipboard`; `NotFound` where there is no such account, or its codes follow the clock;
    /// `CounterEnd` where there is no next counter; why the new counter could not be saved.
    pub fn copy_next_count(&mut self, id: &str, hidden: bool) -> Result<Copied, CommandError> {
        let id = parse_id(id)?;
        self.check_clipboard()?;
        let entry = self.session()?.file.vault().contents().get(id)?;
        if entry.otp().counter().is_none() {
            return Err(CommandError(Reason::NotFound));
        }
        let picked = self.use_up(id)?;
        self.offer(id, picked, hidden)
    }

    /// Puts the code of a moment on the clipboard, now if none is named, or the one after it. No
    /// counter is used up by it, and no use is noted.
    ///
    /// # Errors
    /// `Locked`, `Clipboard`; `NotFound` where there is no such account, or no code after that one.
    pub fn copy_code_at(
        &mut self,
        id: &str,
        at: Option<u64>,
        next: bool,
    ) -> Result<Copied, CommandError> {
        let id = parse_id(id)?;
        let at = at.map_or_else(|| self.now(), UnixTime::from_seconds);
        self.check_clipboard()?;
        let entry = self.session()?.file.vault().contents().get(id)?;
        let (code, which) = match next {
            true => (entry.otp().next_code_at(at), Which::Next),
            false => (Some(entry.otp().code_at(at)), Which::Current),
        };
        let code = code.ok_or(CommandError(Reason::NotFound))?;
        let (labels, counter) = (entry.labels().clone(), entry.otp().counter());
        self.offer(id, Picked { labels, code, which, counter }, false)
    }

    fn check_clipboard(&mut self) -> Result<(), CommandError> {
        self.ports.clipboard.check().map_err(|_| CommandError(Reason::Clipboard))
    }

    /// Puts a recovery code of a site on the clipboard.
    pub(crate) fn offer_recovery_code(
        &mut self,
        id: EntryId,
        labels: Labels,
        code: &str,
    ) -> Result<Copied, CommandError> {
        self.check_clipboard()?;
        let clears_in = self.put_on_clipboard(code)?;
        let Labels { issuer, account } = labels;
        Ok(Copied { id: id.to_string(), issuer, account, which: Which::Current, clears_in })
    }

    /// Gives the seconds until it is taken off again.
    fn put_on_clipboard(&mut self, code: &str) -> Result<u32, CommandError> {
        let copied = self.ports.clipboard.offer(code);
        copied.map_err(|_| CommandError(Reason::Clipboard))?;
        self.copied = CopiedCode(Some(Stay::Until(self.now() + self.clear_after())));
        Ok(self.ports.profile.settings().clear_after_seconds)
    }

    fn offer(&mut self, id: EntryId, picked: Picked, hidden: bool) -> Result<Copied, CommandError> {
        let Picked { labels, code, which, .. } = picked;
        let clears_in = self.put_on_clipboard(code.expose())?;
        if hidden {
            let name = if labels.issuer.is_empty() { &labels.account } else { &labels.issuer };
            (self.ports.notify)(Notice::Copied { name: name.clone(), clears_in });
        }
        let Labels { issuer, account } = labels;
        Ok(Copied { id: id.to_string(), issuer, account, which, clears_in })
    }

    /// Notes in the vault that a code of this account was used, at most once an hour. Nobody waits for
    /// it: what cannot be saved now is noted at the next use.
    pub fn note_use(&mut self, id: &str) {
        let (now, Ok(id)) = (self.now(), parse_id(id)) else { return };
        let Ok(session) = self.session() else { return };
        let Ok(entry) = session.file.vault().contents().get(id) else { return };
        // A clock that was set back does not put the next note off for longer.
        let is_noted =
            entry.used_at().is_some_and(|at| at <= now && now.since(at) < NOTE_USE_AGAIN);
        if !is_noted {
            let noted = self.change(|vault, now, _| Ok(vault.contents_mut().mark_used(id, now)?));
            if noted.is_ok() {
                // The tray has those first that were used last.
                self.emit(Event::Entries);
            }
        }
    }

    /// Leaves the copied code on the clipboard until something else takes its place, or the vault
    /// locks.
    pub fn keep_clipboard(&mut self) {
        self.copied = CopiedCode(self.copied.0.map(|_| Stay::UntilLock));
    }

    /// The code of now, or the next one where that is about to end. A counter-based code is the one that
    /// was given out within the last minute, else the next one.
    fn pick(&mut self, id: EntryId) -> Result<Picked, CommandError> {
        let now = self.now();
        let entry = self.session()?.file.vault().contents().get(id)?;
        if entry.otp().counter().is_none() {
            return Ok(Picked::of(entry, now));
        }
        // Another program may have used the account since.
        self.refresh()?;
        let session = self.session()?;
        let entry = session.file.vault().contents().get(id)?;
        match session.codes.pressed(entry) {
            Some(Pressed { of, at }) if *at <= now && now.since(*at) < SAME_AGAIN => {
                Ok(Picked::by(entry.labels(), of, now))
            }
            _ => self.use_up(id),
        }
    }

    /// A counter-based code of the counter on disk, which another program may have moved on; the new
    /// counter is saved before the code is given out: one that might be given out twice is worse than
    /// one that is skipped.
    fn use_up(&mut self, id: EntryId) -> Result<Picked, CommandError> {
        let now = self.now();
        let (picked, of) = self.change(|vault, now, _| {
            let entry = vault.contents().get(id)?;
            let (picked, of) = (Picked::of(entry, now), entry.otp().clone());
            let otp = of.advanced().ok_or(CommandError(Reason::CounterEnd))?;
            vault.contents_mut().edit(id, Edit { otp: Some(otp), ..Edit::default() }, now)?;
            Ok((picked, of))
        })?;
        self.session_mut()?.codes.pressed.insert(id, Pressed { of, at: now });
        self.emit(Event::Entries);
        self.send_codes(now);
        Ok(picked)
    }

    /// Sends each face the codes of its rows, where they are no longer those that were sent.
    pub(crate) fn send_codes(&mut self, now: UnixTime) {
        let Some(session) = &mut self.open else { return };
        let contents = session.file.vault().contents();
        let mut changed = Vec::new();
        for (face, shown) in &session.codes.shown {
            let codes = session.codes.of(contents, &shown.rows, now);
            if codes != shown.sent {
                changed.push((*face, codes));
            }
        }
        for (face, codes) in changed {
            if let Some(shown) = session.codes.shown.get_mut(&face) {
                shown.sent.clone_from(&codes);
            }
            self.ports.events.emit_to(face, Event::Codes(codes));
        }
    }

    /// Takes a copied code off the clipboard, if it is still there.
    pub(crate) fn clear_clipboard(&mut self) {
        if self.copied.0.take().is_some() {
            self.ports.clipboard.clear_if_ours();
        }
    }

    /// Takes a copied code off the clipboard where its time is over and it is still there.
    pub(crate) fn clear_clipboard_if_due(&mut self, now: UnixTime) {
        let Some(Stay::Until(at)) = self.copied.0 else { return };
        // A clock that was set back must not keep a code on the clipboard for longer.
        let at = at.min(now + self.clear_after());
        self.copied = CopiedCode(Some(Stay::Until(at)));
        if at <= now {
            self.clear_clipboard();
        }
    }

    fn clear_after(&self) -> Duration {
        Duration::from_secs(self.ports.profile.settings().clear_after_seconds.into())
    }
}

impl CopiedCode {
    /// When the code is to be taken off the clipboard.
    pub(crate) fn due(&self) -> Option<UnixTime> {
        match self.0 {
            Some(Stay::Until(at)) => Some(at),
            Some(Stay::UntilLock) | None => None,
        }
    }
}

impl Codes {
    /// No codes go out for the rows that this face showed.
    pub(crate) fn forget(&mut self, face: SubscriberId) {
        self.shown.remove(&face);
    }

    fn of(&self, contents: &Contents, rows: &[EntryId], now: UnixTime) -> Vec<RowCode> {
        let rows = rows.iter().filter_map(|id| contents.get(*id).ok());
        rows.filter_map(|entry| self.of_entry(entry, now)).collect()
    }

    fn of_entry(&self, entry: &Entry, now: UnixTime) -> Option<RowCode> {
        if entry.otp().counter().is_some() {
            let pressed = self.pressed(entry)?;
            return Some(row_code(entry, &pressed.of.code_at(now), None));
        }
        let next = entry.otp().next_code_at(now);
        Some(row_code(entry, &entry.otp().code_at(now), next.as_ref()))
    }

    /// The counter-based code that was given out last, as long as the account has not changed since.
    fn pressed(&self, entry: &Entry) -> Option<&Pressed> {
        let pressed = self.pressed.get(&entry.id())?;
        (pressed.of.advanced().as_ref() == Some(entry.otp())).then_some(pressed)
    }

    /// When the first of the codes that were sent is no longer right.
    pub(crate) fn next_step(&self) -> Option<UnixTime> {
        let sent = self.shown.values().flat_map(|shown| &shown.sent);
        sent.filter_map(|code| code.valid_until).min().map(UnixTime::from_seconds)
    }
}

/// A code to give out, of whom, and which of two.
struct Picked {
    labels: Labels,
    code: Code,
    which: Which,
    /// Which count the code is of; none for time-based codes.
    counter: Option<u64>,
}

impl Picked {
    fn of(entry: &Entry, now: UnixTime) -> Self {
        Self::by(entry.labels(), entry.otp(), now)
    }

    fn by(labels: &Labels, otp: &Otp, now: UnixTime) -> Self {
        let code = otp.code_at(now);
        let (code, which) = match (code.valid_until(), otp.next_code_at(now)) {
            (Some(until), Some(next)) if until.since(now) < TOO_LATE => (next, Which::Next),
            _ => (code, Which::Current),
        };
        Self { labels: labels.clone(), code, which, counter: otp.counter() }
    }
}

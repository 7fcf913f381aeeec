//! Entries: the list, adding by hand, editing, the trash, and undo.

use std::collections::VecDeque;

use tessera_core::base32;
use tessera_core::entry::{self, Edit, EntryId, Labels, Usage, check_lengths};
use tessera_core::file::Room;
use tessera_core::otp::{Digits, Otp, Period, Scheme};
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use tessera_core::time::UnixTime;
use tessera_exchange::draft::{self, Draft, Status};
use uuid::Uuid;

use crate::app::{App, make_id, parse_id};
use crate::error::CommandError;
use crate::events::Event;
use crate::order::arrange;
use crate::rows::row;
use crate::several::take_back;
use crate::types::{
    Added, Algorithm, EntryDates, EntryEdit, Kind, ListOrder, NewEntry, OtpChange, Reason, Row,
    Typed, Undo,
};

/// How many steps can be undone.
const UNDO_STEPS: usize = 20;

/// What was done while the vault is open, and can be undone.
#[derive(Default)]
pub(crate) struct UndoSteps(VecDeque<(Uuid, UndoStep)>);

/// How to undo what was done.
pub(crate) enum UndoStep {
    /// Entries were added: undone by deleting them for good.
    Added(Vec<EntryId>),
    /// Entries were changed: undone by these edits.
    Edited(Vec<(EntryId, Edit)>),
}

impl App {
    /// The live entries, as they are on disk now, in the user's own order.
    pub fn list_entries(&mut self) -> Result<Vec<Row>, CommandError> {
        self.list_in_order(ListOrder::Own)
    }

    /// The live entries, as they are on disk now.
    pub fn list_in_order(&mut self, order: ListOrder) -> Result<Vec<Row>, CommandError> {
        self.refresh()?;
        let contents = self.session()?.file.vault().contents();
        let mut live = contents.live();
        arrange(&mut live, order);
        Ok(live.into_iter().map(|entry| row(contents, entry)).collect())
    }

    /// The entries in the trash.
    pub fn list_trash(&mut self) -> Result<Vec<Row>, CommandError> {
        self.refresh()?;
        let contents = self.session()?.file.vault().contents();
        Ok(contents.trashed().into_iter().map(|entry| row(contents, entry)).collect())
    }

    /// Adds what was typed. Two accounts of the same names that differ are both kept, and that is told.
    ///
    /// # Errors
    /// `Locked`; why the form gives no codes; `AlreadyHere` where the vault has the same account.
    pub fn add_entry(&mut self, form: &NewEntry) -> Result<Added, CommandError> {
        self.add(draft_of(parse(form)?))
    }

    /// Adds the account of a URI. It is held against the vault as one that was typed.
    ///
    /// # Errors
    /// `Locked`; why the URI gives no codes; `AlreadyHere` where the vault has the same account.
    pub fn add_uri(&mut self, uri: &Typed, tags: Vec<String>) -> Result<Added, CommandError> {
        let account = otpauth::parse(uri.expose())?;
        self.add(Draft { tags, ..Draft::new(account) })
    }

    fn add(&mut self, draft: Draft) -> Result<Added, CommandError> {
        check_lengths(&draft.labels, &draft.tags, draft.note.expose())?;
        let mut drafts = [draft];
        let id = self.change(|vault, now, rng| {
            draft::compare(&mut drafts, vault.contents().live());
            match drafts[0].status {
                Status::Duplicate => Err(CommandError(Reason::AlreadyHere)),
                _ => {
                    let new = drafts[0].confirm().ok_or(CommandError::INTERNAL)?;
                    Ok(vault.contents_mut().add(new, now, rng))
                }
            }
        })?;
        let differs = match drafts[0].status {
            Status::Conflict(difference) => Some(difference.into()),
            _ => None,
        };
        self.emit(Event::Entries);
        Ok(Added { id: id.to_string(), differs, undo: self.note_undo(UndoStep::Added(vec![id]))? })
    }

    /// Changes all that can be changed without the secret.
    pub fn edit_entry(&mut self, id: &str, form: &EntryEdit) -> Result<Row, CommandError> {
        let (id, labels) = (parse_id(id)?, labels(&form.issuer, &form.account));
        let note = form.note.as_ref().map(Typed::expose);
        check_lengths(&labels, &form.tags, note.unwrap_or_default())?;
        let row = self.change(|vault, now, _| {
            let entry = vault.contents().get(id)?;
            // What came from another app without a name may stay so.
            if labels != *entry.labels() {
                check_name(&labels)?;
            }
            let usage = entry.usage().clone();
            let counter = form.counter.as_deref();
            let edit = Edit {
                otp: counter.map(|counter| recounted(entry.otp(), counter)).transpose()?,
                labels: Some(labels.clone()),
                tags: Some(form.tags.clone()),
                note: note.map(SecretText::from),
                pinned: Some(form.pinned),
                usage: Some(Usage { confirmed: form.confirmed, ..usage }),
                ..Edit::default()
            };
            let id = vault.contents_mut().edit(id, edit, now)?.id();
            let contents = vault.contents();
            Ok(row(contents, contents.get(id)?))
        })?;
        self.emit(Event::Entries);
        Ok(row)
    }

    /// When an entry was added, used and changed.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn entry_dates(&self, id: &str) -> Result<EntryDates, CommandError> {
        let entry = self.session()?.file.vault().contents().get(parse_id(id)?)?;
        Ok(EntryDates {
            created_at: entry.created_at().seconds(),
            used_at: entry.used_at().map(UnixTime::seconds),
            changed_at: entry.changed_at().seconds(),
        })
    }

    /// Changes the secret of an entry, or how its codes are made of it. A slip here costs the account, so
    /// the password is asked for, and what was there before can be put back until the vault locks.
    ///
    /// # Errors
    /// `Locked`, `WrongPassword`, `NotFound`; why the form gives no codes.
    pub fn change_otp(
        &mut self,
        id: &str,
        change: &OtpChange,
        password: &Typed,
    ) -> Result<Undo, CommandError> {
        let id = parse_id(id)?;
        self.checked_password(password)?;
        let undo = self.edit_all(Room::Ordinary, |contents, _| {
            let otp = Some(changed_otp(contents.get(id)?.otp(), change)?);
            Ok(vec![(id, Edit { otp, ..Edit::default() })])
        })?;
        self.send_codes(self.now());
        Ok(undo)
    }

    /// Puts an entry into the trash.
    pub fn remove_entry(&mut self, id: &str) -> Result<Undo, CommandError> {
        self.remove_entries(&[id.to_owned()])
    }

    /// Takes an entry out of the trash.
    pub fn restore_entry(&mut self, id: &str) -> Result<(), CommandError> {
        let id = parse_id(id)?;
        self.change_within(Room::Reserve, |vault, now, _| {
            Ok(vault.contents_mut().restore(id, now)?)
        })?;
        self.emit(Event::Entries);
        Ok(())
    }

    /// Deletes an entry for good. Only from the trash: a slip of the hand comes twice at most.
    pub fn delete_entry(&mut self, id: &str) -> Result<(), CommandError> {
        let id = parse_id(id)?;
        self.change_within(Room::Reserve, |vault, now, _| {
            let contents = vault.contents_mut();
            match contents.get(id)?.trashed_at() {
                Some(_) => Ok(contents.delete(id, now)?),
                None => Err(CommandError(Reason::NotFound)),
            }
        })
    }

    /// Undoes one step.
    pub fn undo(&mut self, token: &str) -> Result<(), CommandError> {
        let expired = || CommandError::EXPIRED;
        let undo = &mut self.session_mut()?.undo.0;
        let token: Uuid = token.parse().map_err(|_| expired())?;
        let index = undo.iter().position(|(t, _)| *t == token).ok_or_else(expired)?;
        let (token, step) = undo.remove(index).ok_or_else(expired)?;
        let undone = self.change_within(Room::Reserve, |vault, now, _| match &step {
            UndoStep::Edited(edits) => Ok(take_back(vault.contents_mut(), edits, now)?),
            UndoStep::Added(ids) => {
                // One that is gone already needs no undoing.
                vault.contents_mut().delete_all(&ids.iter().copied().collect(), now);
                Ok(())
            }
        });
        if undone.is_err() {
            self.session_mut()?.undo.0.push_back((token, step));
        }
        self.emit(Event::Entries);
        undone
    }

    /// Keeps a step, and names it.
    pub(crate) fn note_undo(&mut self, step: UndoStep) -> Result<String, CommandError> {
        let token = make_id();
        let undo = &mut self.session_mut()?.undo.0;
        undo.push_back((token, step));
        if undo.len() > UNDO_STEPS {
            undo.pop_front();
        }
        Ok(token.to_string())
    }
}

fn labels(issuer: &str, account: &str) -> Labels {
    Labels { issuer: issuer.trim().to_owned(), account: account.trim().to_owned() }
}

/// Held against the vault before it is added.
fn draft_of(new: entry::NewEntry) -> Draft {
    let entry::NewEntry { labels, otp, tags, note, pinned, trashed, confirmed, recovery_codes } =
        new;
    let account = otpauth::Account { labels, issuer_alt: None, otp };
    Draft { tags, note, pinned, trashed, confirmed, recovery_codes, ..Draft::new(account) }
}

/// A counter-based code's parameters with another counter for the next code.
fn recounted(otp: &Otp, counter: &str) -> Result<Otp, CommandError> {
    let refused = CommandError(Reason::InvalidCounter);
    match otp.scheme() {
        &Scheme::Hotp { algorithm, digits, .. } => {
            let counter = counter.trim().parse().map_err(|_| refused)?;
            Ok(Otp::new(otp.secret().clone(), Scheme::Hotp { algorithm, digits, counter }))
        }
        _ => Err(refused),
    }
}

/// A form as an entry. A whole URI in the field of the secret brings its own parameters; labels that
/// were typed win over those in it.
fn parse(form: &NewEntry) -> Result<entry::NewEntry, CommandError> {
    let typed = form.secret.expose();
    let mut labels = labels(&form.issuer, &form.account);
    let otp = if typed.contains("://") {
        let account = otpauth::parse(typed)?;
        if labels.issuer.is_empty() {
            labels.issuer = account.labels.issuer;
        }
        if labels.account.is_empty() {
            labels.account = account.labels.account;
        }
        account.otp
    } else {
        Otp::new(base32::decode(typed)?, scheme(form)?)
    };
    check_name(&labels)?;
    let (tags, note) = (form.tags.clone(), form.note.expose().into());
    Ok(entry::NewEntry { tags, note, ..entry::NewEntry::new(labels, otp) })
}

/// An account that is made or renamed by hand has a name.
fn check_name(labels: &Labels) -> Result<(), CommandError> {
    match labels.issuer.is_empty() && labels.account.is_empty() {
        true => Err(Reason::Nameless.into()),
        false => Ok(()),
    }
}

fn scheme(form: &NewEntry) -> Result<Scheme, CommandError> {
    let &NewEntry { kind, algorithm, digits, period, .. } = form;
    scheme_of(kind, algorithm, digits, period, &form.counter)
}

/// What makes the codes after a change. The PIN of another app's kinds cannot be typed in, so what has one
/// stays as it is.
fn changed_otp(before: &Otp, change: &OtpChange) -> Result<Otp, CommandError> {
    let typed = change.secret.expose();
    if typed.contains("://") {
        return Ok(otpauth::parse(typed)?.otp);
    }
    let &OtpChange { kind, algorithm, digits, period, .. } = change;
    let scheme = scheme_of(kind, algorithm, digits, period, &change.counter)?;
    let secret = match typed.trim() {
        "" => before.secret().clone(),
        _ => base32::decode(typed)?,
    };
    Ok(Otp::new(secret, scheme))
}

fn scheme_of(
    kind: Kind,
    algorithm: Algorithm,
    digits: u64,
    period: u64,
    counter: &str,
) -> Result<Scheme, CommandError> {
    let algorithm = algorithm.into();
    Ok(match kind {
        Kind::Steam => Scheme::Steam,
        Kind::Totp => {
            Scheme::Totp { algorithm, digits: Digits::new(digits)?, period: Period::new(period)? }
        }
        Kind::Hotp => {
            let counter = match counter.trim() {
                "" => 0,
                number => number.parse().map_err(|_| CommandError(Reason::InvalidCounter))?,
            };
            Scheme::Hotp { algorithm, digits: Digits::new(digits)?, counter }
        }
        // They need a PIN, and come as a link or from another app's file.
        Kind::Motp | Kind::Yandex => return Err(CommandError(Reason::PinMissing)),
    })
}

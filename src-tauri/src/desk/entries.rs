//! Entries: the list, adding by hand, editing, the trash, and undo.

use tessera_core::base32;
use tessera_core::entry::{self, Edit, Labels, Usage};
use tessera_core::otp::{Digits, Otp, Period, Scheme};
use tessera_core::otpauth;

use super::rows::row;
use super::{Desk, UndoStep, parse_id};
use crate::dto::{Added, EntryEdit, Kind, NewEntry, Row, Undo};
use crate::error::CommandError;
use crate::platform::page::Event;

impl Desk {
    /// The live entries, as they are on disk now.
    pub fn list_entries(&mut self) -> Result<Vec<Row>, CommandError> {
        self.refresh()?;
        let contents = self.session()?.file.vault().contents();
        Ok(contents.live().into_iter().map(|entry| row(contents, entry)).collect())
    }

    /// The entries in the trash.
    pub fn list_trash(&mut self) -> Result<Vec<Row>, CommandError> {
        self.refresh()?;
        let contents = self.session()?.file.vault().contents();
        Ok(contents.trashed().into_iter().map(|entry| row(contents, entry)).collect())
    }

    /// Adds what was typed.
    pub fn add_entry(&mut self, form: &NewEntry) -> Result<Added, CommandError> {
        let new = parse(form)?;
        let id =
            self.change(|vault, now, rng| Ok(vault.contents_mut().add(new.clone(), now, rng)))?;
        self.world.page.tell(Event::Entries);
        Ok(Added { id: id.to_string(), undo: self.note_undo(UndoStep::Added(vec![id]))? })
    }

    /// Changes all that can be changed without the secret.
    pub fn edit_entry(&mut self, id: &str, form: &EntryEdit) -> Result<Row, CommandError> {
        let id = parse_id(id)?;
        let row = self.change(|vault, now, _| {
            let usage = vault.contents().get(id)?.usage().clone();
            let edit = Edit {
                labels: Some(labels(&form.issuer, &form.account)),
                tags: Some(form.tags.clone()),
                note: Some(form.note.clone()),
                pinned: Some(form.pinned),
                usage: Some(Usage { confirmed: form.confirmed, ..usage }),
                ..Edit::default()
            };
            let id = vault.contents_mut().edit(id, edit, now)?.id();
            let contents = vault.contents();
            Ok(row(contents, contents.get(id)?))
        })?;
        self.world.page.tell(Event::Entries);
        Ok(row)
    }

    /// Puts an entry into the trash.
    pub fn remove_entry(&mut self, id: &str) -> Result<Undo, CommandError> {
        let id = parse_id(id)?;
        self.change(|vault, now, _| Ok(vault.contents_mut().trash(id, now)?))?;
        self.world.page.tell(Event::Entries);
        Ok(Undo { undo: self.note_undo(UndoStep::Removed(id))? })
    }

    /// Takes an entry out of the trash.
    pub fn restore_entry(&mut self, id: &str) -> Result<(), CommandError> {
        let id = parse_id(id)?;
        self.change(|vault, now, _| Ok(vault.contents_mut().restore(id, now)?))?;
        self.world.page.tell(Event::Entries);
        Ok(())
    }

    /// Deletes an entry for good. Only from the trash: a slip of the hand comes twice at most.
    pub fn delete_entry(&mut self, id: &str) -> Result<(), CommandError> {
        let id = parse_id(id)?;
        self.change(|vault, now, _| {
            let contents = vault.contents_mut();
            match contents.get(id)?.trashed_at() {
                Some(_) => Ok(contents.delete(id, now)?),
                None => Err(CommandError::plain("not_found")),
            }
        })
    }

    /// Undoes one step.
    pub fn undo(&mut self, token: &str) -> Result<(), CommandError> {
        let expired = || CommandError::plain(CommandError::EXPIRED);
        let undo = &mut self.session_mut()?.undo;
        let token: uuid::Uuid = token.parse().map_err(|_| expired())?;
        let index = undo.iter().position(|(t, _)| *t == token).ok_or_else(expired)?;
        let (token, step) = undo.remove(index).ok_or_else(expired)?;
        let undone = self.change(|vault, now, _| match &step {
            UndoStep::Removed(id) => Ok(vault.contents_mut().restore(*id, now)?),
            UndoStep::Added(ids) => {
                // One that is gone already needs no undoing.
                let gone = ids.iter().filter(|id| vault.contents().get(**id).is_ok());
                for id in gone.copied().collect::<Vec<_>>() {
                    vault.contents_mut().delete(id, now)?;
                }
                Ok(())
            }
        });
        if undone.is_err() {
            self.session_mut()?.undo.push_back((token, step));
        }
        self.world.page.tell(Event::Entries);
        undone
    }
}

fn labels(issuer: &str, account: &str) -> Labels {
    Labels { issuer: issuer.trim().to_owned(), account: account.trim().to_owned() }
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
    let (tags, note) = (form.tags.clone(), form.note.clone());
    Ok(entry::NewEntry { tags, note, ..entry::NewEntry::new(labels, otp) })
}

fn scheme(form: &NewEntry) -> Result<Scheme, CommandError> {
    let algorithm = form.algorithm.into();
    Ok(match form.kind {
        Kind::Steam => Scheme::Steam,
        Kind::Totp => Scheme::Totp {
            algorithm,
            digits: Digits::new(form.digits)?,
            period: Period::new(form.period)?,
        },
        Kind::Hotp => {
            let counter = match form.counter.trim() {
                "" => 0,
                number => number.parse().map_err(|_| CommandError::plain("invalid_counter"))?,
            };
            Scheme::Hotp { algorithm, digits: Digits::new(form.digits)?, counter }
        }
        // They need a PIN, and come as a link or from another app's file.
        Kind::Motp | Kind::Yandex => return Err(CommandError::plain("pin_missing")),
    })
}

//! What an entry was before: listed, and put back.

use tessera_core::entry::{Earlier, Entry, Was};
use tessera_core::file::Room;
use tessera_core::otp::{Otp, Period};

use crate::app::{App, parse_id};
use crate::error::CommandError;
use crate::types::{EarlierValue, EarlierWas, Reason, Shown, Typed, Undo};

impl App {
    /// What an entry was before, the last replaced first.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn earlier_values(&self, id: &str) -> Result<Vec<EarlierValue>, CommandError> {
        let entry = self.session()?.file.vault().contents().get(parse_id(id)?)?;
        Ok(entry.earlier().iter().map(|earlier| value(entry, earlier)).collect())
    }

    /// An earlier note of an entry; empty where there was none then.
    ///
    /// # Errors
    /// `Locked`; `NotFound` where the entry is gone, or has no such note any more.
    pub fn earlier_note(&self, id: &str, key: &str) -> Result<Shown, CommandError> {
        let entry = self.session()?.file.vault().contents().get(parse_id(id)?)?;
        match find(entry, key)?.was {
            Was::Note(note) => Ok(Shown::from(note.expose())),
            Was::Otp(_) | Was::Labels(_) | Was::Tags(_) => Err(CommandError(Reason::NotFound)),
        }
    }

    /// Puts an earlier value of an entry back. Where it made the codes, the password is asked for: a slip there
    /// costs the account.
    ///
    /// # Errors
    /// `Locked`, `WrongPassword`; `NotFound` where the entry is gone, or has no such value any more.
    pub fn put_back(
        &mut self,
        id: &str,
        key: &str,
        password: Option<&Typed>,
    ) -> Result<Undo, CommandError> {
        let id = parse_id(id)?;
        let edit = find(self.session()?.file.vault().contents().get(id)?, key)?.was.edit();
        if edit.otp.is_some() {
            self.checked_password(password.ok_or(CommandError::WRONG_PASSWORD)?)?;
        }
        let undo = self.edit_all(Room::Ordinary, |_, _| Ok(vec![(id, edit.clone())]))?;
        self.send_codes(self.now());
        Ok(undo)
    }
}

fn find<'a>(entry: &'a Entry, key: &str) -> Result<Earlier<'a>, CommandError> {
    let is_meant = |earlier: &Earlier<'_>| key_of(earlier) == key;
    entry.earlier().into_iter().find(is_meant).ok_or(CommandError(Reason::NotFound))
}

/// Two parts of a new entry have one stamp.
fn key_of(earlier: &Earlier<'_>) -> String {
    let part = match earlier.was {
        Was::Otp(_) => "otp",
        Was::Labels(_) => "labels",
        Was::Tags(_) => "tags",
        Was::Note(_) => "note",
    };
    format!("{part}-{}", earlier.stamp)
}

fn value(entry: &Entry, earlier: &Earlier<'_>) -> EarlierValue {
    EarlierValue {
        key: key_of(earlier),
        until: earlier.until.seconds(),
        was: match earlier.was {
            Was::Otp(otp) => made(otp, entry.otp()),
            Was::Labels(labels) => {
                let (issuer, account) = (labels.issuer.clone(), labels.account.clone());
                EarlierWas::Labels { issuer, account }
            }
            Was::Tags(names) => EarlierWas::Tags { names: names.to_vec() },
            Was::Note(note) => EarlierWas::Note { is_empty: note.is_empty() },
        },
    }
}

fn made(was: &Otp, is: &Otp) -> EarlierWas {
    EarlierWas::Otp {
        kind: was.kind().into(),
        algorithm: was.algorithm().into(),
        digits: was.digits(),
        period: was.period().map(Period::seconds),
        counter: was.counter().map(|count| count.to_string()),
        other_secret: was.secret() != is.secret(),
    }
}

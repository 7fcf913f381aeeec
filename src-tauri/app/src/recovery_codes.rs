//! Recovery codes of sites: kept with their account, ticked off, copied one by one.

use tessera_core::entry::{Edit, Entry};
use tessera_core::file::Room;
use tessera_core::recovery_codes::{self, SiteCodes, split};
use tessera_core::secret::SecretText;
use tessera_core::time::UnixTime;

use crate::app::{App, parse_id};
use crate::error::CommandError;
use crate::events::Event;
use crate::types::{CodesKept, Copied, Reason, Shown, SiteCode, Typed, Undo};

impl App {
    /// The recovery codes of an entry, in the order of the site; what they are goes out only where they are to be
    /// `shown`.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn recovery_codes(&self, id: &str, shown: bool) -> Result<Vec<SiteCode>, CommandError> {
        let entry = self.session()?.file.vault().contents().get(parse_id(id)?)?;
        let codes = entry.recovery_codes().all().iter().enumerate();
        let told = |(index, code): (usize, &recovery_codes::SiteCode)| SiteCode {
            key: key(entry, index),
            text: shown.then(|| Shown::from(code.text().expose())),
            used_at: code.used_at().map(UnixTime::seconds),
        };
        Ok(codes.map(told).collect())
    }

    /// Keeps the recovery codes in a text, in the place of those that are there. One that was there and used
    /// stays used.
    ///
    /// # Errors
    /// `Locked`, `NotFound`; `NoRecoveryCodes` where the text holds none; `TooManyRecoveryCodes`.
    pub fn set_recovery_codes(
        &mut self,
        id: &str,
        text: &Typed,
    ) -> Result<CodesKept, CommandError> {
        let id = parse_id(id)?;
        let found = split(text.expose(), self.now());
        if found.codes.is_empty() {
            return Err(CommandError(Reason::NoRecoveryCodes));
        }
        let codes =
            SiteCodes::new(found.codes).map_err(|_| CommandError(Reason::TooManyRecoveryCodes))?;
        let kept = codes.all().len();
        let Undo { undo } = self.edit_all(Room::Ordinary, |contents, _| {
            let codes = codes.clone().after(contents.get(id)?.recovery_codes());
            Ok(vec![(id, Edit { recovery_codes: Some(codes), ..Edit::default() })])
        })?;
        Ok(CodesKept { kept, left_out: found.left_out, undo })
    }

    /// Forgets the recovery codes of an entry.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn remove_recovery_codes(&mut self, id: &str) -> Result<Undo, CommandError> {
        let id = parse_id(id)?;
        self.edit_all(Room::Reserve, |_, _| {
            let none = Some(SiteCodes::default());
            Ok(vec![(id, Edit { recovery_codes: none, ..Edit::default() })])
        })
    }

    /// Ticks a recovery code off, or no longer.
    ///
    /// # Errors
    /// `Locked`; `NotFound` where the entry is gone, or has another list by now.
    pub fn tick_recovery_code(
        &mut self,
        id: &str,
        key: &str,
        used: bool,
    ) -> Result<(), CommandError> {
        let id = parse_id(id)?;
        self.change(|vault, now, _| {
            let code = find(vault.contents().get(id)?, key)?.clone();
            Ok(vault.contents_mut().tick_recovery_code(id, &code, used, now)?)
        })?;
        self.emit(Event::Entries);
        Ok(())
    }

    /// Puts a recovery code on the clipboard, with the same care as a code. It is not ticked off by that: only
    /// the user knows whether the site took it.
    ///
    /// # Errors
    /// `Locked`, `Clipboard`; `NotFound` where the entry is gone, or has another list by now.
    pub fn copy_recovery_code(&mut self, id: &str, key: &str) -> Result<Copied, CommandError> {
        let id = parse_id(id)?;
        let entry = self.session()?.file.vault().contents().get(id)?;
        let (code, labels) = (find(entry, key)?.clone(), entry.labels().clone());
        self.offer_recovery_code(id, labels, code.expose())
    }
}

/// The list, and the place in it.
fn key(entry: &Entry, index: usize) -> String {
    let list = entry.recovery_codes_stamp().map(|stamp| stamp.to_string());
    format!("{}-{index}", list.unwrap_or_default())
}

fn find<'a>(entry: &'a Entry, wanted: &str) -> Result<&'a SecretText, CommandError> {
    let mut codes = entry.recovery_codes().all().iter().enumerate();
    let found = codes.find(|(index, _)| key(entry, *index) == wanted);
    found.map(|(_, code)| code.text()).ok_or(CommandError(Reason::NotFound))
}

//! Accounts on their way out to another app: what it cannot take is said before, and nothing leaves
//! without the vault's password. What takes its time is done elsewhere, by [`Leaving::write`]: see
//! `leaving.rs`.

use std::path::{Path, PathBuf};

use tessera_core::entry::{Entry, Labels};
use tessera_core::otp::Otp;
use tessera_core::secret::{Password, SecretText};
use tessera_core::store::{self, StoreError, Written};
use tessera_core::time::UnixTime;
use tessera_exchange::formats::write::{self, Ink, Loss, Outgoing, Target, WriteError};

use super::wanted::{Want, Wanted};
use super::{Desk, file_name, rng};
use crate::dto::{ExportPreview, ExportTarget, Left, Reason, Typed};
use crate::error::CommandError;

/// An export that was allowed, until the vault locks or another one is asked for. Holds no account.
pub(super) struct Errand {
    target: &'static Target,
    seal: Option<SecretText>,
    want: Want,
}

/// Names an export that was allowed, while the user is asked where it goes.
#[derive(Debug)]
pub struct Ticket {
    target: &'static Target,
    wanted: Wanted,
}

impl Ticket {
    /// What the file could be called.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("accounts-{}.{}", self.target.name, self.target.extension)
    }

    /// What its app is called, and what such files end in.
    #[must_use]
    pub fn kind(&self) -> (&'static str, &'static str) {
        (self.target.title, self.target.extension)
    }
}

/// All that is needed to write the accounts. A lock ends it.
pub struct Leaving {
    target: &'static Target,
    accounts: Vec<Account>,
    seal: Option<SecretText>,
    now: UnixTime,
    /// The vault, which is not to be written over.
    own: PathBuf,
    wanted: Wanted,
}

/// As much of an entry as leaves.
struct Account {
    labels: Labels,
    otp: Otp,
    tags: Vec<String>,
    note: String,
    pinned: bool,
}

impl Desk {
    /// The formats that there are.
    pub fn export_targets() -> Vec<ExportTarget> {
        let target = |target: &&Target| ExportTarget {
            name: target.name,
            title: target.title,
            encrypted: target.takes_password,
        };
        write::TARGETS.iter().map(target).collect()
    }

    /// What of the live entries a format carries, and what not.
    pub fn preview_export(&self, to: &str) -> Result<ExportPreview, CommandError> {
        let target = target(to)?;
        let live = self.session()?.file.vault().contents().live();
        let accounts: Vec<_> = live.iter().map(|entry| Outgoing::of_entry(entry)).collect();
        let losses = target.loses(&accounts);
        let stays = live.iter().zip(losses.carried()).filter(|(_, is_carried)| !is_carried);
        let left_out: Vec<_> = stays.map(|(entry, _)| entry.id().to_string()).collect();
        let said = |(loss, count): (Loss, usize)| Reason::with(loss.name(), "count", count);
        let losses = losses.counts().into_iter().map(said).collect();
        Ok(ExportPreview { carried: live.len() - left_out.len(), left_out, losses })
    }

    /// Allows the accounts to leave: whoever sits at an unlocked computer has to know its password,
    /// and to mean it where they would be written as they are.
    pub fn begin_export(
        &mut self,
        to: &str,
        password: &Typed,
        seal: Option<&Typed>,
        confirmation: Option<&str>,
    ) -> Result<Ticket, CommandError> {
        let target = target(to)?;
        self.session()?;
        let seal = match target.takes_password {
            true => Some(seal_of(seal)?),
            false if confirmation.is_some_and(is_meant) => None,
            false => return Err(CommandError::plain("not_confirmed")),
        };
        self.checked_password(password)?;
        let want = Want::default();
        let wanted = want.wanted();
        self.session_mut()?.leaving = Some(Errand { target, seal, want });
        Ok(Ticket { target, wanted })
    }

    /// Takes out what was allowed, once; nothing where the user has changed their mind.
    pub fn take_export(&mut self, ticket: &Ticket) -> Result<Option<Leaving>, CommandError> {
        let now = self.now();
        let session = self.session_mut()?;
        let errand = session.leaving.as_mut().filter(|_| !ticket.wanted.is_over());
        let Some(errand) = errand else { return Ok(None) };
        Ok(Some(Leaving {
            target: errand.target,
            seal: errand.seal.take(),
            wanted: errand.want.wanted(),
            accounts: session.file.vault().contents().live().into_iter().map(Account::of).collect(),
            now,
            own: session.file.store().path().to_owned(),
        }))
    }

    /// The user named no place for it. Another one may have been asked for since.
    pub fn end_export(&mut self, ticket: &Ticket) {
        if !ticket.wanted.is_over() {
            self.cancel_export();
        }
    }

    /// Nothing is to leave any more.
    pub fn cancel_export(&mut self) {
        if let Some(session) = &mut self.open {
            session.leaving = None;
        }
    }
}

impl Leaving {
    /// Writes the accounts, and reads back what was written. May take as long as a key is derived.
    /// The system's dialog has asked already whether the file that it named may be replaced; of
    /// several, no other is replaced. Nothing where it was called off.
    ///
    /// # Errors
    /// What cannot be written, or where; no file has come to be then.
    pub fn write(self, path: &Path) -> Result<Option<Left>, CommandError> {
        let accounts: Vec<_> = self.accounts.iter().map(Account::outgoing).collect();
        let is_over = || self.wanted.is_over();
        let mut ink = Ink {
            password: self.seal.as_ref(),
            rng: &mut rng(),
            now: self.now,
            is_cancelled: &is_over,
        };
        let files = match self.target.write(&accounts, &mut ink) {
            Err(WriteError::Cancelled) => return Ok(None),
            files => files?,
        };
        let paths = write::paths(path, files.len());
        if paths.iter().any(|path| store::same_file(path, &self.own)) {
            return Err(CommandError::plain("own_file"));
        }
        let mut written = Written::default();
        for (path, bytes) in paths.iter().zip(&files) {
            if is_over() {
                return Ok(None);
            }
            written.add(path, bytes, files.len() == 1).map_err(of_a_file)?;
        }
        written.keep();
        let entries = self.target.loses(&accounts).carried_count();
        let first = paths.first().map_or(path, PathBuf::as_path);
        Ok(Some(Left { file_name: file_name(first), entries, files: paths.len() }))
    }
}

impl Account {
    fn of(entry: &Entry) -> Self {
        Self {
            labels: entry.labels().clone(),
            otp: entry.otp().clone(),
            tags: entry.tags().to_vec(),
            note: entry.note().to_owned(),
            pinned: entry.pinned(),
        }
    }

    fn outgoing(&self) -> Outgoing<'_> {
        let Self { labels, otp, tags, note, pinned } = self;
        Outgoing { labels, otp, tags, note, pinned: *pinned, trashed: false }
    }
}

fn target(name: &str) -> Result<&'static Target, CommandError> {
    // The page names only what it was told of.
    write::by_name(name).ok_or(CommandError::plain(CommandError::INTERNAL))
}

/// The password of the file, just as it was typed: its app normalises nothing.
fn seal_of(typed: Option<&Typed>) -> Result<SecretText, CommandError> {
    let missing = CommandError::plain("seal_missing");
    let typed = typed.ok_or(missing.clone())?.expose();
    // What cannot be typed again opens nothing.
    Password::new(typed).map_err(|_| missing)?;
    Ok(SecretText::new(typed.to_owned()))
}

fn is_meant(typed: &str) -> bool {
    typed.trim().eq_ignore_ascii_case(write::PLAINTEXT)
}

/// `exists` would mean the vault.
fn of_a_file(error: StoreError) -> CommandError {
    match error {
        StoreError::Exists => CommandError::plain("file_exists"),
        StoreError::TooLarge => WriteError::TooLarge.into(),
        other => other.into(),
    }
}

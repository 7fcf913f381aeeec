//! Accounts on their way out to another app: what it cannot take is said before, and nothing leaves
//! without the vault's password. Keys are derived and files written and read back elsewhere, as a
//! [`Job`] that a lock, a closed sheet or another export cancels.

mod transfer;

use std::path::{Path, PathBuf};

use tessera_core::entry::{Entry, EntryId, Labels};
use tessera_core::otp::Otp;
use tessera_core::recovery_codes::SiteCodes;
use tessera_core::secret::{Password, SecretText};
use tessera_core::store::{self, StoreError};
use tessera_core::time::UnixTime;
use tessera_exchange::formats::write::{self, Outgoing, Target, WriteContext, WriteError};
use zeroize::Zeroizing;

use crate::app::{App, rng};
use crate::error::CommandError;
use crate::import::file_name;
use crate::job::{CancelOnDrop, CancelToken, Job};
use crate::keeper::Keeper;
use crate::own_files::OwnFiles;
use crate::ports::picker::Save;
use crate::several::parse_ids;
use crate::types::{
    AccountName, ExportPreview, ExportTarget, ExportedAccounts, Lost, Reason, Typed,
};

/// Exports, while the vault is open.
#[derive(Default)]
pub(crate) struct Exports {
    pending: Option<PendingExport>,
    /// What the QR codes of all accounts say, while they are shown.
    transfer: Vec<SecretText>,
}

/// An export that was allowed, until the vault locks or another one is asked for. Holds no account.
struct PendingExport {
    target: &'static Target,
    /// Which accounts; all that are live where there are none.
    only: Option<Vec<EntryId>>,
    seal: Option<SecretText>,
    wanted: CancelOnDrop,
}

/// What was written; none where it was cancelled.
pub type Written = Result<Option<ExportedAccounts>, CommandError>;

/// Names an export that was allowed, while the user is asked where it goes.
#[derive(Debug)]
pub struct ExportTicket {
    target: &'static Target,
    token: CancelToken,
}

impl ExportTicket {
    /// The file that is to be saved.
    #[must_use]
    pub fn save(&self) -> Save {
        let Target { name, title, extension, .. } = self.target;
        Save::Export { file_name: format!("accounts-{name}.{extension}"), app: title, extension }
    }
}

/// Writes what was allowed to where the user has said. None where it was called off, or the vault has
/// locked since and the accounts are gone.
///
/// # Errors
/// `Locked`; what cannot be written, or where: no file has come to be then.
pub async fn write(
    keeper: &Keeper,
    ticket: ExportTicket,
    path: PathBuf,
) -> Result<Option<ExportedAccounts>, CommandError> {
    let Some(job) = keeper.ask(move |app| app.export_job(&ticket, path)).await? else {
        return Ok(None);
    };
    keeper.run(job).await?.transpose().map(Option::flatten)
}

/// All that is needed to write accounts for another app.
pub struct Export<'a> {
    /// For which app.
    pub target: &'static Target,
    /// The password of the file, where the target takes one.
    pub password: Option<&'a SecretText>,
    /// The time to write into the file.
    pub now: UnixTime,
    /// Files that are not to be written over: the vault and what belongs to it.
    pub own: Option<&'a OwnFiles>,
    /// Whether one file that is there already may be replaced; of several, none ever is.
    pub replace: bool,
}

impl Export<'_> {
    /// Writes the accounts, and reads back what was written. May take as long as a key is derived.
    /// Gives the paths of the files; none where it was cancelled: no file has come to be then.
    ///
    /// # Errors
    /// What cannot be written, or where; no file has come to be then.
    pub fn write(
        &self,
        accounts: &[Outgoing<'_>],
        path: &Path,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<PathBuf>>, CommandError> {
        match self.files(accounts, is_cancelled)? {
            Some(files) => self.write_files(&files, path, is_cancelled),
            None => Ok(None),
        }
    }

    /// Writes what [`Self::files`] gave, and reads it back; of several files all or none.
    ///
    /// # Errors
    /// `OwnFile`, `FileExists`; what cannot be written.
    pub fn write_files(
        &self,
        files: &[Zeroizing<Vec<u8>>],
        path: &Path,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<PathBuf>>, CommandError> {
        let paths = write::paths(path, files.len());
        let is_own = |path: &PathBuf| self.own.is_some_and(|own| own.holds(path));
        if paths.iter().any(is_own) {
            return Err(Reason::OwnFile.into());
        }
        let mut written = store::Written::default();
        for (path, bytes) in paths.iter().zip(files) {
            if is_cancelled() {
                return Ok(None);
            }
            let replace = self.replace && files.len() == 1;
            written.add(path, bytes, replace).map_err(of_a_file)?;
        }
        written.keep();
        Ok(Some(paths))
    }

    /// The bytes of the files, without writing any. None where it was cancelled.
    ///
    /// # Errors
    /// `NothingToExport`, `SealMissing`, `ExportTooLarge`.
    pub fn files(
        &self,
        accounts: &[Outgoing<'_>],
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<Zeroizing<Vec<u8>>>>, CommandError> {
        let mut context =
            WriteContext { password: self.password, rng: &mut rng(), now: self.now, is_cancelled };
        match self.target.write(accounts, &mut context) {
            Err(WriteError::Cancelled) => Ok(None),
            files => Ok(Some(files?)),
        }
    }
}

/// The most accounts that are named of those that have one loss.
const NAMED: usize = 20;

/// What an app would lose of accounts, each kind with the names of the accounts.
#[must_use]
pub fn losses(target: &Target, accounts: &[Outgoing<'_>]) -> Vec<Lost> {
    let losses = target.loses(accounts);
    let lost = |(loss, count)| {
        let each = accounts.iter().zip(losses.each());
        let concerned = each.filter(|(_, losses)| losses.contains(&loss));
        let names = concerned.take(NAMED).map(|(account, _)| AccountName {
            issuer: account.labels.issuer.clone(),
            account: account.labels.account.clone(),
        });
        Lost { loss: loss.into(), count, names: names.collect() }
    };
    losses.counts().into_iter().map(lost).collect()
}

/// What leaves of an entry: a copy, as the job outlives the request.
struct Account {
    labels: Labels,
    otp: Otp,
    tags: Vec<String>,
    note: SecretText,
    recovery_codes: SiteCodes,
    pinned: bool,
}

impl App {
    /// The formats of other apps that accounts can leave in.
    #[must_use]
    pub fn export_targets() -> Vec<ExportTarget> {
        let target = |target: &&Target| ExportTarget {
            name: target.name,
            title: target.title,
            encrypted: target.takes_password,
        };
        write::TARGETS.iter().map(target).collect()
    }

    /// What a format carries of some live entries, or of all, and what not.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn preview_export(
        &self,
        to: &str,
        only: Option<&[String]>,
    ) -> Result<ExportPreview, CommandError> {
        let target = target(to)?;
        let leaving = self.leaving(only.map(parse_ids).transpose()?.as_deref())?;
        let accounts: Vec<_> = leaving.iter().map(|entry| Outgoing::of_entry(entry)).collect();
        let carried = target.loses(&accounts).carried_count();
        let left_out = leaving.len() - carried;
        Ok(ExportPreview { carried, left_out, losses: losses(target, &accounts) })
    }

    /// The live entries, or those of them that are named, in the order of the list.
    ///
    /// # Errors
    /// `Locked`; `NotFound` where one of them is gone.
    pub(crate) fn leaving(&self, only: Option<&[EntryId]>) -> Result<Vec<&Entry>, CommandError> {
        let mut live = self.session()?.file.vault().contents().live();
        let Some(only) = only else { return Ok(live) };
        live.retain(|entry| only.contains(&entry.id()));
        match only.iter().all(|id| live.iter().any(|entry| entry.id() == *id)) {
            true => Ok(live),
            false => Err(CommandError(Reason::NotFound)),
        }
    }

    /// Hands the live accounts, or some of them, to a face of this process that writes them itself, and the files
    /// that are not to be written over.
    ///
    /// # Errors
    /// `Locked`, `WrongPassword`, `NotFound`.
    pub fn with_outgoing<T>(
        &self,
        password: &Typed,
        only: Option<&[String]>,
        write: impl FnOnce(&[Outgoing<'_>], &OwnFiles) -> T,
    ) -> Result<T, CommandError> {
        self.checked_password(password)?;
        let leaving = self.leaving(only.map(parse_ids).transpose()?.as_deref())?;
        let accounts: Vec<_> = leaving.iter().map(|entry| Outgoing::of_entry(entry)).collect();
        Ok(write(&accounts, &self.own_files()))
    }

    /// Allows the accounts to leave: whoever sits at an unlocked computer has to know its password,
    /// and to mean it where they would be written as they are.
    ///
    /// # Errors
    /// `Locked`, `WrongPassword`, `NotFound`; `SealMissing`, `NotConfirmed`.
    pub fn begin_export(
        &mut self,
        to: &str,
        only: Option<&[String]>,
        password: &Typed,
        seal: Option<&Typed>,
        confirmation: Option<&str>,
    ) -> Result<ExportTicket, CommandError> {
        let target = target(to)?;
        let only = only.map(parse_ids).transpose()?;
        self.leaving(only.as_deref())?;
        let seal = match target.takes_password {
            true => Some(seal_of(seal)?),
            false if confirmation.is_some_and(is_meant) => None,
            false => return Err(Reason::NotConfirmed.into()),
        };
        self.checked_password(password)?;
        let wanted = CancelOnDrop::default();
        let token = wanted.token();
        self.session_mut()?.exports.pending = Some(PendingExport { target, only, seal, wanted });
        Ok(ExportTicket { target, token })
    }

    /// Takes out what was allowed, once; none where the user has changed their mind.
    ///
    /// # Errors
    /// `Locked`.
    pub fn export_job(
        &mut self,
        ticket: &ExportTicket,
        path: PathBuf,
    ) -> Result<Option<Job<Written>>, CommandError> {
        let (now, own) = (self.now(), self.own_files());
        let pending = &mut self.session_mut()?.exports.pending;
        let pending = pending.as_mut().filter(|_| !ticket.token.is_cancelled());
        let Some(PendingExport { target, only, seal, wanted }) = pending else { return Ok(None) };
        let (target, only, seal, wanted) = (*target, only.take(), seal.take(), wanted.token());
        let accounts: Vec<_> =
            self.leaving(only.as_deref())?.into_iter().map(Account::of).collect();
        Ok(Some(Job::new(wanted, move |token| {
            let accounts: Vec<_> = accounts.iter().map(Account::outgoing).collect();
            // The system's dialog has asked already whether the file may be replaced.
            let (password, own) = (seal.as_ref(), Some(&own));
            let export = Export { target, password, now, own, replace: true };
            let written = export.write(&accounts, &path, &|| token.is_cancelled());
            let entries = target.loses(&accounts).carried_count();
            let told = |paths: Vec<PathBuf>| ExportedAccounts {
                file_name: file_name(paths.first().unwrap_or(&path)),
                entries,
                files: paths.len(),
            };
            Ok(written?.map(told))
        })))
    }

    /// The user named no place for it. Another one may have been asked for since.
    pub fn end_export(&mut self, ticket: &ExportTicket) {
        if !ticket.token.is_cancelled() {
            self.cancel_export();
        }
    }

    /// Nothing is to leave any more.
    pub fn cancel_export(&mut self) {
        if let Some(session) = &mut self.open {
            session.exports.pending = None;
        }
    }
}

impl Account {
    fn of(entry: &Entry) -> Self {
        Self {
            labels: entry.labels().clone(),
            otp: entry.otp().clone(),
            tags: entry.tags().to_vec(),
            note: entry.note().clone(),
            recovery_codes: entry.recovery_codes().clone(),
            pinned: entry.pinned(),
        }
    }

    fn outgoing(&self) -> Outgoing<'_> {
        let Self { labels, otp, tags, note, recovery_codes, pinned } = self;
        let note = note.expose();
        Outgoing { labels, otp, tags, note, recovery_codes, pinned: *pinned, trashed: false }
    }
}

fn target(name: &str) -> Result<&'static Target, CommandError> {
    // The page names only what it was told of.
    write::by_name(name).ok_or(CommandError::INTERNAL)
}

/// The password of the file, just as it was typed: its app normalises nothing.
fn seal_of(typed: Option<&Typed>) -> Result<SecretText, CommandError> {
    let missing = CommandError(Reason::SealMissing);
    let typed = typed.ok_or(missing.clone())?.expose();
    // What cannot be typed again opens nothing.
    Password::new(typed).map_err(|_| missing)?;
    Ok(SecretText::new(typed.to_owned()))
}

fn is_meant(typed: &str) -> bool {
    typed.trim().eq_ignore_ascii_case(write::PLAINTEXT)
}

/// `exists` would mean the vault.
pub(crate) fn of_a_file(error: StoreError) -> CommandError {
    match error {
        StoreError::Exists => CommandError(Reason::FileExists),
        StoreError::TooLarge => WriteError::TooLarge.into(),
        other => other.into(),
    }
}

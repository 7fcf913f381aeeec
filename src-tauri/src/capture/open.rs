//! Opens what needs a password. The thread that captures waits meanwhile, and tells the page once it
//! takes long; the derivation asks before every costly step whether it is still wanted.

use std::cell::Cell;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tessera_core::draft::Draft;
use tessera_core::formats::{Format, Found, ReadError, Work};
use tessera_core::intake;
use tessera_core::secret::{Password, SecretText};
use tessera_core::store;
use tessera_core::vault::{OpenError, Vault};
use tessera_reader::Reader;

use super::batch::{Batch, QUIET, Told};
use super::{Stop, remark};
use crate::desk::{Desk, Opened, Sealed, Turn, What, file_name};
use crate::dto::{KeyFile, Progress, Reason, Review, Typed};
use crate::error::CommandError;
use crate::keeper::Keeper;
use crate::platform::page::Page;

/// Why a source did not open.
enum Refusal {
    /// It is not wanted any more.
    Cancelled,
    /// It stays sealed, and the next password may do.
    Sealed(CommandError),
    /// No password will open it.
    Problem(Reason),
}

impl Batch<'_> {
    /// Opens a source of a review. None where the user stopped it.
    pub(super) fn open(
        &mut self,
        review: String,
        source: usize,
        password: &Typed,
    ) -> Result<Option<Review>, CommandError> {
        let (turn, stop) = (self.turn, self.stop);
        let keeper = self.room.keeper.clone();
        let asked = review.clone();
        let sealed = keeper.ask_blocking(move |desk| desk.sealed_source(turn, &asked, source))?;
        let (reader, mine) = (&mut self.reader, keeper.clone());
        let opened = telling(&*self.room.outside.page, move || {
            open(&sealed, password, reader, &until_over(stop, mine, turn))
        })?;
        let over = move || keeper.ask_blocking(move |desk| desk.check_turn(turn));
        let opened = match opened {
            // A lock says more than that it was stopped.
            _ if stop() => return over().map(|()| None),
            Err(Refusal::Cancelled) => return over().map(|()| None),
            Err(Refusal::Sealed(error)) => return over().and(Err(error)),
            Err(Refusal::Problem(problem)) => Err(problem),
            Ok(opened) => Ok(opened),
        };
        let take = move |desk: &mut Desk| desk.take_opened(turn, &review, source, opened);
        self.room.keeper.ask_blocking(take).map(Some)
    }

    /// Reads a key file, and keeps it with the source that it may open.
    pub(super) fn key_file(
        &mut self,
        review: String,
        source: usize,
        path: &Path,
    ) -> Result<KeyFile, CommandError> {
        let turn = self.turn;
        let bytes = store::read(path).map_err(|_| CommandError::with("io", "what", "read"))?;
        let key_file = KeyFile { file_name: file_name(path) };
        self.room
            .keeper
            .ask_blocking(move |desk| desk.set_key_file(turn, &review, source, bytes.into()))
            .map(|()| key_file)
    }
}

/// Works beside this thread, and tells the page if it takes long.
fn telling<T: Send>(page: &dyn Page, work: impl FnOnce() -> T + Send) -> Result<T, CommandError> {
    let internal = || CommandError::plain(CommandError::INTERNAL);
    thread::scope(|scope| {
        let (working, ended) = mpsc::channel::<()>();
        let work = move || {
            let _working = working;
            work()
        };
        let worker = thread::Builder::new().name("open".into()).spawn_scoped(scope, work);
        let worker = worker.map_err(|_| internal())?;
        let mut told = Told::nothing(page);
        if ended.recv_timeout(QUIET) == Err(RecvTimeoutError::Timeout) {
            told.progress(Progress { done: 0, total: 1 });
        }
        worker.join().map_err(|_| internal())
    })
}

/// Whether the user has stopped it, or the vault is locked. The keeper is not asked all the time.
fn until_over(stop: Stop<'_>, keeper: Keeper, turn: Turn) -> impl Fn() -> bool {
    const PAUSE: Duration = Duration::from_millis(50);
    let (asked, is_locked) = (Cell::new(Instant::now()), Cell::new(false));
    move || {
        if asked.get().elapsed() > PAUSE {
            asked.set(Instant::now());
            is_locked.set(keeper.ask_blocking(move |desk| desk.check_turn(turn)).is_err());
        }
        stop() || is_locked.get()
    }
}

fn open(
    sealed: &Sealed,
    typed: &Typed,
    reader: &mut Reader,
    is_cancelled: &dyn Fn() -> bool,
) -> Result<Opened, Refusal> {
    match sealed.what {
        What::Vault => open_vault(&sealed.bytes, typed).map_err(Refusal::from),
        What::Format(format) => {
            let password = SecretText::new(typed.expose().to_owned());
            let mut work = Work {
                password: Some(&password),
                key_file: sealed.key_file.as_ref().map(|bytes| bytes.as_slice()),
                eyes: Some(&mut |picture| reader.texts(picture)),
                beside: Some(&|name| store::beside(&sealed.path, name)),
                is_cancelled: Some(is_cancelled),
            };
            read_format(format, &sealed.bytes, &mut work).map_err(Refusal::from)
        }
    }
}

fn open_vault(bytes: &[u8], typed: &Typed) -> Result<Opened, OpenError> {
    // What cannot be a password cannot be the right one.
    let password = Password::new(typed.expose()).map_err(|_| OpenError::WrongPassword)?;
    let vault = Vault::open(bytes, &password, &mut UnwrapErr(SysRng))?;
    let contents = vault.contents();
    let drafts = contents.live().into_iter().map(Draft::of).collect();
    let quarantined = contents.quarantined();
    let remarks = (quarantined > 0).then(|| remark::left_behind(quarantined));
    Ok(Opened { drafts, remarks: remarks.into_iter().collect() })
}

/// Reads a file of another app.
pub(super) fn read_format(
    format: &Format,
    bytes: &[u8],
    work: &mut Work<'_>,
) -> Result<Opened, ReadError> {
    let mut found = Found::default();
    let remarks = intake::format(format, bytes, work, &mut found)?;
    let remarks = remarks.iter().map(|one| remark::reason(one, format)).collect();
    Ok(Opened { drafts: found.drafts, remarks })
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Cancelled => Self::Cancelled,
            ReadError::WrongPassword | ReadError::NeedsPassword => {
                Self::Sealed(CommandError::plain("wrong_password"))
            }
            error => Self::Problem(Reason::plain(error.name())),
        }
    }
}

impl From<OpenError> for Refusal {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::WrongPassword => Self::Sealed(CommandError::plain("wrong_password")),
            OpenError::OutOfMemory { .. } => Self::Sealed(error.into()),
            OpenError::TooNew { .. } => Self::Problem(Reason::plain("too_new")),
            _ => Self::Problem(Reason::plain("damaged")),
        }
    }
}

//! Opens what needs a password. Files of other apps ask before every costly step whether they are
//! still wanted; a vault is derived to its end, and what comes of it is dropped.

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tessera_core::secret::{Password, SecretText};
use tessera_core::store;
use tessera_core::vault::{OpenError, Vault};
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::{Format, Found, ReadError, Work};
use tessera_exchange::intake;
use tessera_reader_client::Reader;

use super::batch::Batch;
use super::remark;
use crate::desk::{Desk, Opened, Opening, What};
use crate::dto::{Reason, Review, Typed};
use crate::error::CommandError;

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
    /// Opens a source of a review. None where it is not wanted any more.
    pub(super) fn open(
        &mut self,
        opening: &Opening,
        password: &Typed,
    ) -> Result<Option<Review>, CommandError> {
        let opened = match open(opening, password, &mut self.reader) {
            // A lock says more than that it was stopped.
            _ if opening.is_locked() => return Err(CommandError::plain(CommandError::LOCKED)),
            _ if opening.is_over() => return Ok(None),
            Err(Refusal::Cancelled) => return Ok(None),
            Err(Refusal::Sealed(error)) => return Err(error),
            Err(Refusal::Problem(problem)) => Err(problem),
            Ok(opened) => Ok(opened),
        };
        let opening = opening.clone();
        let take = move |desk: &mut Desk| desk.take_opened(&opening, opened);
        self.room.keeper.ask_blocking(take).map(Some)
    }
}

fn open(opening: &Opening, typed: &Typed, reader: &mut Reader) -> Result<Opened, Refusal> {
    if opening.is_over() {
        return Err(Refusal::Cancelled);
    }
    let sealed = &opening.sealed;
    match sealed.what {
        What::Vault => open_vault(&sealed.bytes, typed).map_err(Refusal::from),
        What::Format(format) => {
            let password = SecretText::new(typed.expose().to_owned());
            let mut work = Work {
                password: Some(&password),
                key_file: sealed.key_file.as_ref().map(|bytes| bytes.as_slice()),
                eyes: Some(&mut |picture| reader.texts(picture)),
                beside: Some(&|name| store::beside(&sealed.path, name)),
                is_cancelled: Some(&|| opening.is_over()),
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

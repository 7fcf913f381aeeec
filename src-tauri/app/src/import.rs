//! Imports: what was found waits for a review, and nothing is stored before it is confirmed.
//!
//! Sources are read elsewhere ([`Capture`], or [`read`] where there is no vault): only what they gave
//! comes to the keeper's thread.

mod arguments;
mod capture;
mod cost;
mod dragged;
mod encrypted;
mod pictures;
mod queued_links;
mod reading;
mod remark;
mod review;
mod source;

use std::collections::BTreeSet;
use std::path::PathBuf;

use tessera_core::store;
use zeroize::Zeroizing;

use crate::app::App;
use crate::entries::UndoStep;
use crate::error::CommandError;
use crate::events::Event;
use crate::job::{CancelOnDrop, CancelToken, Job};
use crate::keeper::Keeper;
use crate::types::{Confirmed, KeyFile, Problem, Review, Seal, Typed};

pub use arguments::arrived;
pub use capture::{Capture, CapturePorts, Queue};
pub use encrypted::{EncryptedFile, EncryptedKind, Opened, Refusal};
pub use queued_links::Arrived;
pub use reading::{Content, Finding, GoOn, SourceKind, read};
pub use review::PendingReview;
pub use source::{Origin, Source, SourceContent, file_name, in_folder, sources};

pub(crate) use queued_links::QueuedLinks;
use review::LockedSource;

/// What is under review while the vault is open.
#[derive(Default)]
pub(crate) struct Reviews {
    pending: Option<PendingReview>,
    /// What is read elsewhere is wanted until the vault locks.
    session: CancelOnDrop,
    /// What is read elsewhere joins the review, unless that is cancelled meanwhile.
    reading: CancelOnDrop,
}

/// Whether what is read elsewhere is still wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    session: CancelToken,
    reading: CancelToken,
}

impl Wanted {
    /// Whether the vault was locked, or the review cancelled, since the reading began.
    pub(crate) fn is_over(&self) -> bool {
        self.session.is_cancelled() || self.reading.is_cancelled()
    }
}

/// The bytes of a key file, or why it could not be read.
type KeyFileBytes = Result<Zeroizing<Vec<u8>>, CommandError>;

/// An encrypted file of a review that is being opened elsewhere.
#[derive(Clone, Debug)]
pub struct Opening {
    file: EncryptedFile,
    review: String,
    source: usize,
    session: CancelToken,
    wanted: CancelToken,
}

impl Opening {
    /// Whether the user has stopped the opening, or let go of the review.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.wanted.is_cancelled()
    }

    /// Whether the vault was locked since the opening began.
    fn is_locked(&self) -> bool {
        self.session.is_cancelled()
    }
}

/// Reads a key file, and keeps it with the encrypted source that it may open. Read beside the thread
/// that captures, which may be busy for long.
///
/// # Errors
/// `Locked`, `Expired`; `Io` where it cannot be read.
pub async fn add_key_file(
    keeper: &Keeper,
    review: String,
    source: usize,
    path: PathBuf,
) -> Result<KeyFile, CommandError> {
    let key_file = KeyFile { file_name: file_name(&path) };
    let read = keeper.ask(move |app| app.key_file_job(path)).await?;
    let bytes = keeper.run(read).await?.ok_or(CommandError::LOCKED)??;
    keeper.ask(move |app| app.set_key_file(&review, source, bytes)).await?;
    Ok(key_file)
}

impl App {
    /// Before anything is read: nothing is, unless the vault is open. What comes after a lock, or after
    /// the review was cancelled, is not taken any more.
    pub(crate) fn begin_capture(&self) -> Result<Wanted, CommandError> {
        let Reviews { session, reading, .. } = &self.session()?.reviews;
        Ok(Wanted { session: session.token(), reading: reading.token() })
    }

    /// Takes what was read. While a review is open it joins that: the parts of one transfer come in
    /// several pictures.
    pub(crate) fn take_findings(
        &mut self,
        wanted: &Wanted,
        findings: Vec<Finding>,
    ) -> Result<Review, CommandError> {
        if wanted.session.is_cancelled() {
            return Err(CommandError::LOCKED);
        }
        if wanted.reading.is_cancelled() {
            return Err(CommandError::EXPIRED);
        }
        let review = self.pending_review()?;
        for finding in findings {
            review.take(finding);
        }
        self.review()
    }

    /// Presents what the chosen backup holds, as drafts.
    ///
    /// # Errors
    /// `Locked`, `Expired`; why the backup does not open.
    pub fn review_backup(&mut self, password: &Typed) -> Result<Review, CommandError> {
        self.session()?;
        let (path, backup) = self.open_chosen(password)?;
        self.chosen.forget();
        self.pending_review()?.add_backup(file_name(&path), &backup);
        self.review()
    }

    /// Adds the ticked drafts, all in one save.
    ///
    /// # Errors
    /// `Locked`, `Expired`; why they could not be saved: the review is still there then.
    pub fn confirm_review(
        &mut self,
        id: &str,
        ticked: &BTreeSet<usize>,
    ) -> Result<Confirmed, CommandError> {
        let mut review = self.take_review(id)?;
        let added = self.change(|vault, now, rng| {
            // Held against the vault once more: another program may have added the same.
            review.compare(vault.contents());
            Ok(vault.contents_mut().add_all(review.chosen(ticked), now, rng))
        });
        let added = match added {
            Ok(added) => added,
            Err(error) => {
                // Nothing was stored: the review is still there to be confirmed again.
                if let Some(session) = &mut self.open {
                    session.reviews.pending = Some(review);
                }
                return Err(error);
            }
        };
        self.emit(Event::Entries);
        let ids = added.iter().map(ToString::to_string).collect();
        Ok(Confirmed { added: ids, undo: self.note_undo(UndoStep::Added(added))? })
    }

    /// Forgets what was found, and what is still being read.
    ///
    /// # Errors
    /// `Locked`, `Expired`.
    pub fn cancel_review(&mut self, id: &str) -> Result<(), CommandError> {
        let review = self.take_review(id)?;
        // A face lets go of one that holds nothing by itself: its user may wait for the next.
        if !review.is_bare() {
            self.session_mut()?.reviews.reading = CancelOnDrop::default();
        }
        Ok(())
    }

    /// Before an encrypted source is opened. What was begun with another password is cancelled.
    ///
    /// # Errors
    /// `Locked`, `Expired`.
    pub fn begin_opening(&mut self, review: &str, source: usize) -> Result<Opening, CommandError> {
        let Wanted { session, .. } = self.begin_capture()?;
        let locked = self.locked_source(review, source)?;
        let opening = CancelOnDrop::default();
        let wanted = opening.token();
        let file = locked.file.clone();
        locked.opening = Some(opening);
        Ok(Opening { file, review: review.to_owned(), source, session, wanted })
    }

    /// Cancels it, wherever it is done.
    ///
    /// # Errors
    /// `Locked`, `Expired`.
    pub fn stop_opening(&mut self, review: &str, source: usize) -> Result<(), CommandError> {
        self.locked_source(review, source)?.opening = None;
        Ok(())
    }

    /// Takes what was in an encrypted source, or why nothing ever will be.
    pub(crate) fn take_opened(
        &mut self,
        opening: &Opening,
        opened: Result<Opened, Problem>,
    ) -> Result<Review, CommandError> {
        if opening.is_cancelled() {
            return Err(CommandError::EXPIRED);
        }
        self.locked_source(&opening.review, opening.source)?;
        self.pending_review()?.take_opened(opening.source, opened);
        self.review()
    }

    /// Before the user is asked for a key file. A face asks only where it was told that one may do.
    ///
    /// # Errors
    /// `Locked`, `Expired`; `Internal` where none may.
    pub fn check_takes_key_file(
        &mut self,
        review: &str,
        source: usize,
    ) -> Result<(), CommandError> {
        match self.locked_source(review, source)?.file.seal() {
            Seal::PasswordOrKeyFile => Ok(()),
            Seal::Password => Err(CommandError::INTERNAL),
        }
    }

    fn key_file_job(&self, path: PathBuf) -> Result<Job<KeyFileBytes>, CommandError> {
        let read =
            move |_: &_| store::read(&path).map(Zeroizing::new).map_err(|_| CommandError::READ);
        Ok(Job::new(self.begin_capture()?.session, read))
    }

    /// Keeps what a key file holds with the encrypted source that it may open.
    ///
    /// # Errors
    /// `Locked`, `Expired`; `Internal` where none may.
    pub fn set_key_file(
        &mut self,
        review: &str,
        source: usize,
        bytes: Zeroizing<Vec<u8>>,
    ) -> Result<(), CommandError> {
        self.check_takes_key_file(review, source)?;
        self.locked_source(review, source)?.file.set_key_file(Some(bytes));
        Ok(())
    }

    /// Forgets the key file that was chosen for an encrypted source.
    ///
    /// # Errors
    /// `Locked`, `Expired`.
    pub fn remove_key_file(&mut self, review: &str, source: usize) -> Result<(), CommandError> {
        self.locked_source(review, source)?.file.set_key_file(None);
        Ok(())
    }

    fn take_review(&mut self, id: &str) -> Result<PendingReview, CommandError> {
        let review = self.session_mut()?.reviews.pending.take_if(|review| review.is(id));
        review.ok_or(CommandError::EXPIRED)
    }

    fn pending_review(&mut self) -> Result<&mut PendingReview, CommandError> {
        Ok(self.session_mut()?.reviews.pending.get_or_insert_default())
    }

    /// The review as it stands, held against the vault as it is now.
    fn review(&mut self) -> Result<Review, CommandError> {
        let session = self.session_mut()?;
        let review = session.reviews.pending.as_mut().ok_or(CommandError::EXPIRED)?;
        review.compare(session.file.vault().contents());
        Ok(review.show())
    }

    /// An encrypted source that is not open, in the review of that name.
    fn locked_source(
        &mut self,
        id: &str,
        source: usize,
    ) -> Result<&mut LockedSource, CommandError> {
        let review = self.session_mut()?.reviews.pending.as_mut().filter(|open| open.is(id));
        review.and_then(|open| open.locked(source)).ok_or(CommandError::EXPIRED)
    }
}

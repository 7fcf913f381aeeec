//! Files that take a password before they say what is in them. They wait in the review.

use std::path::PathBuf;
use std::sync::Arc;

use tessera_exchange::draft::Draft;
use tessera_exchange::formats::Format;
use tessera_exchange::intake::MAX_SOURCE;
use zeroize::Zeroizing;

use super::Desk;
use super::review::PendingReview;
use super::wanted::{Want, Wanted};
use crate::dto::{Reason, Review, Seal};
use crate::error::CommandError;

/// A file that opens with a password. Copies share its bytes.
#[derive(Clone)]
pub struct Sealed {
    /// As they lie on the disk; wiped when the last copy is dropped.
    pub bytes: Arc<Zeroizing<Vec<u8>>>,
    /// Where it lies: other files may belong to it. Never goes to the page.
    pub path: PathBuf,
    /// What it is.
    pub what: What,
    /// What stands beside the password, or in its place.
    pub key_file: Option<Arc<Zeroizing<Vec<u8>>>>,
}

/// Such a file in a review, and whether it is being opened.
pub(super) struct Waiting {
    pub(super) file: Sealed,
    opening: Option<Want>,
}

impl From<Sealed> for Waiting {
    fn from(file: Sealed) -> Self {
        Self { file, opening: None }
    }
}

/// What a sealed file is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum What {
    /// A vault or backup of Tessera.
    Vault,
    /// A file of another app.
    Format(&'static Format),
}

/// What was in a file. Holds secrets.
#[derive(Debug)]
pub struct Opened {
    /// Every entry, those that cannot be used among them.
    pub drafts: Vec<Draft>,
    /// What else there is to know.
    pub remarks: Vec<Reason>,
}

/// So many passwords may be asked for at once.
const MOST: usize = 20;
/// So many bytes of such files are held.
const MOST_BYTES: usize = 4 * MAX_SOURCE;

impl Sealed {
    /// Without a key file.
    pub fn new(bytes: Zeroizing<Vec<u8>>, path: PathBuf, what: What) -> Self {
        Self { bytes: Arc::new(bytes), path, what, key_file: None }
    }

    pub(super) fn seal(&self) -> Seal {
        match self.what {
            What::Format(format) if format.takes_key_file() => Seal::PasswordOrKeyFile,
            _ => Seal::Password,
        }
    }

    /// In bytes.
    fn held(&self) -> usize {
        self.bytes.len() + self.key_file.as_ref().map_or(0, |key_file| key_file.len())
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        self.path == other.path && self.bytes == other.bytes
    }

    /// Whether it may wait with these.
    pub(super) fn finds_room<'a>(&self, others: impl Iterator<Item = &'a Self>) -> bool {
        let (count, held) =
            others.fold((0, 0), |(count, held), one| (count + 1, held + one.held()));
        count < MOST && held + self.bytes.len() <= MOST_BYTES
    }
}

/// A file that is being opened elsewhere.
#[derive(Clone, Debug)]
pub struct Opening {
    /// What is opened.
    pub sealed: Sealed,
    review: String,
    source: usize,
    vault: Wanted,
    wanted: Wanted,
}

impl Opening {
    /// The user has stopped it, or let go of the review.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.wanted.is_over()
    }

    /// The vault was locked since.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.vault.is_over()
    }
}

impl Desk {
    /// Before a file is opened. What was begun with another password is over.
    pub fn begin_opening(&mut self, review: &str, source: usize) -> Result<Opening, CommandError> {
        let vault = self.begin_capture()?;
        let waiting = self.waiting_source(review, source)?;
        let want = Want::default();
        let wanted = want.wanted();
        let sealed = waiting.file.clone();
        waiting.opening = Some(want);
        Ok(Opening { sealed, review: review.to_owned(), source, vault, wanted })
    }

    /// Ends it, wherever it is done.
    pub fn stop_opening(&mut self, review: &str, source: usize) -> Result<(), CommandError> {
        self.waiting_source(review, source)?.opening = None;
        Ok(())
    }

    /// Takes what was in it, or why nothing ever will be.
    pub fn take_opened(
        &mut self,
        opening: &Opening,
        opened: Result<Opened, Reason>,
    ) -> Result<Review, CommandError> {
        if opening.is_over() {
            return Err(CommandError::plain(CommandError::EXPIRED));
        }
        self.waiting_source(&opening.review, opening.source)?;
        self.pending_review()?.take_opened(opening.source, opened);
        self.review()
    }

    /// Before the user is asked for one. The page asks only where it was told that one may do.
    pub fn check_takes_key_file(
        &mut self,
        review: &str,
        source: usize,
    ) -> Result<(), CommandError> {
        match self.waiting_source(review, source)?.file.seal() {
            Seal::PasswordOrKeyFile => Ok(()),
            Seal::Password => Err(CommandError::plain(CommandError::INTERNAL)),
        }
    }

    /// Keeps a key file for when the source is opened.
    pub fn set_key_file(
        &mut self,
        review: &str,
        source: usize,
        bytes: Zeroizing<Vec<u8>>,
    ) -> Result<(), CommandError> {
        self.check_takes_key_file(review, source)?;
        self.waiting_source(review, source)?.file.key_file = Some(Arc::new(bytes));
        Ok(())
    }

    /// The source is opened without one.
    pub fn remove_key_file(&mut self, review: &str, source: usize) -> Result<(), CommandError> {
        self.waiting_source(review, source)?.file.key_file = None;
        Ok(())
    }

    /// A source that is not open, in the review of that name.
    fn waiting_source(&mut self, id: &str, source: usize) -> Result<&mut Waiting, CommandError> {
        let review = self.session_mut()?.review.as_mut().filter(|open| open.id.to_string() == id);
        let seen = review.and_then(|open| open.sources.get_mut(source));
        let waiting = seen.and_then(|seen| seen.waiting.as_mut());
        waiting.ok_or(CommandError::plain(CommandError::EXPIRED))
    }
}

impl PendingReview {
    fn take_opened(&mut self, source: usize, opened: Result<Opened, Reason>) {
        let Some(seen) = self.sources.get_mut(source) else { return };
        (seen.waiting, seen.report.sealed, seen.report.problem) = (None, None, None);
        match opened {
            Ok(Opened { drafts, remarks }) => {
                self.found.drafts.extend(drafts);
                seen.report.remarks = remarks;
            }
            Err(problem) => seen.report.problem = Some(problem),
        }
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, sealed", self.what)
    }
}

//! Files that take a password before they say what is in them. They wait in the review.

use std::path::PathBuf;
use std::sync::Arc;

use tessera_core::draft::Draft;
use tessera_core::formats::Format;
use tessera_core::intake::MAX_SOURCE;
use zeroize::Zeroizing;

use super::Desk;
use super::import::Turn;
use super::review::PendingReview;
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

    pub(super) fn is(&self, other: &Self) -> bool {
        self.path == other.path && self.bytes == other.bytes
    }

    /// Whether it may wait with these.
    pub(super) fn finds_room<'a>(&self, others: impl Iterator<Item = &'a Self>) -> bool {
        let (count, held) =
            others.fold((0, 0), |(count, held), one| (count + 1, held + one.bytes.len()));
        count < MOST && held + self.bytes.len() <= MOST_BYTES
    }
}

impl Desk {
    /// The file that is to be opened.
    pub fn sealed_source(
        &self,
        turn: Turn,
        review: &str,
        source: usize,
    ) -> Result<Sealed, CommandError> {
        self.check_turn(turn)?;
        let review = self.session()?.review.as_ref().filter(|open| open.id.to_string() == review);
        let sealed = review.and_then(|open| open.sealed(source)).cloned();
        sealed.ok_or(CommandError::plain(CommandError::EXPIRED))
    }

    /// Takes what was in it, or why nothing ever will be.
    pub fn take_opened(
        &mut self,
        turn: Turn,
        review: &str,
        source: usize,
        opened: Result<Opened, Reason>,
    ) -> Result<Review, CommandError> {
        self.sealed_source(turn, review, source)?;
        self.pending_review()?.take_opened(source, opened);
        self.review()
    }

    /// Before the user is asked for one.
    pub fn check_takes_key_file(&self, review: &str, source: usize) -> Result<(), CommandError> {
        let sealed = self.sealed_source(self.begin_capture()?, review, source)?;
        match sealed.seal() {
            Seal::PasswordOrKeyFile => Ok(()),
            Seal::Password => Err(CommandError::plain(CommandError::EXPIRED)),
        }
    }

    /// Keeps a key file for when the source is opened.
    pub fn set_key_file(
        &mut self,
        turn: Turn,
        review: &str,
        source: usize,
        bytes: Zeroizing<Vec<u8>>,
    ) -> Result<(), CommandError> {
        self.check_turn(turn)?;
        self.check_takes_key_file(review, source)?;
        self.pending_review()?.set_key_file(source, bytes);
        Ok(())
    }
}

impl PendingReview {
    fn sealed(&self, source: usize) -> Option<&Sealed> {
        self.sources.get(source)?.sealed.as_ref()
    }

    fn set_key_file(&mut self, source: usize, bytes: Zeroizing<Vec<u8>>) {
        if let Some(sealed) = self.sources.get_mut(source).and_then(|one| one.sealed.as_mut()) {
            sealed.key_file = Some(Arc::new(bytes));
        }
    }

    fn take_opened(&mut self, source: usize, opened: Result<Opened, Reason>) {
        let Some(seen) = self.sources.get_mut(source) else { return };
        (seen.sealed, seen.report.sealed, seen.report.problem) = (None, None, None);
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

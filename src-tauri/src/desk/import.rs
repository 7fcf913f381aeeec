//! Imports: what was found waits for a review, and nothing is stored before it is confirmed.
//!
//! Pictures are read elsewhere (`capture.rs`): only what they gave comes to the keeper's thread.

use std::collections::BTreeSet;
use std::path::Path;

use tessera_core::secret::SecretText;
use tessera_exchange::draft::{self, Draft, Status};
use tessera_reader_client::Reading;

use super::review::PendingReview;
use super::sealed::{Opened, Sealed};
use super::wanted::Wanted;
use super::{Desk, UndoStep};
use crate::dto::{Confirmed, Reason, Review, Typed};
use crate::error::CommandError;
use crate::platform::page::Event;

/// A source that was read. Holds secrets.
#[derive(Debug)]
pub struct Finding {
    /// As the page may see it: without a folder.
    pub name: String,
    /// The app whose file it is; empty for pictures and texts.
    pub app: &'static str,
    /// What it gave, or why it gave nothing.
    pub content: Result<Content, Reason>,
}

/// What a source gave.
#[derive(Debug)]
pub enum Content {
    /// Text, one or several accounts.
    Text(SecretText),
    /// What a picture showed.
    Picture(Reading),
    /// What a file of another app held.
    Accounts(Opened),
    /// A file that opens with a password; of noise, what it is if it does not.
    Sealed(Sealed, Option<Reason>),
}

impl Desk {
    /// Before anything is read: nothing is, unless the vault is open. What comes after a lock is not
    /// taken any more.
    pub fn begin_capture(&self) -> Result<Wanted, CommandError> {
        Ok(self.session()?.want.wanted())
    }

    /// Takes what was read. While a review is open it joins that: the parts of one transfer come in
    /// several pictures.
    pub fn take_findings(
        &mut self,
        wanted: &Wanted,
        findings: Vec<Finding>,
    ) -> Result<Review, CommandError> {
        if wanted.is_over() {
            return Err(CommandError::plain(CommandError::LOCKED));
        }
        let review = self.pending_review()?;
        for finding in findings {
            review.take(finding);
        }
        self.review()
    }

    /// Reads what was typed or pasted as text: links, secrets, several lines.
    pub fn import_text(&mut self, text: &Typed) -> Result<Review, CommandError> {
        let text = SecretText::new(text.expose().to_owned());
        let content = Ok(Content::Text(text));
        let finding = Finding { name: String::new(), app: "", content };
        self.take_findings(&self.begin_capture()?, vec![finding])
    }

    /// Presents what a backup holds, as drafts.
    pub fn review_backup(&mut self, password: &Typed) -> Result<Review, CommandError> {
        self.session()?;
        let (path, backup) = self.open_chosen(password)?;
        self.chosen = None;
        let review = self.pending_review()?;
        review.add_backup(&path, &backup);
        self.review()
    }

    /// Adds the ticked drafts, all in one save.
    pub fn confirm_review(
        &mut self,
        id: &str,
        ticked: &BTreeSet<usize>,
    ) -> Result<Confirmed, CommandError> {
        let mut review = self.take_review(id)?;
        let added = self.change(|vault, now, rng| {
            // Held against the vault once more: another program may have added the same.
            let drafts = &mut review.found.drafts;
            let contents = vault.contents();
            draft::compare_import(drafts, contents.live(), contents.trashed());
            let chosen = ticked.iter().filter_map(|i| drafts.get(*i)).filter(|d| addable(d));
            let new: Vec<_> = chosen.filter_map(Draft::confirm).collect();
            Ok(new
                .into_iter()
                .map(|new| vault.contents_mut().add(new, now, rng))
                .collect::<Vec<_>>())
        });
        let added = match added {
            Ok(added) => added,
            Err(error) => {
                // Nothing was stored: the review is still there to be confirmed again.
                if let Some(session) = &mut self.open {
                    session.review = Some(review);
                }
                return Err(error);
            }
        };
        self.world.page.tell(Event::Entries);
        let ids = added.iter().map(ToString::to_string).collect();
        Ok(Confirmed { added: ids, undo: self.note_undo(UndoStep::Added(added))? })
    }

    /// Forgets what was found.
    pub fn cancel_review(&mut self, id: &str) -> Result<(), CommandError> {
        self.take_review(id).map(drop)
    }

    fn take_review(&mut self, id: &str) -> Result<PendingReview, CommandError> {
        let review = self.session_mut()?.review.take_if(|review| review.id.to_string() == id);
        review.ok_or(CommandError::plain(CommandError::EXPIRED))
    }

    pub(super) fn pending_review(&mut self) -> Result<&mut PendingReview, CommandError> {
        Ok(self.session_mut()?.review.get_or_insert_with(PendingReview::new))
    }

    /// The review as it stands, held against the vault as it is now.
    pub(super) fn review(&mut self) -> Result<Review, CommandError> {
        let session = self.session_mut()?;
        let expired = CommandError::plain(CommandError::EXPIRED);
        let review = session.review.as_mut().ok_or(expired)?;
        let contents = session.file.vault().contents();
        let drafts = &mut review.found.drafts;
        draft::compare_import(drafts, contents.live(), contents.trashed());
        Ok(review.show())
    }
}

/// What is here already is not added twice, whatever was ticked.
fn addable(draft: &Draft) -> bool {
    matches!(draft.status, Status::New | Status::Conflict(_))
}

/// The name as the page may see it: without the folders before it.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

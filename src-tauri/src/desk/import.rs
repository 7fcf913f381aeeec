//! Imports: what was found waits for a review, and nothing is stored before it is confirmed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tessera_core::draft::{self, Draft, Status};
use tessera_core::formats::{self, Found, Reading as Words};
use tessera_core::intake::{self, Source, SourceError};
use tessera_core::store::{self, StoreError};
use tessera_core::vault::Vault;
use tessera_reader::{Pixels, Reader, Reading};
use uuid::Uuid;

use super::rows::draft_row;
use super::{Desk, UndoStep, make_id};
use crate::dto::{Batch, Confirmed, Reason, Review, SourceReport, Typed};
use crate::error::CommandError;
use crate::platform::clipboard::Pasted;
use crate::platform::page::Event;

/// What was found and not yet confirmed. Holds secrets; ends with the session.
pub(super) struct PendingReview {
    id: Uuid,
    found: Found,
    sources: Vec<SourceReport>,
    from_picture: bool,
}

impl Desk {
    /// Reads files. While a review is open they join it: the parts of one transfer come in several
    /// pictures.
    pub fn import_files(&mut self, paths: &[PathBuf]) -> Result<Review, CommandError> {
        let mut reader = Reader::beside_this_program();
        let review = self.pending_review()?;
        for path in paths {
            // A pipe would be waited for as long as nobody writes into it.
            let regular = path.is_file().then(|| store::read(path));
            let read = match regular.unwrap_or(Err(StoreError::Missing)) {
                Ok(bytes) => intake::tell(&bytes).and_then(|source| {
                    match source {
                        Source::Text => intake::text(&bytes, &mut review.found)?,
                        Source::Picture => review.take(&reader.file(&bytes))?,
                    }
                    Ok(source)
                }),
                Err(StoreError::TooLarge) => Err(SourceError::TooLarge),
                Err(_) => {
                    review.note(file_name(path), Some(Reason::plain("not_readable")));
                    continue;
                }
            };
            review.note_read(file_name(path), read);
        }
        self.review()
    }

    /// Reads files that were dropped on the window, and tells the page. Nothing while locked, and
    /// nothing of a drop that holds no files.
    pub fn import_dropped(&mut self, paths: &[PathBuf]) {
        if paths.is_empty() {
            return;
        }
        match self.import_files(paths) {
            Ok(review) => self.world.page.tell(Event::Review(review)),
            Err(error) => self.world.page.tell(Event::Notice(error.0)),
        }
    }

    /// Reads what is on the clipboard.
    pub fn import_pasted(&mut self) -> Result<Review, CommandError> {
        self.session()?;
        let pasted = self.world.clipboard.take().map_err(|_| CommandError::plain("clipboard"))?;
        let review = self.pending_review()?;
        let read = match pasted {
            Pasted::Nothing => {
                self.cancel_if_empty()?;
                return Err(CommandError::plain("nothing_on_clipboard"));
            }
            Pasted::Text(text) => match formats::lines(&text, &mut review.found) {
                Words::Account => Ok(Source::Text),
                Words::NoAccount => Err(SourceError::NoAccount),
            },
            Pasted::Picture { width, height, rgba } => {
                let pixels = Pixels { width, height, rgba: rgba.into() };
                let reading = Reader::beside_this_program().pixels(&pixels);
                review.take(&reading).map(|()| Source::Picture)
            }
        };
        review.note_read(String::new(), read);
        self.review()
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
            draft::compare(drafts, vault.contents().live());
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
        let review = &mut self.session_mut()?.review;
        let taken = review.take_if(|review| review.id.to_string() == id);
        taken.ok_or(CommandError::plain(CommandError::EXPIRED))
    }

    fn pending_review(&mut self) -> Result<&mut PendingReview, CommandError> {
        Ok(self.session_mut()?.review.get_or_insert_with(PendingReview::new))
    }

    fn cancel_if_empty(&mut self) -> Result<(), CommandError> {
        self.session_mut()?.review.take_if(|review| review.sources.is_empty());
        Ok(())
    }

    /// The review as it stands, held against the vault as it is now.
    fn review(&mut self) -> Result<Review, CommandError> {
        let session = self.session_mut()?;
        let expired = CommandError::plain(CommandError::EXPIRED);
        let review = session.review.as_mut().ok_or(expired)?;
        let live = session.file.vault().contents().live();
        draft::compare(&mut review.found.drafts, live);
        Ok(review.show())
    }
}

impl PendingReview {
    fn new() -> Self {
        Self { id: make_id(), found: Found::default(), sources: Vec::new(), from_picture: false }
    }

    fn take(&mut self, reading: &Reading) -> Result<(), SourceError> {
        let codes = reading.pictures.iter().flat_map(|picture| &picture.codes);
        let read = intake::codes(codes.map(|code| (&code.text, None)), &mut self.found);
        reading.problem.map_or(read, |problem| Err(problem.into()))
    }

    fn note_read(&mut self, name: String, read: Result<Source, SourceError>) {
        self.from_picture |= read == Ok(Source::Picture);
        self.note(name, read.err().map(|error| Reason::plain(error.name())));
    }

    fn note(&mut self, name: String, problem: Option<Reason>) {
        self.sources.push(SourceReport { name, problem, gave_up: false });
    }

    fn add_backup(&mut self, path: &Path, backup: &Vault) {
        self.found.drafts.extend(backup.contents().live().into_iter().map(Draft::of));
        self.note(file_name(path), None);
    }

    fn show(&self) -> Review {
        let batches = self.found.batches.batches().into_iter().map(|batch| Batch {
            have: batch.of.saturating_sub(u32::try_from(batch.missing.len()).unwrap_or(batch.of)),
            of: batch.of,
            missing: batch.missing,
        });
        let drafts = self.found.drafts.iter().enumerate();
        Review {
            id: self.id.to_string(),
            sources: self.sources.clone(),
            drafts: drafts.map(|(index, draft)| draft_row(index, draft)).collect(),
            batches: batches.filter(|batch| batch.of > 1).collect(),
            others: Vec::new(),
            pictures: Vec::new(),
            from_picture: self.from_picture,
        }
    }
}

/// What is here already is not added twice, whatever was ticked.
fn addable(draft: &Draft) -> bool {
    matches!(draft.status, Status::New | Status::Conflict(_))
}

/// The name as the page may see it: without the folders before it.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

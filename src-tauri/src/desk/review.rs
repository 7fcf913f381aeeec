//! What was found and waits to be confirmed.

use std::path::Path;

use tessera_core::draft::Draft;
use tessera_core::formats::{self, Found, Reading as Words};
use tessera_core::intake::{self, SourceError};
use tessera_core::secret::SecretText;
use tessera_core::vault::Vault;
use tessera_reader::Reading;
use uuid::Uuid;

use super::import::{Content, Finding, file_name};
use super::make_id;
use super::pictures::data_url;
use super::rows::{draft_row, other_code};
use crate::dto::{Batch, Reason, Review, SourceReport};

/// What was found and not yet confirmed. Holds secrets; ends with the session.
pub(super) struct PendingReview {
    pub(super) id: Uuid,
    pub(super) found: Found,
    sources: Vec<SourceReport>,
    /// Where the codes lie, as the page shows it.
    pictures: Vec<String>,
    from_picture: bool,
}

/// The page is sent all of them whenever a review changes. Codes beyond that have no picture.
const MOST_PICTURES: usize = 200;

impl PendingReview {
    pub(super) fn new() -> Self {
        Self {
            id: make_id(),
            found: Found::default(),
            sources: Vec::new(),
            pictures: Vec::new(),
            from_picture: false,
        }
    }

    pub(super) fn take(&mut self, finding: Finding) {
        let Finding { name, content } = finding;
        match content {
            Ok(Content::Text(text)) => {
                let read = self.take_text(&text);
                self.note(name, reason(read), false);
            }
            Ok(Content::Picture(reading)) => {
                let read = self.take_picture(&reading);
                // Only a file stays behind.
                self.from_picture |= read.is_ok() && !name.is_empty();
                self.note(name, reason(read), reading.gave_up());
            }
            Ok(Content::Accounts(found)) => {
                self.found.drafts.extend(found.drafts);
                self.note(name, None, false);
            }
            Err(problem) => self.note(name, Some(problem), false),
        }
    }

    pub(super) fn add_backup(&mut self, path: &Path, backup: &Vault) {
        self.found.drafts.extend(backup.contents().live().into_iter().map(Draft::of));
        self.note(file_name(path), None, false);
    }

    pub(super) fn show(&self) -> Review {
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
            others: self.found.others.iter().map(other_code).collect(),
            pictures: self.pictures.clone(),
            from_picture: self.from_picture,
        }
    }

    fn take_text(&mut self, text: &SecretText) -> Result<(), SourceError> {
        match formats::lines(text, &mut self.found) {
            Words::Account => Ok(()),
            Words::NoAccount => Err(SourceError::NoAccount),
        }
    }

    fn take_picture(&mut self, reading: &Reading) -> Result<(), SourceError> {
        let codes: Vec<_> = reading
            .codes()
            .map(|code| {
                let room = self.pictures.len() < MOST_PICTURES;
                let picture = room.then(|| data_url(&code.thumbnail)).flatten();
                let index = picture.map(|picture| {
                    self.pictures.push(picture);
                    self.pictures.len() - 1
                });
                (&code.text, index)
            })
            .collect();
        reading.outcome(intake::codes(codes, &mut self.found))
    }

    fn note(&mut self, name: String, problem: Option<Reason>, gave_up: bool) {
        self.sources.push(SourceReport { name, problem, gave_up });
    }
}

fn reason(read: Result<(), SourceError>) -> Option<Reason> {
    read.err().map(|error| Reason::plain(error.name()))
}

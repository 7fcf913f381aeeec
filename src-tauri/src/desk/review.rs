//! What was found and waits to be confirmed.

use std::path::Path;

use tessera_core::secret::SecretText;
use tessera_core::vault::Vault;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::{self, Found, Reading as Words};
use tessera_exchange::intake::{self, SourceError};
use tessera_reader_client::Reading;
use uuid::Uuid;

use super::import::{Content, Finding, file_name};
use super::make_id;
use super::pictures::data_url;
use super::rows::{draft_row, other_code};
use super::sealed::{Opened, Waiting};
use crate::dto::{Batch, Reason, Review, SourceReport};

/// What was found and not yet confirmed. Holds secrets; ends with the session.
pub(super) struct PendingReview {
    pub(super) id: Uuid,
    pub(super) found: Found,
    pub(super) sources: Vec<Seen>,
    /// Where the codes lie, as the page shows it.
    pictures: Vec<String>,
    plain_files: usize,
}

/// A source, and the file itself while it is not open.
pub(super) struct Seen {
    pub(super) report: SourceReport,
    pub(super) waiting: Option<Waiting>,
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
            plain_files: 0,
        }
    }

    pub(super) fn take(&mut self, finding: Finding) {
        let Finding { name, app, content } = finding;
        let mut report = self.report(name, app);
        let mut waiting = None;
        match content {
            Ok(Content::Text(text)) => {
                let read = self.take_text(&text);
                self.stays_behind(&report, read.is_ok());
                report.problem = reason(read);
            }
            Ok(Content::Picture(reading)) => {
                let read = self.take_picture(&reading);
                self.stays_behind(&report, read.is_ok());
                report.problem = reason(read);
                report.gave_up = reading.gave_up();
            }
            Ok(Content::Accounts(Opened { drafts, remarks })) => {
                self.stays_behind(&report, !drafts.is_empty());
                self.found.drafts.extend(drafts);
                report.remarks = remarks;
            }
            Ok(Content::Sealed(file, problem)) => {
                let mut others =
                    self.sources.iter().filter_map(|seen| Some(&seen.waiting.as_ref()?.file));
                if others.clone().any(|one| one.is(&file)) {
                    return;
                }
                if file.finds_room(&mut others) {
                    (report.sealed, report.problem) = (Some(file.seal()), problem);
                    waiting = Some(file.into());
                } else {
                    report.problem = problem.or(Some(Reason::plain("needs_password")));
                }
            }
            Err(problem) => report.problem = Some(problem),
        }
        self.sources.push(Seen { report, waiting });
    }

    pub(super) fn add_backup(&mut self, path: &Path, backup: &Vault) {
        self.found.drafts.extend(backup.contents().live().into_iter().map(Draft::of));
        self.sources.push(Seen { report: self.report(file_name(path), "Tessera"), waiting: None });
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
            sources: self.sources.iter().map(|seen| seen.report.clone()).collect(),
            drafts: drafts.map(|(index, draft)| draft_row(index, draft)).collect(),
            batches: batches.filter(|batch| batch.of > 1).collect(),
            others: self.found.others.iter().map(other_code).collect(),
            pictures: self.pictures.clone(),
            plain_files: self.plain_files,
        }
    }

    fn report(&self, name: String, app: &str) -> SourceReport {
        SourceReport {
            index: self.sources.len(),
            name,
            app: app.to_owned(),
            sealed: None,
            problem: None,
            gave_up: false,
            remarks: Vec::new(),
        }
    }

    /// Whoever read a file has it still; what has no name was never one.
    fn stays_behind(&mut self, source: &SourceReport, holds_accounts: bool) {
        self.plain_files += usize::from(holds_accounts && !source.name.is_empty());
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
}

fn reason(read: Result<(), SourceError>) -> Option<Reason> {
    read.err().map(|error| Reason::plain(error.name()))
}

//! What was found and waits to be confirmed.

use std::collections::BTreeSet;

use tessera_core::entry::NewEntry;
use tessera_core::vault::{Contents, Vault};
use tessera_exchange::draft::{self, Draft, Status};
use tessera_exchange::formats::{Found, Sighting};
use tessera_exchange::intake::{self, SourceError};
use tessera_reader_client::Reading;
use uuid::Uuid;

use super::encrypted::{EncryptedFile, Opened};
use super::pictures::data_url;
use super::reading::{Content, Finding, SourceKind};
use super::remark::remark_of_text;
use super::source::Origin;
use crate::app::make_id;
use crate::job::CancelOnDrop;
use crate::rows::{draft_row, other_code};
use crate::types::{Batch, Problem, Remark, Review, SourceReport};

/// What was found and not yet confirmed. Holds secrets; ends with the session.
pub struct PendingReview {
    id: Uuid,
    found: Found,
    /// Which source each draft, and each code that is no account, came from.
    draft_sources: Vec<usize>,
    other_sources: Vec<usize>,
    sources: Vec<ReviewSource>,
    /// Where the codes lie, as a face shows it.
    pictures: Vec<String>,
    plain_files: usize,
}

/// A source, and the file itself while it is encrypted.
struct ReviewSource {
    report: SourceReport,
    locked: Option<LockedSource>,
}

/// An encrypted file in a review, and whether it is being opened.
pub(super) struct LockedSource {
    pub(super) file: EncryptedFile,
    pub(super) opening: Option<CancelOnDrop>,
}

/// The most pictures of a review. A face is sent all of them whenever the review changes; codes
/// beyond that have none.
const MAX_PICTURES: usize = 200;

impl Default for PendingReview {
    fn default() -> Self {
        Self {
            id: make_id(),
            found: Found::default(),
            draft_sources: Vec::new(),
            other_sources: Vec::new(),
            sources: Vec::new(),
            pictures: Vec::new(),
            plain_files: 0,
        }
    }
}

impl PendingReview {
    /// Whether a face calls this review by that name.
    pub(super) fn is(&self, id: &str) -> bool {
        self.id.to_string() == id
    }

    /// Whether nothing was found that a user could decide on.
    pub(super) fn is_bare(&self) -> bool {
        let shown = self.show();
        shown.drafts.is_empty()
            && shown.others.is_empty()
            && shown.batches.is_empty()
            && self.sources.iter().all(|source| source.locked.is_none())
    }

    /// Takes in a source that was read.
    pub fn take(&mut self, finding: Finding) {
        let Finding { name, origin, is_file, kind, content } = finding;
        let mut report = self.report(name, origin, kind);
        let mut locked = None;
        match content {
            Ok(Content::Text(text)) => {
                self.note_plain_file(is_file);
                report.remarks.extend(text.is_damaged.then_some(Remark::Damaged));
                report.remarks.extend(text.unread.remark().as_ref().map(remark_of_text));
                let before = self.found.drafts.len();
                self.found.extend(text.pieces);
                // A file of links is what another app exports; a site shows one link, or its picture.
                let has_name = !report.name.is_empty();
                for draft in &mut self.found.drafts[before..] {
                    draft.confirmed |= has_name;
                }
            }
            Ok(Content::Picture(reading)) => {
                let read = self.take_picture(&reading);
                self.note_plain_file(is_file && read.is_ok());
                report.problem = read.err().map(Problem::from);
                report.gave_up = reading.gave_up();
            }
            Ok(Content::Accounts(Opened { drafts, remarks })) => {
                self.note_plain_file(is_file && !drafts.is_empty());
                self.found.drafts.extend(drafts);
                report.remarks = remarks;
            }
            Ok(Content::Encrypted(file, problem)) => {
                let mut others = self.sources.iter().filter_map(|s| Some(&s.locked.as_ref()?.file));
                if others.clone().any(|one| one.is_same(&file)) {
                    return;
                }
                if file.finds_room(&mut others) {
                    (report.sealed, report.problem) = (Some(file.seal()), problem);
                    locked = Some(LockedSource { file, opening: None });
                } else {
                    report.problem = problem.or(Some(Problem::NeedsPassword));
                }
            }
            Err(problem) => report.problem = Some(problem),
        }
        self.note_source(report.index);
        self.sources.push(ReviewSource { report, locked });
    }

    /// Takes in a backup of a vault, opened.
    pub(super) fn add_backup(&mut self, name: String, backup: &Vault) {
        self.found.drafts.extend(backup.contents().live().into_iter().map(Draft::of));
        let report = self.report(name, Origin::Named, SourceKind::Vault);
        self.note_source(report.index);
        self.sources.push(ReviewSource { report, locked: None });
    }

    /// Takes in what was in an encrypted source, or why no password will open it.
    pub fn take_opened(&mut self, source: usize, opened: Result<Opened, Problem>) {
        let Some(seen) = self.sources.get_mut(source) else { return };
        (seen.locked, seen.report.sealed, seen.report.problem) = (None, None, None);
        match opened {
            Ok(Opened { drafts, remarks }) => {
                self.found.drafts.extend(drafts);
                seen.report.remarks = remarks;
            }
            Err(problem) => seen.report.problem = Some(problem),
        }
        self.note_source(source);
    }

    /// The encrypted file of a source, where it is not open yet.
    #[must_use]
    pub fn encrypted(&self, source: usize) -> Option<&EncryptedFile> {
        Some(&self.sources.get(source)?.locked.as_ref()?.file)
    }

    pub(super) fn locked(&mut self, source: usize) -> Option<&mut LockedSource> {
        self.sources.get_mut(source)?.locked.as_mut()
    }

    /// Everything that was found, in order.
    #[must_use]
    pub fn drafts(&self) -> &[Draft] {
        &self.found.drafts
    }

    /// Holds the drafts against a vault: what is in it already, what differs.
    pub(super) fn compare(&mut self, contents: &Contents) {
        draft::compare_import(&mut self.found.drafts, contents.live(), contents.trashed());
    }

    /// The ticked drafts that can be added, ready for the vault. What is in the vault already is
    /// not added twice, whatever was ticked.
    pub(super) fn chosen(&self, ticked: &BTreeSet<usize>) -> Vec<NewEntry> {
        let drafts = ticked.iter().filter_map(|i| self.found.drafts.get(*i));
        let addable =
            drafts.filter(|draft| matches!(draft.status, Status::New | Status::Conflict(_)));
        addable.filter_map(Draft::confirm).collect()
    }

    /// The review as a face sees it.
    #[must_use]
    pub fn show(&self) -> Review {
        let batches = self.found.batches.batches().into_iter().map(|batch| Batch {
            have: batch.of.saturating_sub(u32::try_from(batch.missing.len()).unwrap_or(batch.of)),
            of: batch.of,
            missing: batch.missing,
        });
        let drafts = self.found.drafts.iter().zip(&self.draft_sources).enumerate();
        let others = self.found.others.iter().zip(&self.other_sources);
        Review {
            id: self.id.to_string(),
            sources: self.sources.iter().map(|seen| seen.report.clone()).collect(),
            drafts: drafts
                .map(|(index, (draft, source))| draft_row(index, *source, draft))
                .collect(),
            batches: batches.filter(|batch| batch.of > 1).collect(),
            others: others.map(|(other, source)| other_code(*source, other)).collect(),
            pictures: self.pictures.clone(),
            plain_files: self.plain_files,
        }
    }

    fn report(&self, name: String, origin: Origin, kind: SourceKind) -> SourceReport {
        SourceReport {
            index: self.sources.len(),
            name,
            app: kind.app().to_owned(),
            kind: kind.name().to_owned(),
            named: origin == Origin::Named,
            sealed: None,
            problem: None,
            gave_up: false,
            remarks: Vec::new(),
        }
    }

    /// What was found since the last source came from this one.
    fn note_source(&mut self, source: usize) {
        self.draft_sources.resize(self.found.drafts.len(), source);
        self.other_sources.resize(self.found.others.len(), source);
    }

    /// A file that holds accounts goes on holding them.
    fn note_plain_file(&mut self, is_one: bool) {
        self.plain_files += usize::from(is_one);
    }

    fn take_picture(&mut self, reading: &Reading) -> Result<(), SourceError> {
        let codes: Vec<_> = reading
            .codes()
            .map(|code| {
                let room = self.pictures.len() < MAX_PICTURES;
                let picture = room.then(|| data_url(&code.thumbnail)).flatten();
                let index = picture.map(|picture| {
                    self.pictures.push(picture);
                    self.pictures.len() - 1
                });
                Sighting { text: &code.text, barcode: code.symbology.other(), picture: index }
            })
            .collect();
        reading.outcome(intake::codes(codes, &mut self.found))
    }
}

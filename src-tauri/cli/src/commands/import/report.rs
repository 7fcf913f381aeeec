//! What happened to each entry.

use serde::Serialize;
use tessera_app::types::{
    Algorithm, Batch, DraftRow, DraftStatus, Kind, Meaning, Namesake, Reason, Review, SourceReport,
};
use tessera_words::say;

use super::Args;
use super::reading::Gathered;
use crate::exit::Failure;
use crate::output;
use crate::row::counter;
use crate::sources::shown;
use crate::words;

/// What `--json` prints. Fields may be added, never renamed.
#[derive(Serialize)]
struct Report<'a> {
    drafts: Vec<DraftJson<'a>>,
    /// How many were added.
    added: usize,
    /// What the files were recognised as: "picture", "text", "tessera" or a format; "mixed" where they differ;
    /// null where nothing was.
    source: Option<&'a str>,
    sources: Vec<SourceJson<'a>>,
    batches: Vec<BatchJson<'a>>,
    /// Codes that are no account.
    others: Vec<OtherJson<'a>>,
}

#[derive(Serialize)]
struct DraftJson<'a> {
    issuer: &'a str,
    account: &'a str,
    /// Which of several accounts of these names it is; null where the names are its own.
    namesake: Option<Namesake>,
    kind: Option<Kind>,
    algorithm: Option<Algorithm>,
    digits: Option<u8>,
    period: Option<u32>,
    counter: Option<u64>,
    tags: &'a [String],
    status: DraftStatus,
    reason: Option<String>,
    added: bool,
    file: &'a str,
}

#[derive(Serialize)]
struct SourceJson<'a> {
    file: &'a str,
    source: Option<&'a str>,
    problem: Option<String>,
    /// What the format does not carry, and what was left out.
    remarks: Vec<String>,
    /// Time ran out: there may be more in it.
    gave_up: bool,
}

/// A code that is no account, and what is known of it: a host, the name of a network, of an app or of
/// a kind of codes.
#[derive(Serialize)]
struct OtherJson<'a> {
    what: Meaning,
    detail: &'a str,
    file: &'a str,
}

/// A transfer of Google Authenticator in several pictures.
#[derive(Serialize)]
struct BatchJson<'a> {
    have: u32,
    of: u32,
    missing: &'a [u32],
}

/// `added`: how many were added; none where nothing was to be.
pub fn print(args: &Args, gathered: &Gathered, added: Option<usize>) -> Result<(), Failure> {
    let review = &gathered.review;
    tell(gathered);
    if args.json {
        return output::json(&Report {
            drafts: drafts(args, review, added.is_some()),
            added: added.unwrap_or(0),
            source: kind_of_all(gathered),
            sources: told(gathered).map(|source| source_json(gathered, source)).collect(),
            batches: review.batches.iter().map(BatchJson::from).collect(),
            others: others(review),
        });
    }
    output::table(&review.drafts.iter().map(|draft| line(args, draft)).collect::<Vec<_>>())?;
    if !review.drafts.is_empty() {
        let wanted = review.drafts.iter().filter(|draft| args.wants(draft)).count();
        match (added, wanted) {
            (_, 0) => output::warn(say::CliImportNothing),
            (Some(added), _) => output::warn(say::CliImportAdded { count: added.into() }),
            (None, _) => output::warn(say::CliImportWouldAdd { count: wanted.into() }),
        }
    }
    if added.is_some_and(|added| added > 0) && review.plain_files > 0 {
        output::warn(say::ReviewPlainFiles { count: review.plain_files.into() });
    }
    Ok(())
}

/// What is to be said of the sources, and of what they hold besides accounts.
pub fn tell(gathered: &Gathered) {
    let review = &gathered.review;
    let tell = |name: &str, said: &str| output::warn(words::of(&shown(name), &said));
    for source in told(gathered) {
        gathered.problem(source).iter().for_each(output::warn);
    }
    for source in told(gathered) {
        source.remarks.iter().for_each(|remark| tell(&source.name, &words::remark(remark)));
    }
    for other in &review.others {
        tell(name(review, other.source), &words::other(other));
    }
    if review.batches.len() > 1 {
        output::warn(say::CliImportTransfers { count: review.batches.len().into() });
    }
    for batch in review.batches.iter().filter(|batch| !batch.missing.is_empty()) {
        output::warn(say::CliImportUnfinished {
            of: &batch.of,
            have: &batch.have,
            missing: &words::numbers(&batch.missing),
        });
    }
}

/// The accounts that give no codes, and why.
pub fn tell_unusable(review: &Review) {
    let unusable =
        |d: &&DraftRow| matches!(d.status, DraftStatus::Invalid | DraftStatus::Unsupported);
    for draft in review.drafts.iter().filter(unusable) {
        let title = output::title(&draft.issuer, &draft.account);
        output::warn(words::of(&title, &said(draft)));
    }
}

fn told(gathered: &Gathered) -> impl Iterator<Item = &SourceReport> {
    gathered.review.sources.iter().filter(|source| gathered.is_told(source))
}

fn name(review: &Review, source: usize) -> &str {
    review.sources.get(source).map_or("", |source| &source.name)
}

fn said(draft: &DraftRow) -> String {
    draft.reason.as_ref().map(words::reason).unwrap_or_default()
}

/// Status, issuer, account, and what is to be said about it.
fn line(args: &Args, draft: &DraftRow) -> Vec<String> {
    let added = || match args.dry_run {
        true => say::CliImportStatusWouldAdd.to_string(),
        false => say::CliImportStatusAdded.to_string(),
    };
    let (status, remark) = match draft.status {
        DraftStatus::New => (added(), String::new()),
        DraftStatus::Duplicate => (say::ReviewStatusDuplicate.to_string(), String::new()),
        DraftStatus::Conflict if args.add_conflicts => (added(), said(draft)),
        DraftStatus::Conflict => (say::ReviewStatusConflict.to_string(), differs(draft)),
        DraftStatus::Invalid => (say::ReviewStatusInvalid.to_string(), said(draft)),
        DraftStatus::Unsupported => (say::ReviewStatusUnsupported.to_string(), said(draft)),
    };
    let (issuer, account) = (output::name(&draft.issuer), output::name(&draft.account));
    let is_nameless = issuer.is_empty() && account.is_empty();
    let account = if is_nameless { say::CliNameless.to_string() } else { account };
    let account = match &draft.namesake {
        Some(Namesake { number, of }) => {
            say::CliImportNamesake { account: &account, number, of }.to_string()
        }
        None => account,
    };
    vec![status, issuer, account, remark]
}

fn differs(draft: &DraftRow) -> String {
    match draft.reason {
        Some(Reason::Differs { field }) => {
            say::CliImportDiffers { field: words::of_field(field) }.to_string()
        }
        _ => said(draft),
    }
}

/// Source by source: what was encrypted was found last.
fn drafts<'a>(args: &Args, review: &'a Review, saved: bool) -> Vec<DraftJson<'a>> {
    let mut drafts: Vec<_> = review.drafts.iter().collect();
    drafts.sort_by_key(|draft| draft.source);
    let json = |draft: &'a DraftRow| DraftJson {
        issuer: &draft.issuer,
        account: &draft.account,
        namesake: draft.namesake,
        kind: draft.kind,
        algorithm: draft.algorithm,
        digits: draft.digits,
        period: draft.period,
        counter: counter(draft.counter.as_deref()),
        tags: &draft.tags,
        status: draft.status,
        reason: draft.reason.as_ref().map(words::reason),
        added: saved && args.wants(draft),
        file: name(review, draft.source),
    };
    drafts.into_iter().map(json).collect()
}

/// What a source was recognised as. A text is one only where it holds accounts.
fn kind(source: &SourceReport) -> Option<&str> {
    match source.kind.as_str() {
        "" => None,
        "text" if source.problem.is_some() => None,
        kind => Some(kind),
    }
}

fn kind_of_all(gathered: &Gathered) -> Option<&str> {
    let mut kinds = told(gathered).filter_map(kind);
    let first = kinds.next()?;
    Some(if kinds.all(|kind| kind == first) { first } else { "mixed" })
}

fn source_json<'a>(gathered: &Gathered, source: &'a SourceReport) -> SourceJson<'a> {
    SourceJson {
        file: &source.name,
        source: kind(source),
        problem: gathered.problem(source),
        remarks: source.remarks.iter().map(words::remark).collect(),
        gave_up: source.gave_up,
    }
}

fn others(review: &Review) -> Vec<OtherJson<'_>> {
    let others = review.others.iter();
    others
        .map(|other| OtherJson {
            what: other.what,
            detail: &other.detail,
            file: name(review, other.source),
        })
        .collect()
}

impl<'a> From<&'a Batch> for BatchJson<'a> {
    fn from(batch: &'a Batch) -> Self {
        Self { have: batch.have, of: batch.of, missing: &batch.missing }
    }
}

//! What happened to each entry.

use serde::Serialize;
use tessera_core::otp::Period;
use tessera_exchange::draft::{Draft, Status};
use tessera_exchange::formats::{Batch, Other};

use super::Args;
use super::gather::{Gathered, Read};
use crate::exit::{Failure, sentence};
use crate::meaning;
use crate::output::{self, entries, plain};

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
    batches: Vec<BatchJson>,
    /// Codes that are no account.
    others: Vec<OtherJson<'a>>,
}

#[derive(Serialize)]
struct DraftJson<'a> {
    issuer: &'a str,
    account: &'a str,
    kind: Option<&'static str>,
    algorithm: Option<&'static str>,
    digits: Option<u8>,
    period: Option<u32>,
    counter: Option<u64>,
    tags: &'a [String],
    status: &'static str,
    reason: Option<String>,
    added: bool,
    file: &'a str,
}

#[derive(Serialize)]
struct SourceJson<'a> {
    file: &'a str,
    source: Option<&'a str>,
    problem: Option<&'a str>,
    /// What the format does not carry, and what was left out.
    remarks: &'a [String],
    /// Time ran out: there may be more in it.
    gave_up: bool,
}

/// A code that is no account, and what is known of it: a host, the name of a network or of an app.
#[derive(Serialize)]
struct OtherJson<'a> {
    what: &'static str,
    detail: &'a str,
    file: Option<&'a str>,
}

/// A transfer of Google Authenticator in several pictures.
#[derive(Serialize)]
struct BatchJson {
    have: usize,
    of: u32,
    missing: Vec<u32>,
}

pub fn print(args: &Args, gathered: &Gathered, saved: bool) -> Result<(), Failure> {
    let drafts = &gathered.found.drafts;
    let wanted = drafts.iter().filter(|d| args.wants(d)).count();
    let added = if saved { wanted } else { 0 };
    tell(gathered);
    let batches = gathered.found.batches.batches();
    if args.json {
        return output::json(&Report {
            drafts: json_of(args, gathered, saved),
            added,
            source: kind_of(&gathered.sources),
            sources: gathered.sources.iter().map(SourceJson::from).collect(),
            batches: batches.into_iter().map(BatchJson::from).collect(),
            others: gathered.found.others.iter().map(|other| other_json(gathered, other)).collect(),
        });
    }
    output::table(&drafts.iter().map(|d| line(args, d)).collect::<Vec<_>>())?;
    if !drafts.is_empty() {
        output::warn(&match (args.dry_run, wanted) {
            (_, 0) => "Nothing to add.".to_owned(),
            (true, _) => format!("{} would be added. Nothing was changed.", entries(wanted)),
            (false, _) => format!("{} added.", entries(added)),
        });
    }
    if added > 0 && gathered.sources.iter().any(|s| s.kind.is_some() && !s.was_sealed) {
        output::warn("The files still hold the secrets: delete them when you no longer need them.");
    }
    Ok(())
}

/// What is to be said of the sources, and of what they hold besides accounts.
pub fn tell(gathered: &Gathered) {
    for problem in gathered.sources.iter().filter_map(|s| s.problem.as_deref()) {
        output::warn(problem);
    }
    for source in &gathered.sources {
        source.remarks.iter().for_each(|said| output::warn(&format!("{}: {said}", source.shown)));
    }
    for other in &gathered.found.others {
        let said = meaning::sentence(other);
        output::warn(
            &gathered.source(other).map_or(said.clone(), |s| format!("{}: {said}", s.shown)),
        );
    }
    let batches = gathered.found.batches.batches();
    if batches.len() > 1 {
        output::warn(&format!("These pictures are parts of {} transfers.", batches.len()));
    }
    for batch in batches.iter().filter(|b| !b.missing.is_empty()) {
        output::warn(&unfinished(batch));
    }
}

/// The accounts that give no codes, and why.
pub fn tell_unusable(drafts: &[Draft]) {
    for draft in drafts {
        if let Err(reason) = &draft.otp {
            output::warn(&format!(
                "{}: {}",
                output::title(&draft.labels.issuer, &draft.labels.account),
                sentence(reason)
            ));
        }
    }
}

/// Status, issuer, account, and what is to be said about it.
fn line(args: &Args, draft: &Draft) -> Vec<String> {
    let added = if args.dry_run { "would add" } else { "added" };
    let (status, remark) = match (&draft.otp, draft.status) {
        (Err(reason), _) => ("cannot be used", plain(&reason.to_string())),
        (_, Status::Duplicate) => ("already here", String::new()),
        (_, Status::Conflict(difference)) if args.add_conflicts => {
            (added, format!("beside one whose {} differs", difference.name()))
        }
        (_, Status::Conflict(difference)) => {
            ("differs", format!("its {}; add it with --add-conflicts", difference.name()))
        }
        (_, _) => (added, String::new()),
    };
    let (issuer, account) = (plain(&draft.labels.issuer), plain(&draft.labels.account));
    let account =
        if issuer.is_empty() && account.is_empty() { "(no name)".into() } else { account };
    vec![status.to_owned(), issuer, account, remark]
}

fn unfinished(batch: &Batch) -> String {
    let missing: Vec<String> = batch.missing.iter().map(u32::to_string).collect();
    let have = batch.of as usize - batch.missing.len();
    format!(
        "This is a transfer in {} parts; {have} read, missing: {}. Import those pictures as well.",
        batch.of,
        missing.join(", "),
    )
}

fn json_of<'a>(args: &Args, gathered: &'a Gathered, saved: bool) -> Vec<DraftJson<'a>> {
    let drafts = &gathered.found.drafts;
    let of_source = |source: &'a Read| {
        drafts[source.drafts.clone()].iter().map(|draft| {
            let otp = draft.otp.as_ref().ok();
            DraftJson {
                issuer: &draft.labels.issuer,
                account: &draft.labels.account,
                kind: otp.map(|o| o.kind().name()),
                algorithm: otp.map(|o| o.algorithm().name()),
                digits: otp.map(|o| o.digits()),
                period: otp.and_then(|o| o.period()).map(Period::seconds),
                counter: otp.and_then(|o| o.counter()),
                tags: &draft.tags,
                status: status(draft.status),
                reason: reason(draft),
                added: saved && args.wants(draft),
                file: &source.name,
            }
        })
    };
    gathered.sources.iter().flat_map(of_source).collect()
}

fn status(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Duplicate => "duplicate",
        Status::Conflict(_) => "conflict",
        Status::Invalid => "invalid",
        Status::Unsupported => "unsupported",
    }
}

fn reason(draft: &Draft) -> Option<String> {
    match (&draft.otp, draft.status) {
        (Err(error), _) => Some(sentence(error)),
        (_, Status::Duplicate) => Some("It is in the vault already.".into()),
        (_, Status::Conflict(difference)) => {
            Some(format!("There is an entry of these names; its {} differs.", difference.name()))
        }
        _ => None,
    }
}

fn kind_of(sources: &[Read]) -> Option<&'static str> {
    let mut kinds = sources.iter().filter_map(|s| s.kind);
    let first = kinds.next()?;
    Some(if kinds.all(|kind| kind == first) { first } else { "mixed" })
}

impl<'a> From<&'a Read> for SourceJson<'a> {
    fn from(source: &'a Read) -> Self {
        let Read { name, kind, problem, remarks, gave_up, .. } = source;
        Self { file: name, source: *kind, problem: problem.as_deref(), remarks, gave_up: *gave_up }
    }
}

fn other_json<'a>(gathered: &'a Gathered, other: &'a Other) -> OtherJson<'a> {
    let (what, detail) = (other.meaning.name(), other.meaning.detail());
    OtherJson { what, detail, file: gathered.source(other).map(|source| &*source.name) }
}

impl From<Batch> for BatchJson {
    fn from(batch: Batch) -> Self {
        let have = batch.of as usize - batch.missing.len();
        Self { have, of: batch.of, missing: batch.missing }
    }
}

//! What else there is to know of a file of another app, as the page hears it.

use tessera_exchange::formats::{Format, Remark};

use crate::dto::Reason;

/// A word with facts. Each has words in `REMARKS` of the page's strings.
pub(super) fn reason(remark: &Remark, format: &Format) -> Reason {
    let app = || ("app", format.title.to_owned());
    let count = |count: &usize| ("count", count.to_string());
    let (code, facts) = match remark {
        Remark::Lost { field, count: lost } => {
            ("lost", vec![app(), ("field", (*field).to_owned()), count(lost)])
        }
        Remark::CodeUnread { count: unread } => ("code_unread", vec![count(unread)]),
        Remark::WithoutCode { count: without } => ("without_code", vec![count(without)]),
        Remark::MissingParts { of, missing } => {
            let missing: Vec<_> = missing.iter().map(u32::to_string).collect();
            ("missing_parts", vec![("of", of.to_string()), ("missing", missing.join(", "))])
        }
        Remark::Unreadable { count: unreadable } => ("nameless", vec![count(unreadable)]),
    };
    Reason { code, params: facts.into_iter().collect() }
}

/// Entries of a vault that this version cannot read.
pub(super) fn left_behind(count: usize) -> Reason {
    Reason { code: "left_behind", params: [("count", count.to_string())].into() }
}

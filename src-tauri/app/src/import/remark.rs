//! What else there is to know of a file of another app, as a face hears it.

use tessera_exchange::formats::{self, Format};

use crate::types::{LostField, Remark};

/// What there is to know of a text, which has no app.
pub(super) fn remark_of_text(remark_of: &formats::Remark) -> Remark {
    remark(remark_of, formats::LINES)
}

pub(super) fn remark(remark: &formats::Remark, format: &Format) -> Remark {
    match remark {
        formats::Remark::Lost { field, count } => Remark::Lost {
            app: format.title.to_owned(),
            field: match field {
                formats::LostField::Algorithm => LostField::Algorithm,
            },
            count: *count,
        },
        formats::Remark::CodeUnread { count } => Remark::CodeUnread { count: *count },
        formats::Remark::WithoutCode { count } => Remark::WithoutCode { count: *count },
        formats::Remark::MissingParts { of, missing } => {
            Remark::MissingParts { of: *of, missing: missing.clone() }
        }
        formats::Remark::Lines { count, lines } => {
            Remark::Lines { count: *count, lines: lines.clone() }
        }
        formats::Remark::EncodingGuessed => Remark::EncodingGuessed,
        formats::Remark::LinksInNotes { count } => Remark::LinksInNotes { count: *count },
        formats::Remark::Unreadable { count } => Remark::Nameless { count: *count },
    }
}

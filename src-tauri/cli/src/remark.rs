//! What else there is to say of a file of another app, in words.

use tessera_exchange::formats::{Format, Remark};

use crate::output::entries;

/// A sentence for people.
pub fn sentence(remark: &Remark, format: &Format) -> String {
    let title = format.title;
    match remark {
        Remark::Lost { field, count } => {
            format!(
                "{title} does not carry the {}: {} may give wrong codes.",
                field.name(),
                entries(*count)
            )
        }
        Remark::CodeUnread { count } => format!(
            "{}: the QR code is missing or cannot be read. A code is wrong if its period is not 30 \
             seconds.",
            entries(*count)
        ),
        Remark::WithoutCode { count } => {
            format!("{} without a code left out.", entries(*count))
        }
        Remark::MissingParts { of, missing } => {
            let missing: Vec<String> = missing.iter().map(u32::to_string).collect();
            format!("This is a transfer in {of} parts; missing: {}.", missing.join(", "))
        }
        Remark::Unreadable { count } => {
            format!("{} cannot be read and have no name.", entries(*count))
        }
    }
}

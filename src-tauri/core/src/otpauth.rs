//! The Key URI format, `otpauth://TYPE/LABEL?PARAMETERS`, as apps and sites really write it.
//!
//! What a page or a mail program did to the marks is undone first. The label and each parameter are
//! percent-decoded after splitting, never before. A missing parameter takes its default; a bad one, and one
//! that is nearly known, refuse the URI, because a guess would give wrong codes.
//! Errors never repeat what a secret could hide in.

mod query;
mod read;
mod write;

pub use query::is_parameter;
pub use read::{Account, MAX_URI, UriError, decoded, harmless, labels, nameable, parameter, parse};
pub use write::write;

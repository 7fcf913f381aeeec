//! The Key URI format, `otpauth://TYPE/LABEL?PARAMETERS`, as apps and sites really write it.
//!
//! The label and each parameter are percent-decoded after splitting, never before. A missing
//! parameter takes its default; a bad one refuses the URI, because a guess would give wrong codes.
//! Errors never repeat what a secret could hide in.

mod read;
mod write;

pub use read::{Account, UriError, harmless, labels, nameable, parameter, parse};
pub use write::write;

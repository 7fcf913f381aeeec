//! The payload: `u32 n ‖ JSON of n bytes ‖ zeros up to a multiple of 4,096`.
//!
//! An entry that cannot be read is kept as the text it is, and so is every field that this version
//! does not know. Neither is lost when the vault is saved again.

mod read;
mod room;
mod write;

pub(super) use read::read;
pub(super) use write::write;

use super::format::BLOCK;

/// Bytes of the length before the JSON.
const LENGTH: usize = 4;

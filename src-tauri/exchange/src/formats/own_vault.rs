//! Keys for a vault of Tessera that is read as a source: made, bounded and asked for like those of other
//! apps' files. What a vault is, and how its key opens it, is the caller's to know.

use zeroize::Zeroizing;

use crate::formats::fields::keys::{self, Argon2Cost, Argon2Kind, Method};
use crate::formats::format::{ReadContext, ReadError};

/// What the key of a slot costs, as the header says it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SlotCost {
    /// Memory in KiB.
    pub kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl SlotCost {
    fn argon2(self) -> Argon2Cost {
        let Self { kib, passes, lanes } = self;
        Argon2Cost { kib, passes, lanes }
    }
}

/// To be called before the first key, with all that a password may be tried on.
///
/// # Errors
/// [`ReadError::Costly`] where the user is to be asked before.
pub fn foresee(
    context: &ReadContext<'_>,
    slots: impl Iterator<Item = SlotCost>,
) -> Result<(), ReadError> {
    context.foresee(slots.filter_map(|slot| Method::argon2(Argon2Kind::Id, slot.argon2()).ok()))
}

/// The key of a slot: Argon2id, version 1.3 (RFC 9106), 32 bytes.
///
/// # Errors
/// [`ReadError`] of the key: stopped, too costly, or not made.
pub fn slot_key(
    context: &ReadContext<'_>,
    password: &[u8],
    salt: &[u8],
    cost: SlotCost,
) -> Result<Zeroizing<[u8; 32]>, ReadError> {
    keys::argon2id(context, password, salt, cost.argon2())
}

//! What the store has to be told, because it does not know what the bytes mean.

use super::Fingerprint;
use super::generation::GenerationState;

/// Someone who knows what the bytes mean.
pub trait Look {
    /// Whether `new`, as it reads back from the disk, is what was to be saved.
    fn is_sound(&self, new: &[u8]) -> bool;

    /// What bytes are worth that are kept, or on whose account others are let go. `fingerprint` is
    /// theirs: what has been opened before need not be opened again.
    fn worth(&self, bytes: &[u8], fingerprint: Fingerprint) -> Worth;
}

/// What bytes are worth, as someone says who knows what they mean.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Worth {
    /// The bytes open with the key at hand, and hold this many entries.
    Holds(usize),
    /// The bytes are whole as far as can be told, under a key that is not at hand.
    Locked,
    /// The bytes are not what was saved.
    Damaged,
}

impl Worth {
    /// Entries, where that is known.
    #[must_use]
    pub const fn entries(self) -> Option<usize> {
        match self {
            Self::Holds(entries) => Some(entries),
            Self::Locked | Self::Damaged => None,
        }
    }

    /// How a file of that look is marked among the generations.
    #[must_use]
    pub const fn state(self) -> GenerationState {
        match self {
            Self::Holds(0) => GenerationState::Empty,
            Self::Holds(_) | Self::Locked => GenerationState::Good,
            Self::Damaged => GenerationState::Damaged,
        }
    }
}

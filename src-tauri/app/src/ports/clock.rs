//! What the system says of its own clock, and what a clock elsewhere says.

use crate::types::ClockSync;

/// Whether a clock is compared with others over the network.
pub trait ClockKeeper: Send + Sync {
    /// What the system says now. An implementation answers within a few seconds; what does not answer is
    /// not known.
    fn sync(&self) -> ClockSync;
}

/// A clock elsewhere, reached over the network when the user wants that.
pub trait TimeServer: Send + Sync {
    /// How far the clock of this computer is behind that one, in milliseconds; negative where it is ahead. None where
    /// nothing answers within a few seconds.
    fn behind(&self) -> Option<i64>;
}

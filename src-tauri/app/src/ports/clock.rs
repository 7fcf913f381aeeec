//! What the system says of its own clock.

use crate::types::ClockSync;

/// Whether a clock is compared with others over the network.
pub trait ClockKeeper: Send + Sync {
    /// What the system says now. An implementation answers within a few seconds; what does not answer is
    /// not known.
    fn sync(&self) -> ClockSync;
}

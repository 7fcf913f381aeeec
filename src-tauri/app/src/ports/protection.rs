//! What the system gives to protect a process that holds secrets.

/// What is known of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Protection {
    /// A crash leaves no image of the memory.
    pub no_core_dumps: bool,
    /// Where memory goes that does not fit.
    pub swap: Swap,
}

/// Where memory goes that does not fit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Swap {
    /// Nowhere, or to a place that is encrypted or itself in memory.
    Safe,
    /// To a disk, for sure as it is.
    Plain,
    /// Whether it is encrypted cannot be told.
    Unknown,
}

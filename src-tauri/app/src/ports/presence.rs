//! What the desktop says of its user.

/// Something happened on the desktop after which the vault may have to lock.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Presence {
    /// The screen was locked, or its saver has come on.
    ScreenLocked,
    /// The computer is about to sleep. On Linux it waits until whoever is told returns, for as long
    /// as logind allows (five seconds unless set otherwise); elsewhere this is told on waking up.
    Suspending,
}

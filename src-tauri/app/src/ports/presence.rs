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

/// Which of these can be heard on this desktop now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Hearing {
    /// A lock of the screen.
    pub screen: bool,
    /// The computer going to sleep.
    pub sleep: bool,
}

impl Hearing {
    /// Everything, which is assumed until something else is known.
    pub const ALL: Self = Self { screen: true, sleep: true };
    /// Nothing at all.
    pub const NONE: Self = Self { screen: false, sleep: false };
}

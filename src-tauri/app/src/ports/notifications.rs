//! Desktop notifications, for what a hidden window cannot tell. Never a code.

/// What is worth a notification.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Notice {
    /// A code was copied while the window was hidden.
    Copied {
        /// Issuer, or account name where there is none.
        name: String,
        /// Seconds until the code is taken off the clipboard.
        clears_in: u32,
    },
    /// A save went well, but the file before it could not be kept.
    BackupFailed,
    /// The second folder could not take the copy of a save.
    SecondBackupFailed,
}

//! The face that a command came from: what it alone can do.

use crate::error::CommandError;
use crate::types::Theme;

/// A window, a terminal, a browser.
pub trait Face: Send + Sync {
    /// Whether nothing of it is in sight, so that a notification has to tell what happened.
    fn is_hidden(&self) -> bool;

    /// Opens the system's print dialog for what it shows.
    ///
    /// # Errors
    /// `Internal` where it cannot.
    fn print(&self) -> Result<(), CommandError>;

    /// Puts on a theme, as far as it lies outside the page: the frame of the window, and the dialogs of the
    /// system over it. Does nothing where there is no such thing.
    fn wear(&self, _theme: Theme) {}
}

//! Pictures of the screens.

use tessera_screen::{ScreenError, Shot};

/// Takes pictures of the screens.
pub trait Screen: Send {
    /// Takes a picture of every screen.
    ///
    /// # Errors
    /// See [`ScreenError`].
    fn shoot(&mut self) -> Result<Vec<Shot>, ScreenError>;
}

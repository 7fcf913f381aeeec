//! Linux: the portal on Wayland, where nobody else may look at the screen; else the X server.

mod portal;
mod x11;

use std::time::Duration;

use crate::{Ability, ScreenError, Shot};

/// Where the screens are.
#[derive(Clone, Debug)]
pub struct Desktop {
    /// The session runs on Wayland. An X server there knows only the windows of X programs.
    pub wayland: bool,
    /// The X server.
    pub display: Option<String>,
    /// The message bus of the portal; the session's where none is named.
    pub bus: Option<String>,
    /// For how long a user is waited for who is asked.
    pub patience: Duration,
}

impl Desktop {
    /// The one that this process runs on.
    #[must_use]
    pub fn here() -> Self {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            wayland: set("WAYLAND_DISPLAY").is_some()
                || set("XDG_SESSION_TYPE").is_some_and(|kind| kind == "wayland"),
            display: set("DISPLAY"),
            bus: None,
            patience: Duration::from_secs(120),
        }
    }

    /// See [`crate::shoot`].
    ///
    /// # Errors
    /// See [`ScreenError`].
    pub fn shoot(&self) -> Result<Vec<Shot>, ScreenError> {
        match &self.display {
            Some(display) if !self.wayland => x11::shoot(display),
            None if !self.wayland => Err(ScreenError::Unsupported),
            _ => portal::shoot(self.bus.as_deref(), self.patience),
        }
    }

    /// See [`crate::ability`].
    #[must_use]
    pub fn ability(&self) -> Ability {
        match &self.display {
            Some(_) if !self.wayland => Ability::Ready,
            _ if self.wayland && portal::is_there(self.bus.as_deref()) => Ability::Asks,
            _ => Ability::None,
        }
    }
}

pub(crate) fn shoot() -> Result<Vec<Shot>, ScreenError> {
    Desktop::here().shoot()
}

pub(crate) fn ability() -> Ability {
    Desktop::here().ability()
}

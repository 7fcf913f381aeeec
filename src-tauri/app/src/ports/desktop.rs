//! The desktop around the window, as far as the user's settings reach it.

use std::io;

use crate::types::PickerKey;

/// Where icons of programs are shown, which keys reach an app from everywhere, and what is started when the
/// user logs in.
pub trait Desktop: Send + Sync {
    /// Whether something on this desktop shows icons of programs in a tray, as far as that is known by
    /// now.
    fn has_tray(&self) -> bool;

    /// How the key stands that opens the picker.
    fn picker_key(&self) -> PickerKey {
        PickerKey::None
    }

    /// Has the app started, without its window, whenever the user logs in; or no longer.
    ///
    /// # Errors
    /// Why that could not be noted.
    fn start_at_login(&self, on: bool) -> io::Result<()>;
}

/// There is none: a terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDesktop;

impl Desktop for NoDesktop {
    fn has_tray(&self) -> bool {
        false
    }

    fn start_at_login(&self, _: bool) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

//! The desktop around the window, as far as the user's settings reach it.

use std::io;
#[cfg(target_os = "linux")]
use std::path::PathBuf;

use tessera_app::ports::desktop::Desktop;
use tessera_app::types::PickerKey;

#[cfg(target_os = "linux")]
use super::login;
use super::picker::KeyState;
#[cfg(target_os = "linux")]
use super::tray::Watcher;

/// This desktop. Only on Linux is there a tray, and something to start at a login.
#[derive(Clone, Debug, Default)]
pub struct SystemDesktop {
    /// The app's identifier.
    pub app: String,
    /// Who shows icons.
    #[cfg(target_os = "linux")]
    pub watcher: Watcher,
    /// How the key of the picker stands.
    pub key: KeyState,
}

#[cfg(target_os = "linux")]
impl Desktop for SystemDesktop {
    fn has_tray(&self) -> bool {
        self.watcher.is_there()
    }

    fn picker_key(&self) -> PickerKey {
        self.key.get()
    }

    fn start_at_login(&self, on: bool) -> io::Result<()> {
        let folder = dirs::config_dir().ok_or(io::ErrorKind::NotFound)?;
        // What runs of an AppImage lies in a folder that goes with it.
        let program = match std::env::var_os("APPIMAGE") {
            Some(image) => PathBuf::from(image),
            None => std::env::current_exe()?,
        };
        login::start_at_login(&folder, &self.app, &program, on)
    }
}

#[cfg(not(target_os = "linux"))]
impl Desktop for SystemDesktop {
    fn has_tray(&self) -> bool {
        false
    }

    fn picker_key(&self) -> PickerKey {
        self.key.get()
    }

    fn start_at_login(&self, _: bool) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

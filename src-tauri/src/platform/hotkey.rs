//! A key that reaches this program whatever app has the focus.

#[cfg(not(target_os = "linux"))]
mod native;
#[cfg(target_os = "linux")]
mod x11;

use tessera_app::types::{PickerKey, Shortcut};

#[cfg(not(target_os = "linux"))]
pub use native::NativeKeys;
#[cfg(target_os = "linux")]
pub use x11::X11Keys;
#[cfg(target_os = "linux")]
pub(crate) use x11::server_time;

/// Called for each press, on a thread of the system's or of ours: it returns at once.
pub type Pressed = Box<dyn Fn() + Send + Sync>;

/// The system's keys for every app, of which this program has one at most.
pub trait GlobalKeys: Send {
    /// Takes this key in the place of the one before; none gives that one back. How it stands then.
    fn set(&mut self, key: Option<Shortcut>) -> PickerKey;
}

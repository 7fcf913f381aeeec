//! Takes a picture of every screen, as each desktop allows it: from the X server, through the
//! desktop's portal on Wayland, through the system elsewhere.
//!
//! Nothing is decoded here and nothing stays behind: a picture is in memory alone, is wiped when it is
//! dropped, and the file that a portal makes is taken away.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(any(windows, target_os = "macos"))]
mod native;

use zeroize::Zeroizing;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(any(windows, target_os = "macos"))]
use native as system;

#[cfg(target_os = "linux")]
pub use linux::Desktop;

/// A picture of one screen, or of all of them.
#[derive(Debug)]
pub struct Shot {
    /// What the system calls the screen; empty where it says nothing.
    pub name: String,
    /// What is on it.
    pub content: Content,
}

/// A picture as the system gives it.
pub enum Content {
    /// In memory.
    Pixels {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
        /// Rows of red, green, blue and alpha bytes.
        rgba: Zeroizing<Vec<u8>>,
    },
    /// The bytes of a picture file, not decoded.
    File(Zeroizing<Vec<u8>>),
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pixels { width, height, .. } => write!(f, "Pixels({width} x {height})"),
            Self::File(bytes) => write!(f, "File({} bytes)", bytes.len()),
        }
    }
}

/// Whether a picture can be had.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ability {
    /// At once.
    Ready,
    /// The system asks the user first.
    Asks,
    /// Not here.
    None,
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ScreenError {
    /// The user was asked just now, and changed their mind.
    #[error("nothing was scanned")]
    Cancelled,
    /// The user or the system does not allow it.
    #[error("the system does not allow Tessera to look at the screen")]
    Refused,
    /// There is no screen here, or nobody who gives its picture.
    #[error("there is no way to look at a screen here")]
    Unsupported,
    /// Taking the picture went wrong, or nobody answered in time.
    #[error("the system gave no picture of the screen")]
    Failed,
}

/// Takes a picture of every screen of this desktop. Where the system asks the user first, this waits
/// for the answer, up to two minutes.
///
/// # Errors
/// See [`ScreenError`].
pub fn shoot() -> Result<Vec<Shot>, ScreenError> {
    system::shoot()
}

/// Whether [`shoot`] can do something here. May ask the desktop, and wait for it for two seconds.
#[must_use]
pub fn ability() -> Ability {
    system::ability()
}

//! Windows: the desktop that takes input belongs to the user, unless the screen is locked.

use std::time::Duration;

use windows::Win32::System::StationsAndDesktops::{
    CloseDesktop, DESKTOP_CONTROL_FLAGS, DESKTOP_SWITCHDESKTOP, OpenInputDesktop,
};
use windows::Win32::System::SystemInformation::GetTickCount;
use windows::Win32::UI::Input::KeyboardAndMouse::{GetLastInputInfo, LASTINPUTINFO};

#[allow(unsafe_code)] // Calls without pointers; the handle is closed once.
pub(super) fn is_locked() -> bool {
    match unsafe { OpenInputDesktop(DESKTOP_CONTROL_FLAGS(0), false, DESKTOP_SWITCHDESKTOP) } {
        Ok(desktop) => {
            // A handle that cannot be closed is the system's to keep.
            let _ = unsafe { CloseDesktop(desktop) };
            false
        }
        Err(_) => true,
    }
}

#[allow(unsafe_code)] // The one pointer is to a value that outlives the call, and says its size.
pub(super) fn idle_time() -> Option<Duration> {
    let size = u32::try_from(size_of::<LASTINPUTINFO>()).ok()?;
    let mut last = LASTINPUTINFO { cbSize: size, dwTime: 0 };
    let (known, now) = unsafe { (GetLastInputInfo(&raw mut last), GetTickCount()) };
    // Both count milliseconds in 32 bits, which wrap after 49 days.
    known.as_bool().then(|| Duration::from_millis(now.wrapping_sub(last.dwTime).into()))
}

//! Windows and macOS, through xcap.

use xcap::Monitor;
use zeroize::Zeroizing;

use crate::{Ability, Content, ScreenError, Shot};

pub(crate) fn shoot() -> Result<Vec<Shot>, ScreenError> {
    if !allowed() {
        return Err(ScreenError::Refused);
    }
    let monitors = Monitor::all().map_err(|_| ScreenError::Failed)?;
    if monitors.is_empty() {
        return Err(ScreenError::Unsupported);
    }
    monitors.iter().map(picture).collect()
}

pub(crate) fn ability() -> Ability {
    if cfg!(target_os = "macos") { Ability::Asks } else { Ability::Ready }
}

fn picture(monitor: &Monitor) -> Result<Shot, ScreenError> {
    let picture = monitor.capture_image().map_err(|_| ScreenError::Failed)?;
    let (width, height) = picture.dimensions();
    let rgba = Zeroizing::new(picture.into_raw());
    let name = monitor.name().unwrap_or_default();
    Ok(Shot { name, content: Content::Pixels { width, height, rgba } })
}

/// Without leave, macOS shows a picture of the wallpaper alone. The first question opens its dialog;
/// the answer counts from the next start on.
#[cfg(target_os = "macos")]
fn allowed() -> bool {
    use objc2_core_graphics::{CGPreflightScreenCaptureAccess, CGRequestScreenCaptureAccess};
    CGPreflightScreenCaptureAccess() || CGRequestScreenCaptureAccess()
}

#[cfg(windows)]
fn allowed() -> bool {
    true
}

//! macOS: the window server's own account of the session.

use std::time::Duration;

use objc2_core_foundation::{CFBoolean, CFDictionary, CFRetained, CFString, CFType};
use objc2_core_graphics::{
    CGEventSource, CGEventSourceStateID, CGEventType, CGSessionCopyCurrentDictionary,
};

/// There only while the screen is locked.
const LOCKED: &str = "CGSSessionScreenIsLocked";

/// `kCGAnyInputEventType`.
const ANY_INPUT: CGEventType = CGEventType(u32::MAX);

#[allow(unsafe_code)] // The keys of this dictionary are strings, its values objects.
pub(super) fn is_locked() -> bool {
    let Some(session) = CGSessionCopyCurrentDictionary() else { return false };
    let session: CFRetained<CFDictionary<CFString, CFType>> =
        unsafe { CFRetained::cast_unchecked(session) };
    let locked = session.get(&CFString::from_static_str(LOCKED));
    locked.is_some_and(|locked| !is_false(&locked))
}

fn is_false(value: &CFType) -> bool {
    value.downcast_ref::<CFBoolean>().is_some_and(|value| !value.as_bool())
}

pub(super) fn idle_time() -> Option<Duration> {
    let session = CGEventSourceStateID::CombinedSessionState;
    let seconds = CGEventSource::seconds_since_last_event_type(session, ANY_INPUT);
    Duration::try_from_secs_f64(seconds).ok()
}

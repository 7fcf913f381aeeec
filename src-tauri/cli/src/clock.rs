//! Whether the clock is right that codes are made by.

use tessera_app::commands;
use tessera_app::types::ClockSync;
use tessera_words::say;

use crate::host::Session;
use crate::output;

/// Says in a line that the clock is in doubt, where the system says so.
pub fn warn(session: &Session) {
    // What the system does not tell is not told.
    match session.run(commands::check_clock(session.host())).unwrap_or_default() {
        ClockSync::Awaited => output::warn(say::CliClockAwaited),
        ClockSync::Off => output::warn(say::CliClockOff),
        ClockSync::Kept | ClockSync::Unknown => {}
    }
}

//! What deriving a key from a new password is to cost on this machine.

use std::time::{Duration, Instant};

use tessera_core::vault::KdfParams;

/// Longer than any time that is asked for.
const TOO_LONG: Duration = Duration::from_secs(60 * 60);

/// The dearest parameters that this machine manages within `time`, and never under the default.
/// Derives a few keys to find out: takes several times as long.
#[must_use]
pub fn calibrated(time: Duration) -> KdfParams {
    KdfParams::calibrated(time, |kdf| {
        let start = Instant::now();
        match kdf.try_out() {
            Ok(()) => start.elapsed(),
            // Too dear for this machine, however quick it is.
            Err(_) => TOO_LONG,
        }
    })
}

//! Waiting for what happens elsewhere.

use std::time::Duration;

/// Waits for what has to come, for 20 seconds at most: only a test that fails takes that long.
#[track_caller]
pub fn eventually(mut holds: impl FnMut() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("it never came");
}

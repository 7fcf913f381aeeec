//! What opening a file costs, in numbers that a person says.

use tessera_exchange::formats::Cost;

use crate::types::Reason;

/// Memory under this many bytes is nothing to speak of: 64 MiB.
const LITTLE: usize = 64 << 20;

/// What a face asks the user before the file is opened.
pub(super) fn told(cost: Cost) -> Reason {
    let Cost { time, memory } = cost;
    let seconds = time.as_secs() + u64::from(time.subsec_millis() >= 500);
    let to = |step: u64| seconds.saturating_add(step / 2) / step * step;
    let seconds = match seconds {
        0..=1 => 2,
        2..=9 => seconds,
        10..=59 => to(5),
        _ => to(30),
    };
    let mebibytes = if memory < LITTLE { 0 } else { memory.div_ceil(1 << 20) };
    Reason::Costly { seconds, mebibytes }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn seconds_are_whole_and_round_and_little_memory_is_not_spoken_of() {
        for (millis, seconds) in [
            (1_501, 2),
            (2_499, 2),
            (9_499, 9),
            (9_500, 10),
            (17_200, 15),
            (18_000, 20),
            (58_000, 60),
            (70_000, 60),
            (80_000, 90),
            (600_000, 600),
        ] {
            let cost = Cost { time: Duration::from_millis(millis), memory: 0 };
            assert_eq!(told(cost), Reason::Costly { seconds, mebibytes: 0 }, "{millis}");
        }
        for (memory, mebibytes) in [(19 << 20, 0), (64 << 20, 64), (1 << 30, 1_024)] {
            let cost = Cost { time: Duration::from_secs(3), memory };
            assert_eq!(told(cost), Reason::Costly { seconds: 3, mebibytes });
        }
    }
}

//! Stamps order the edits of several copies of one vault without trusting any single clock.
//!
//! A hybrid logical clock: the wall clock where it moves forward, a counter where it does not.
//! Source: Kulkarni et al., "Logical Physical Clocks", 2014.

use std::fmt;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::time::UnixTime;

/// When, and on which device, a part was last edited. The later stamp wins; no two edits share one.
///
/// In the file: `[milliseconds, counter, "device"]`.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Stamp(pub(crate) u64, pub(crate) u32, pub(crate) DeviceId);

/// Its three parts with hyphens between them: a name for what was edited.
impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:?}", self.0, self.1, self.2)
    }
}

/// Names a copy of the vault: 64 random bits, as 16 hexadecimal digits in the file.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub struct DeviceId(u64);

impl DeviceId {
    /// A fresh random one.
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        Self(rng.next_u64())
    }

    pub(crate) fn to_be_bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for DeviceId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for DeviceId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let hex = text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        match u64::from_str_radix(&text, 16) {
            Ok(id) if hex => Ok(Self(id)),
            _ => Err(serde::de::Error::custom("a device id is 16 hexadecimal digits")),
        }
    }
}

/// Makes stamps, each later than all it has made or seen.
#[derive(Clone, Debug)]
pub struct StampClock {
    device: DeviceId,
    latest: (u64, u32),
}

impl StampClock {
    /// A clock that has seen nothing yet.
    #[must_use]
    pub fn new(device: DeviceId) -> Self {
        Self { device, latest: (0, 0) }
    }

    /// The device whose edits it stamps.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// Notes a stamp that was read, so that the next one made is later.
    pub fn see(&mut self, stamp: Stamp) {
        self.latest = self.latest.max((stamp.0, stamp.1));
    }

    /// Notes every stamp that another clock has made or seen.
    pub fn see_all(&mut self, other: &Self) {
        self.latest = self.latest.max(other.latest);
    }

    /// The next stamp. A wall clock that stands or runs backwards moves the counter instead.
    pub fn tick(&mut self, now: UnixTime) -> Stamp {
        self.latest = match (now.millis(), self.latest) {
            (millis, (latest, _)) if millis > latest => (millis, 0),
            (_, (latest, counter)) => match counter.checked_add(1) {
                Some(counter) => (latest, counter),
                None => (latest.saturating_add(1), 0),
            },
        };
        Stamp(self.latest.0, self.latest.1, self.device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_later_than_every_earlier_one_even_when_the_clock_runs_backwards() {
        let mut clock = StampClock::new(DeviceId(1));
        let mut last = clock.tick(UnixTime::from_millis(0));
        for millis in [5, 5, 4, 0, 6, 6, u64::MAX, 3] {
            let next = clock.tick(UnixTime::from_millis(millis));
            assert!(next > last, "{next:?} after {last:?}");
            last = next;
        }
    }

    #[test]
    fn what_another_device_wrote_comes_before_what_is_edited_next() {
        let mut other = StampClock::new(DeviceId(9));
        let theirs = other.tick(UnixTime::from_millis(1_000));
        let mut ours = StampClock::new(DeviceId(1));
        ours.see(theirs);
        assert!(ours.tick(UnixTime::from_millis(10)) > theirs);
    }

    #[test]
    fn a_device_id_has_one_spelling() {
        let id: DeviceId = serde_json::from_str("\"00000000000000ff\"").unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"00000000000000ff\"");
        for bad in ["\"ff\"", "\"00000000000000FF\"", "\"+0000000000000ff\"", "7"] {
            assert!(serde_json::from_str::<DeviceId>(bad).is_err(), "{bad}");
        }
    }
}

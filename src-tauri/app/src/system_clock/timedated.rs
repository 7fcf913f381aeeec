//! systemd's timedated on the system bus. It reads from the kernel whether the clock is compared with others
//! over the network, so it speaks for chrony and ntpd as well.

use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, Proxy};

use crate::patience::Patience;
use crate::ports::clock::ClockKeeper;
use crate::types::ClockSync;

const NAME: &str = "org.freedesktop.timedate1";
const PATH: &str = "/org/freedesktop/timedate1";
/// A bus that has not answered by then does not know.
const LIMIT: Duration = Duration::from_secs(2);

/// Who keeps the clock of this computer. Clones wait in the same line.
#[derive(Clone, Debug)]
pub struct SystemClock {
    /// Where the bus of the computer is, if it is not at its usual place.
    address: Option<String>,
    patience: Patience,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { address: None, patience: Patience::new(LIMIT) }
    }
}

impl SystemClock {
    /// On the bus at this address, waited for no longer than `limit`.
    #[must_use]
    pub fn at(address: String, limit: Duration) -> Self {
        Self { address: Some(address), patience: Patience::new(limit) }
    }
}

impl ClockKeeper for SystemClock {
    fn sync(&self) -> ClockSync {
        let (address, limit) = (self.address.clone(), self.patience.limit());
        let asked = self.patience.wait_for(move || ask(address.as_deref(), limit));
        asked.ok().and_then(Result::ok).unwrap_or(ClockSync::Unknown)
    }
}

fn ask(address: Option<&str>, limit: Duration) -> zbus::Result<ClockSync> {
    let bus = match address {
        Some(address) => Builder::address(address)?,
        None => Builder::system()?,
    };
    let bus: Connection = bus.method_timeout(limit).build()?;
    let timedated = Proxy::new(&bus, NAME, PATH, NAME)?;
    let is_on = |property| timedated.get_property::<bool>(property);
    if is_on("NTPSynchronized")? {
        return Ok(ClockSync::Kept);
    }
    Ok(if is_on("NTP")? { ClockSync::Awaited } else { ClockSync::Off })
}

//! How quick this machine is.

use std::time::Duration;

use crate::make::{NotMade, make};
use crate::method::{Argon2Cost, Argon2Kind, Method, Refused};
use crate::request::Request;

/// 16 MiB: more than caches hold, as what costs memory does.
const PROBE: Argon2Cost = Argon2Cost { kib: 16 * 1_024, passes: 2, lanes: 1 };

/// How much of [`Method::time`] this machine does in a second. Derives a key to find out, which takes
/// some hundredths of one.
///
/// # Errors
/// Where there is no memory for that.
pub fn speed() -> Result<u64, NotMade> {
    let probe = || -> Result<_, Refused> {
        Request::new(Method::argon2(Argon2Kind::Id, PROBE)?, b"probe", &[0; 16], 32)
    };
    let probe = probe().map_err(|_| NotMade::OutOfMemory)?;
    let before = worked();
    make(&probe, &|| true)?;
    let took = worked().saturating_sub(before).as_nanos().max(1);
    let a_second = u128::from(probe.method().time()) * Duration::from_secs(1).as_nanos() / took;
    Ok(u64::try_from(a_second).unwrap_or(u64::MAX).max(1))
}

/// For how long this thread has had a processor: what other programs do meanwhile is no measure.
#[cfg(unix)]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
}

#[cfg(not(unix))]
fn worked() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_machine_does_more_than_nothing() {
        // A hundredth of what the slowest here did.
        assert!(super::speed().unwrap() > 50_000);
    }
}

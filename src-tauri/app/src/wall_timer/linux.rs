//! `timerfd` on the wall clock: counts through suspend, and a read of it ends when the clock is set.

use std::io;
use std::os::fd::OwnedFd;

use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
    timerfd_settime,
};
use tessera_core::time::UnixTime;

/// One thread waits, any thread sets.
#[derive(Debug)]
pub struct WallTimer(OwnedFd);

impl WallTimer {
    /// A timer that is not set.
    pub fn new() -> io::Result<Self> {
        Ok(Self(timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?))
    }

    /// Sets the moment; a moment that has passed ends the wait at once, none lets it last.
    pub fn set(&self, due: Option<UnixTime>) {
        let zero = Timespec { tv_sec: 0, tv_nsec: 0 };
        let value = due.map_or(zero, |due| Timespec {
            tv_sec: i64::try_from(due.seconds()).unwrap_or(i64::MAX),
            // Never all zeros, which would mean "not set".
            tv_nsec: (due.millis() % 1000 * 1_000_000).max(1) as _,
        });
        let spec = Itimerspec { it_interval: zero, it_value: value };
        let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
        // Fails only for a value out of range, and then the wait lasts.
        let _ = timerfd_settime(&self.0, flags, &spec);
    }

    /// Returns when the moment has come, or when the clock was set.
    pub fn wait(&self) {
        let mut expirations = [0; 8];
        loop {
            match rustix::io::read(&self.0, &mut expirations) {
                Err(rustix::io::Errno::INTR) => {}
                _ => return,
            }
        }
    }
}

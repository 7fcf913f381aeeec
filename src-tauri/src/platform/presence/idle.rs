//! The idle time of a Linux desktop: GNOME tells it on the session bus, every X server tells it.
//!
//! `GetSessionIdleTime` of the screen savers is not asked: some give seconds and some milliseconds,
//! and where they answer an X server does too.

use std::time::Duration;

use x11rb::connection::Connection;
use x11rb::protocol::screensaver::ConnectionExt;

use super::Sources;
use crate::platform::bus::Bus;

pub(super) fn time(sources: &Sources, limit: Duration) -> Option<Duration> {
    of_gnome(&sources.session, limit).or_else(|| of_x11(sources.display.as_deref()?))
}

fn of_gnome(bus: &Bus, limit: Duration) -> Option<Duration> {
    let reply = bus.connect(limit).ok()?.call_method(
        Some("org.gnome.Mutter.IdleMonitor"),
        "/org/gnome/Mutter/IdleMonitor/Core",
        Some("org.gnome.Mutter.IdleMonitor"),
        "GetIdletime",
        &(),
    );
    reply.ok()?.body().deserialize().ok().map(Duration::from_millis)
}

fn of_x11(display: &str) -> Option<Duration> {
    let (server, screen) = x11rb::connect(Some(display)).ok()?;
    let root = server.setup().roots.get(screen)?.root;
    let info = server.screensaver_query_info(root).ok()?.reply().ok()?;
    Some(Duration::from_millis(info.ms_since_user_input.into()))
}

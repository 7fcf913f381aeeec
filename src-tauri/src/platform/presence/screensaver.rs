//! Screen savers and lock screens on the session bus. Each desktop has its own name for the same
//! signal; KDE's is the one of freedesktop.org.

use std::time::Duration;

use zbus::MatchRule;
use zbus::blocking::MessageIterator;
use zbus::message::{Message, Type};

use crate::platform::bus::Bus;
use tessera_app::ports::presence::{Hearing, Presence};

const SAVERS: [&str; 5] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];

const SIGNAL: &str = "ActiveChanged";
const LIMIT: Duration = Duration::from_secs(5);

/// Says what is heard once it listens, and returns when the bus is gone.
///
/// # Errors
/// Where there is no bus.
pub(super) fn watch(
    bus: &Bus,
    begun: &dyn Fn(Hearing),
    told: &impl Fn(Presence),
) -> zbus::Result<()> {
    let messages = listen(bus)?;
    begun(Hearing { screen: true, sleep: false });
    for message in messages.flatten() {
        if has_come_on(&message) {
            told(Presence::ScreenLocked);
        }
    }
    Ok(())
}

fn listen(bus: &Bus) -> zbus::Result<MessageIterator> {
    let rule = MatchRule::builder().msg_type(Type::Signal).member(SIGNAL)?.build();
    MessageIterator::for_match_rule(rule, &bus.connect(LIMIT)?, None)
}

fn has_come_on(message: &Message) -> bool {
    let header = message.header();
    let is_saver = header.interface().is_some_and(|name| SAVERS.contains(&name.as_str()));
    is_saver && message.body().deserialize::<bool>().unwrap_or(false)
}

//! Screen savers and lock screens on the session bus. Each desktop has its own name for the same
//! signal; KDE's is the one of freedesktop.org.

use std::time::Duration;

use zbus::MatchRule;
use zbus::blocking::MessageIterator;
use zbus::message::{Message, Type};

use crate::platform::bus::Bus;
use tessera_app::ports::presence::Presence;

const SAVERS: [&str; 5] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];

const SIGNAL: &str = "ActiveChanged";
const LIMIT: Duration = Duration::from_secs(5);

/// Returns when the bus is gone. Without a bus there is nothing to hear.
pub(super) fn watch(bus: &Bus, told: &impl Fn(Presence)) {
    let Ok(messages) = listen(bus) else { return };
    for message in messages.flatten() {
        if has_come_on(&message) {
            told(Presence::ScreenLocked);
        }
    }
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

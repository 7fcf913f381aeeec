//! logind on the system bus: sleep of the computer, and the lock of the session (`loginctl
//! lock-session`, a closed lid, a desktop that sets the hint).

use std::collections::HashMap;
use std::time::Duration;

use zbus::MatchRule;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::zvariant::{DynamicType, ObjectPath, OwnedFd, OwnedObjectPath, OwnedValue, Value};

use crate::platform::bus::Bus;
use tessera_app::ports::presence::{Hearing, Presence};
use tessera_words::say;

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const SESSION: &str = "org.freedesktop.login1.Session";
const USER: &str = "org.freedesktop.login1.User";
const BUS: &str = "org.freedesktop.DBus";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

const LIMIT: Duration = Duration::from_secs(5);

/// Says what is heard once it listens, and returns when the bus or logind is gone.
///
/// # Errors
/// Where there is no bus, or no logind on it.
pub(super) fn watch(
    bus: &Bus,
    session_id: Option<&str>,
    begun: &dyn Fn(Hearing),
    told: &impl Fn(Presence),
) -> zbus::Result<()> {
    let bus = bus.connect(LIMIT)?;
    let messages = MessageIterator::from(&bus);
    let session = subscribe(&bus, session_id)?;
    // As long as this is held, the computer waits before it sleeps.
    let mut delay = delay_sleep(&bus);
    // Asked last: a bus that starts logind has done so by now.
    if !DBusProxy::new(&bus)?.name_has_owner(LOGIND.try_into()?)? {
        return Err(zbus::Error::InterfaceNotFound);
    }
    begun(Hearing { screen: session.is_some(), sleep: true });
    for message in messages.flatten() {
        match heard(&message, session.as_ref()) {
            Some(Heard::Locked) => told(Presence::ScreenLocked),
            Some(Heard::Sleep { begins: true }) => {
                told(Presence::Suspending);
                delay = None;
            }
            Some(Heard::Sleep { begins: false }) if delay.is_none() => delay = delay_sleep(&bus),
            Some(Heard::Gone) => break,
            Some(Heard::Sleep { begins: false }) | None => {}
        }
    }
    Ok(())
}

enum Heard {
    Locked,
    Sleep { begins: bool },
    Gone,
}

fn heard(message: &Message, session: Option<&OwnedObjectPath>) -> Option<Heard> {
    let header = message.header();
    if header.message_type() != Type::Signal {
        return None;
    }
    let is_ours = || session.is_some_and(|path| header.path() == Some(path));
    let body = message.body();
    match (header.interface()?.as_str(), header.member()?.as_str()) {
        (MANAGER, "PrepareForSleep") => {
            body.deserialize().ok().map(|begins| Heard::Sleep { begins })
        }
        (BUS, "NameOwnerChanged") => {
            let (name, _, owner): (&str, &str, &str) = body.deserialize().ok()?;
            (name == LOGIND && owner.is_empty()).then_some(Heard::Gone)
        }
        (SESSION, "Lock") if is_ours() => Some(Heard::Locked),
        (PROPERTIES, "PropertiesChanged") if is_ours() => {
            let (_, changed, _): (&str, HashMap<&str, Value<'_>>, Vec<&str>) =
                body.deserialize().ok()?;
            (changed.get("LockedHint") == Some(&Value::Bool(true))).then_some(Heard::Locked)
        }
        _ => None,
    }
}

/// Asks the bus for what logind says about this session and about sleep.
fn subscribe(bus: &Connection, id: Option<&str>) -> zbus::Result<Option<OwnedObjectPath>> {
    let from_logind = || MatchRule::builder().msg_type(Type::Signal).sender(LOGIND);
    let subscriptions = DBusProxy::new(bus)?;
    subscriptions
        .add_match_rule(from_logind()?.interface(MANAGER)?.member("PrepareForSleep")?.build())?;
    let of_the_bus = MatchRule::builder().msg_type(Type::Signal).sender(BUS)?;
    let of_the_bus = of_the_bus.interface(BUS)?.member("NameOwnerChanged")?;
    subscriptions.add_match_rule(of_the_bus.add_arg(LOGIND)?.build())?;
    let session = session(bus, id);
    if let Some(path) = &session {
        subscriptions.add_match_rule(from_logind()?.path(path)?.build())?;
    }
    Ok(session)
}

/// The session of this process; where it runs beside one (as a user service, as most apps do today),
/// the one that the user sees.
fn session(bus: &Connection, id: Option<&str>) -> Option<OwnedObjectPath> {
    let of = |method, argument: &str| ask(bus, method, &argument);
    id.and_then(|id| of("GetSession", id))
        .or_else(|| ask(bus, "GetSessionByPID", &0_u32))
        .or_else(|| display_of(bus, &ask(bus, "GetUser", &rustix::process::getuid().as_raw())?))
}

fn display_of(bus: &Connection, user: &OwnedObjectPath) -> Option<OwnedObjectPath> {
    let reply = bus.call_method(Some(LOGIND), user, Some(PROPERTIES), "Get", &(USER, "Display"));
    let value: OwnedValue = reply.ok()?.body().deserialize().ok()?;
    let (_, path): (String, OwnedObjectPath) = value.try_into().ok()?;
    // What is on no screen is said to be at the root.
    (path.as_str() != "/").then_some(path)
}

fn ask<B: serde::Serialize + DynamicType>(
    bus: &Connection,
    method: &str,
    body: &B,
) -> Option<OwnedObjectPath> {
    let path = ObjectPath::from_static_str_unchecked(MANAGER_PATH);
    let reply = bus.call_method(Some(LOGIND), path, Some(MANAGER), method, body);
    reply.ok()?.body().deserialize().ok()
}

/// None where logind does not let us: then the vault locks while the computer falls asleep.
fn delay_sleep(bus: &Connection) -> Option<OwnedFd> {
    let body = ("sleep", "Tessera", say::ShellWhySleepWaits.to_string(), "delay");
    let reply = bus.call_method(Some(LOGIND), MANAGER_PATH, Some(MANAGER), "Inhibit", &body);
    reply.ok()?.body().deserialize().ok()
}

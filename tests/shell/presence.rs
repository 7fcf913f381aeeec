//! A logind and screen savers of the test's own, on buses of its own: what they say is told.

mod ears;
mod sleep;

use std::collections::HashMap;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tessera::platform::bus::Bus;
use tessera::platform::presence::{Idle, Sources};
use tessera_app::ports::presence::Presence;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{self, ObjectPath, OwnedObjectPath, Value};

use crate::eventually::eventually;
use crate::private_bus::PrivateBus;

const SESSION: &str = "/org/freedesktop/login1/session/_33";
const OTHER_SESSION: &str = "/org/freedesktop/login1/session/_34";
const USER: &str = "/org/freedesktop/login1/user/_1000";
const NOBODY: Duration = Duration::from_millis(200);
const IN_TIME: Duration = Duration::from_secs(20);

/// What logind does for us. It knows one session, by its id or as the one of its user.
struct Logind {
    knows_sessions: bool,
    /// The other ends of the delays that were taken.
    delays: Arc<Mutex<Vec<UnixStream>>>,
}

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Logind {
    fn get_session(&self, id: &str) -> zbus::fdo::Result<OwnedObjectPath> {
        match (self.knows_sessions, id) {
            (true, "3") => Ok(path(SESSION)),
            _ => Err(zbus::fdo::Error::Failed("no such session".into())),
        }
    }

    #[zbus(name = "GetSessionByPID")]
    fn get_session_by_pid(&self, _pid: u32) -> zbus::fdo::Result<OwnedObjectPath> {
        Err(zbus::fdo::Error::Failed("no session of this process".into()))
    }

    fn get_user(&self, _uid: u32) -> OwnedObjectPath {
        path(USER)
    }

    fn inhibit(&self, what: &str, who: &str, _why: &str, mode: &str) -> zvariant::OwnedFd {
        assert_eq!((what, who, mode), ("sleep", "Tessera", "delay"));
        let (ours, theirs) = UnixStream::pair().unwrap();
        ours.set_nonblocking(true).unwrap();
        self.delays.lock().unwrap().push(ours);
        OwnedFd::from(theirs).into()
    }
}

struct User;

#[zbus::interface(name = "org.freedesktop.login1.User")]
impl User {
    #[zbus(property)]
    fn display(&self) -> (String, OwnedObjectPath) {
        ("3".into(), path(SESSION))
    }
}

/// GNOME's own account of who touches what.
struct IdleMonitor;

#[zbus::interface(name = "org.gnome.Mutter.IdleMonitor")]
impl IdleMonitor {
    fn get_idletime(&self) -> u64 {
        61_500
    }
}

/// A desktop that we listen to.
struct Desktop {
    session: PrivateBus,
    system: PrivateBus,
    logind: Connection,
    delays: Arc<Mutex<Vec<UnixStream>>>,
    told: Receiver<Presence>,
}

impl Desktop {
    fn watched() -> Self {
        Self::watched_as(Some("3"), true, |told| {
            move |what| {
                let _ = told.send(what);
            }
        })
    }

    fn watched_as<F: Fn(Presence) + Send + Sync + 'static>(
        session_id: Option<&str>,
        knows_sessions: bool,
        told: impl FnOnce(Sender<Presence>) -> F,
    ) -> Self {
        let (session, system) = (PrivateBus::start(), PrivateBus::start());
        let delays = Arc::default();
        let logind = logind_on(&system, knows_sessions, &delays);
        let (tell, heard) = mpsc::channel();
        sources(session.bus(), system.bus(), session_id).watch(told(tell), |_| ()).unwrap();
        let desktop = Self { session, system, logind, delays, told: heard };
        // Listening begins before the delay is taken.
        eventually(|| !desktop.delays.lock().unwrap().is_empty());
        desktop.wait_for_ears();
        desktop
    }

    /// Waits until the screen savers are listened to.
    fn wait_for_ears(&self) {
        let saver = self.session.peer();
        eventually(|| {
            emit(&saver, "/", "org.gnome.ScreenSaver", "ActiveChanged", &true);
            self.told.recv_timeout(NOBODY).is_ok()
        });
        while self.told.recv_timeout(5 * NOBODY).is_ok() {}
    }

    fn says<B: serde::Serialize + zvariant::DynamicType>(
        &self,
        path: &str,
        interface: &str,
        signal: &str,
        body: &B,
    ) {
        emit(&self.logind, path, interface, signal, body);
    }

    fn sleeps(&self, begins: bool) {
        let manager = "org.freedesktop.login1.Manager";
        self.says("/org/freedesktop/login1", manager, "PrepareForSleep", &begins);
    }

    fn hint(&self, session: &str, name: &str, value: bool) {
        let changed = HashMap::from([(name, Value::Bool(value))]);
        let gone: Vec<&str> = Vec::new();
        let body = ("org.freedesktop.login1.Session", changed, gone);
        self.says(session, "org.freedesktop.DBus.Properties", "PropertiesChanged", &body);
    }

    #[track_caller]
    fn tells(&self, what: Presence) {
        assert_eq!(self.told.recv_timeout(IN_TIME), Ok(what));
    }

    #[track_caller]
    fn tells_nothing(&self) {
        assert!(self.told.recv_timeout(NOBODY).is_err());
    }

    /// How many delays were taken, and how many are held.
    fn delays(&self) -> (usize, usize) {
        let delays = self.delays.lock().unwrap();
        // Where the other end is closed there is an end to read; else there is nothing yet.
        let is_held = |mut end: &UnixStream| end.read(&mut [0]).is_err();
        (delays.len(), delays.iter().filter(|end| is_held(end)).count())
    }
}

/// logind comes onto the bus of the computer, and counts its delays.
fn logind_on(
    system: &PrivateBus,
    knows_sessions: bool,
    delays: &Arc<Mutex<Vec<UnixStream>>>,
) -> Connection {
    let logind = Logind { knows_sessions, delays: Arc::clone(delays) };
    Builder::address(system.address.as_str())
        .unwrap()
        .serve_at("/org/freedesktop/login1", logind)
        .unwrap()
        .serve_at(USER, User)
        .unwrap()
        .name("org.freedesktop.login1")
        .unwrap()
        .build()
        .unwrap()
}

fn sources(session: Bus, system: Bus, session_id: Option<&str>) -> Sources {
    Sources { session, system, session_id: session_id.map(str::to_owned), display: None }
}

fn nowhere() -> Bus {
    Bus::At("unix:path=/nonexistent/bus".into())
}

fn path(path: &str) -> OwnedObjectPath {
    ObjectPath::try_from(path).unwrap().into()
}

fn emit<B: serde::Serialize + zvariant::DynamicType>(
    peer: &Connection,
    path: &str,
    interface: &str,
    signal: &str,
    body: &B,
) {
    peer.emit_signal(None::<&str>, path, interface, signal, body).unwrap();
}

#[test]
fn every_desktops_screen_saver_is_heard_when_it_comes_on() {
    let desktop = Desktop::watched();
    let saver = desktop.session.peer();
    for name in [
        "org.freedesktop.ScreenSaver",
        "org.gnome.ScreenSaver",
        "org.cinnamon.ScreenSaver",
        "org.mate.ScreenSaver",
        "org.xfce.ScreenSaver",
    ] {
        emit(&saver, "/ScreenSaver", name, "ActiveChanged", &true);
        desktop.tells(Presence::ScreenLocked);
        emit(&saver, "/ScreenSaver", name, "ActiveChanged", &false);
    }
    emit(&saver, "/", "org.example.Lamp", "ActiveChanged", &true);
    emit(&saver, "/", "org.gnome.ScreenSaver", "ActiveChanged", &"true");
    desktop.tells_nothing();
}

#[test]
fn a_lock_of_this_session_is_heard_and_none_of_another() {
    let desktop = Desktop::watched();
    desktop.says(OTHER_SESSION, "org.freedesktop.login1.Session", "Lock", &());
    desktop.hint(OTHER_SESSION, "LockedHint", true);
    desktop.says(SESSION, "org.freedesktop.login1.Session", "Unlock", &());
    desktop.hint(SESSION, "LockedHint", false);
    desktop.hint(SESSION, "IdleHint", true);
    desktop.tells_nothing();
    desktop.says(SESSION, "org.freedesktop.login1.Session", "Lock", &());
    desktop.tells(Presence::ScreenLocked);
    desktop.hint(SESSION, "LockedHint", true);
    desktop.tells(Presence::ScreenLocked);
}

#[test]
fn an_app_outside_of_a_session_hears_the_one_on_its_users_screen() {
    let desktop = Desktop::watched_as(None, false, |told| {
        move |what| {
            let _ = told.send(what);
        }
    });
    desktop.says(SESSION, "org.freedesktop.login1.Session", "Lock", &());
    desktop.tells(Presence::ScreenLocked);
}

#[test]
fn only_logind_speaks_for_logind() {
    let desktop = Desktop::watched();
    let stranger = desktop.system.peer();
    let manager = "org.freedesktop.login1.Manager";
    emit(&stranger, "/org/freedesktop/login1", manager, "PrepareForSleep", &true);
    emit(&stranger, SESSION, "org.freedesktop.login1.Session", "Lock", &());
    desktop.tells_nothing();
}

#[test]
fn the_computer_sleeps_only_after_the_vault_was_locked() {
    let (let_go, hold) = mpsc::channel::<()>();
    let hold = Mutex::new(hold);
    let desktop = Desktop::watched_as(Some("3"), true, |told| {
        move |what| {
            let _ = told.send(what);
            if what == Presence::Suspending {
                let _ = hold.lock().unwrap().recv();
            }
        }
    });
    assert_eq!(desktop.delays(), (1, 1));
    desktop.sleeps(true);
    desktop.tells(Presence::Suspending);
    // Whoever was told is still at it.
    assert_eq!(desktop.delays(), (1, 1));
    let_go.send(()).unwrap();
    eventually(|| desktop.delays() == (1, 0));
    desktop.sleeps(false);
    eventually(|| desktop.delays() == (2, 1));
    // Awake again: the next sleep waits as well.
    desktop.sleeps(true);
    desktop.tells(Presence::Suspending);
    let_go.send(()).unwrap();
    eventually(|| desktop.delays() == (2, 0));
}

#[test]
fn a_desktop_without_buses_does_not_know_for_how_long_nobody_has_touched_anything() {
    assert_eq!(Idle::of(sources(nowhere(), nowhere(), None)).time(), None);
}

#[test]
fn gnome_tells_for_how_long_nobody_has_touched_anything() {
    let bus = PrivateBus::start();
    let idle = Idle::of(sources(bus.bus(), nowhere(), None));
    assert_eq!(idle.time(), None);
    let _mutter = Builder::address(bus.address.as_str())
        .unwrap()
        .serve_at("/org/gnome/Mutter/IdleMonitor/Core", IdleMonitor)
        .unwrap()
        .name("org.gnome.Mutter.IdleMonitor")
        .unwrap()
        .build()
        .unwrap();
    assert_eq!(idle.time(), Some(Duration::from_millis(61_500)));
}

/// In a step of `cargo xtask test` there is one.
#[test]
fn an_x_server_tells_for_how_long_nobody_has_touched_anything() {
    let Ok(display) = std::env::var("DISPLAY") else { return };
    // A server without clients starts anew, and counts anew.
    let _client = x11rb::connect(Some(&display)).unwrap();
    let sources = Sources { display: Some(display), ..sources(nowhere(), nowhere(), None) };
    let idle = Idle::of(sources);
    let first = idle.time().unwrap();
    eventually(|| idle.time().unwrap() > first);
}

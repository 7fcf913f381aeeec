//! A watch that could not begin or has ended is told of, and begins again.

use tessera_app::ports::presence::Hearing;

use super::*;

const SESSION_ALONE: Hearing = Hearing { screen: true, sleep: false };

/// What is told of what can be heard.
struct Ears {
    hears: Receiver<Hearing>,
    told: Receiver<Presence>,
}

impl Ears {
    fn on(session: Bus, system: Bus) -> Self {
        let ((tell, told), (say, hears)) = (mpsc::channel(), mpsc::channel());
        // The watch outlives the test.
        let tell = move |what| {
            let _ = tell.send(what);
        };
        let say = move |heard| {
            let _ = say.send(heard);
        };
        sources(session, system, Some("3")).watch(tell, say).unwrap();
        Self { hears, told }
    }

    /// The next that is told.
    #[track_caller]
    fn hear(&self, heard: Hearing) {
        assert_eq!(self.hears.recv_timeout(IN_TIME), Ok(heard));
    }

    /// In whatever order both are found out.
    #[track_caller]
    fn come_to_hear(&self, heard: Hearing) {
        eventually(|| self.hears.recv_timeout(NOBODY) == Ok(heard));
    }
}

#[test]
fn a_desktop_without_buses_is_told_of() {
    let ears = Ears::on(nowhere(), nowhere());
    ears.come_to_hear(Hearing::NONE);
    assert!(ears.told.try_recv().is_err());
}

#[test]
fn a_computer_without_logind_is_told_of_until_it_comes() {
    let (session, system) = (PrivateBus::start(), PrivateBus::start());
    let ears = Ears::on(session.bus(), system.bus());
    ears.hear(SESSION_ALONE);
    let delays = Arc::default();
    let logind = logind_on(&system, true, &delays);
    ears.hear(Hearing::ALL);
    assert_eq!(delays.lock().unwrap().len(), 1);
    // It goes, and the bus stays.
    drop(logind);
    ears.hear(SESSION_ALONE);
}

#[test]
fn a_bus_that_ends_is_told_of_and_heard_again_when_it_is_back() {
    let (mut session, mut system) = (PrivateBus::start(), PrivateBus::start());
    let delays = Arc::default();
    let logind = logind_on(&system, true, &delays);
    let ears = Ears::on(session.bus(), system.bus());
    eventually(|| !delays.lock().unwrap().is_empty());

    system.end();
    ears.hear(SESSION_ALONE);
    session.end();
    ears.hear(Hearing::NONE);
    drop(logind);

    session.begin_again();
    ears.hear(SESSION_ALONE);
    let saver = session.peer();
    emit(&saver, "/", "org.gnome.ScreenSaver", "ActiveChanged", &true);
    assert_eq!(ears.told.recv_timeout(IN_TIME), Ok(Presence::ScreenLocked));

    system.begin_again();
    let logind = logind_on(&system, true, &delays);
    ears.hear(Hearing::ALL);
    let manager = "org.freedesktop.login1.Manager";
    emit(&logind, "/org/freedesktop/login1", manager, "PrepareForSleep", &true);
    assert_eq!(ears.told.recv_timeout(IN_TIME), Ok(Presence::Suspending));
}

#[test]
fn a_bus_that_is_back_at_once_is_not_told_of() {
    let (mut session, system) = (PrivateBus::start(), PrivateBus::start());
    let _logind = logind_on(&system, false, &Arc::default());
    let ears = Ears::on(session.bus(), system.bus());
    let locks = |bus: &PrivateBus| {
        let saver = bus.peer();
        eventually(|| {
            emit(&saver, "/", "org.gnome.ScreenSaver", "ActiveChanged", &true);
            ears.told.recv_timeout(NOBODY).is_ok()
        });
    };
    locks(&session);
    session.end();
    session.begin_again();
    locks(&session);
    assert!(ears.hears.try_recv().is_err());
}

//! A timedated of the test's own, on a bus of its own: what it says of the clock is told.

use std::os::unix::net::UnixListener;
use std::process::Command;
use std::time::{Duration, Instant};

use tessera_app::ports::clock::ClockKeeper;
use tessera_app::system_clock::SystemClock;
use tessera_app::types::ClockSync;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;

use crate::faces::program;
use crate::private_bus::PrivateBus;

const LONG: Duration = Duration::from_secs(20);

struct Timedated {
    synchronised: bool,
    service: bool,
}

#[zbus::interface(name = "org.freedesktop.timedate1")]
impl Timedated {
    #[zbus(property, name = "NTPSynchronized")]
    fn ntp_synchronized(&self) -> bool {
        self.synchronised
    }

    #[zbus(property, name = "NTP")]
    fn ntp(&self) -> bool {
        self.service
    }
}

fn timedated(bus: &PrivateBus, synchronised: bool, service: bool) -> Connection {
    let timedated = Timedated { synchronised, service };
    Builder::address(bus.address.as_str())
        .unwrap()
        .serve_at("/org/freedesktop/timedate1", timedated)
        .unwrap()
        .name("org.freedesktop.timedate1")
        .unwrap()
        .build()
        .unwrap()
}

fn said(bus: &PrivateBus) -> ClockSync {
    SystemClock::at(bus.address.clone(), LONG).sync()
}

#[test]
fn timedated_tells_how_the_clock_stands() {
    for (synchronised, service, sync) in [
        (true, true, ClockSync::Kept),
        // chrony keeps it, and timedated knows nothing of chrony.
        (true, false, ClockSync::Kept),
        (false, true, ClockSync::Awaited),
        (false, false, ClockSync::Off),
    ] {
        let bus = PrivateBus::start();
        let _timedated = timedated(&bus, synchronised, service);
        assert_eq!(said(&bus), sync);
    }
}

#[test]
fn without_timedated_or_a_bus_the_clock_is_not_known() {
    assert_eq!(said(&PrivateBus::start()), ClockSync::Unknown);
    let nowhere = SystemClock::at("unix:path=/nonexistent/bus".into(), LONG);
    assert_eq!(nowhere.sync(), ClockSync::Unknown);
}

#[test]
fn a_bus_that_never_answers_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bus");
    let _mute = UnixListener::bind(&path).unwrap();
    let address = format!("unix:path={}", path.display());
    let clock = SystemClock::at(address, Duration::from_millis(50));
    let begun = Instant::now();
    assert_eq!(clock.sync(), ClockSync::Unknown);
    // The first question still hangs: the second is not asked.
    assert_eq!(clock.sync(), ClockSync::Unknown);
    assert!(begun.elapsed() < LONG);
}

#[test]
fn the_command_line_says_that_the_clock_is_in_doubt_beside_the_codes_of_now() {
    const DOUBT: &str = "Nothing sets the clock of this computer over the network.";
    let bus = PrivateBus::start();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "grey heron at low water").unwrap();
    let link = "otpauth://totp/Mail:ada?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";
    std::fs::write(folder.path().join("links.txt"), link).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(program())
            .current_dir(folder.path())
            .env("TESSERA_VAULT", folder.path().join("vault.tessera"))
            .env("HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path().join("config"))
            .env("LC_ALL", "C")
            .env("DBUS_SYSTEM_BUS_ADDRESS", &bus.address)
            .args(["--password-file", "password"])
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        (String::from_utf8(output.stdout).unwrap(), said)
    };
    run(&["init", "--kdf-memory", "19MiB", "--kdf-iterations", "2", "--kdf-parallelism", "1"]);
    run(&["import", "links.txt"]);
    // Nobody on this bus knows anything of the clock.
    assert_eq!(run(&["code"]).1, "");
    let off = timedated(&bus, false, false);
    let (codes, said) = run(&["code", "mail"]);
    assert!(codes.starts_with("Mail\tada\t"), "{codes}");
    assert!(said.starts_with(DOUBT) && said.lines().count() == 1, "{said}");
    let (health, _) = run(&["health"]);
    assert!(health.contains(DOUBT), "{health}");
    assert_eq!(run(&["code", "--at", "59"]).1, "", "the code of another moment");
    drop(off);
    bus.wait_for_owner("org.freedesktop.timedate1", false);
    let _kept = timedated(&bus, true, true);
    assert_eq!(run(&["code"]).1, "");
}

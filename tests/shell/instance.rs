//! One app a user: what a later start of the program comes to.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use tessera::platform::instance::{Begun, FirstInstance, Started, begin};

use crate::private_bus::PrivateBus;

const APP: &str = "io.github.tesseraauthenticator.Tessera";

fn started(argument: &str) -> Started {
    Started { arguments: vec![argument.into()], folder: PathBuf::from("/tmp") }
}

fn start(bus: &PrivateBus, vault: &Path, argument: &str) -> Begun {
    begin(&bus.bus(), APP, vault, &started(argument)).unwrap()
}

fn first(bus: &PrivateBus, vault: &Path) -> FirstInstance {
    let Begun::First(first) = start(bus, vault, "") else { panic!("there is another") };
    first
}

/// Starts the program itself, on a computer that has no window system.
fn run(bus: &PrivateBus, vault: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tessera"));
    program.env("DBUS_SESSION_BUS_ADDRESS", &bus.address).env("TESSERA_VAULT", vault);
    program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("HOME", bus.folder());
    program.arg("code.png").current_dir(bus.folder()).output().unwrap()
}

#[test]
fn a_later_start_is_told_to_the_first_and_to_nobody_else() {
    let (bus, vault) = (PrivateBus::start(), Path::new("/nowhere/vault.tessera"));
    let first = first(&bus, vault);
    assert!(matches!(start(&bus, vault, "code.png"), Begun::HandedOver));
    assert_eq!(first.starts.try_recv().unwrap(), started("code.png"));
    assert!(matches!(start(&bus, Path::new("/nowhere/other.tessera"), "x"), Begun::OtherVault));
    assert!(first.starts.try_recv().is_err(), "what was meant for another vault came in");
}

#[test]
fn the_next_start_after_the_first_has_ended_is_the_first() {
    let (bus, vault) = (PrivateBus::start(), Path::new("/nowhere/vault.tessera"));
    drop(first(&bus, vault));
    assert!(matches!(start(&bus, vault, ""), Begun::First(_)));
}

#[test]
fn where_there_is_no_bus_every_start_is_the_first() {
    let mut bus = PrivateBus::start();
    bus.end();
    assert!(matches!(start(&bus, Path::new("/nowhere/vault.tessera"), ""), Begun::First(_)));
}

/// Whoever starts no window system cannot end in the middle of its start.
#[test]
fn twenty_later_starts_end_well_before_there_is_a_window_system() {
    let bus = PrivateBus::start();
    let vault = bus.folder().join("vault.tessera");
    let first = first(&bus, &vault);
    for _ in 0..20 {
        let ended = run(&bus, &vault);
        assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
        let told = first.starts.recv_timeout(Duration::from_secs(1)).unwrap();
        assert_eq!(told.arguments, ["code.png"]);
        assert_eq!(told.folder, bus.folder().canonicalize().unwrap());
    }
}

#[test]
fn a_start_with_another_vault_says_that_one_is_open() {
    let bus = PrivateBus::start();
    let first = first(&bus, &bus.folder().join("vault.tessera"));
    let other = bus.folder().join("other.tessera");
    let ended = run(&bus, &other);
    assert_eq!(ended.status.code(), Some(1));
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("open with another vault"), "{said}");
    assert!(said.contains(&*other.to_string_lossy()), "{said}");
    assert!(first.starts.try_recv().is_err(), "the first was told");
}

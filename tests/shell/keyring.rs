//! A real GNOME Keyring on a bus of the test's own, and everything that may be wrong with it.
//!
//! The keyring is looked for on the session bus of the process. So every scenario is run in a process
//! of its own, whose session bus is one that the scenario starts.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tessera::platform::keyring::{LIMIT, SystemKeyring};
use tessera_app::ports::keyring::{Keyring, KeyringError};
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::zvariant::{ObjectPath, OwnedObjectPath};

use crate::own_process::{alone, with_session_bus};
use crate::private_bus::{PrivateBus, socket};

const ITEM: &str = "6f1d2c3b";
const LINE: &str = "c2VjcmV0IGtleSBvZiBhIGRldmljZSwgMzIgYnl0ZXM=";

/// Short, for calls that are never answered.
const SOON: Duration = Duration::from_millis(300);

const SECRETS: &str = "org.freedesktop.secrets";

/// A desktop's keyring, with its files in a folder of its own.
struct Desktop {
    bus: PrivateBus,
    daemon: Option<Child>,
}

impl Desktop {
    /// With a bus and nobody on it.
    fn bare(folder: &Path) -> Self {
        Self { bus: PrivateBus::start_in(folder), daemon: None }
    }

    fn unlocked(folder: &Path) -> Self {
        let mut desktop = Self::bare(folder);
        desktop.log_in(&["--unlock"]);
        desktop
    }

    fn log_in(&mut self, arguments: &[&str]) {
        let folder = self.bus.folder();
        let run = folder.join("run");
        std::fs::create_dir_all(&run).unwrap();
        std::fs::set_permissions(&run, PermissionsExt::from_mode(0o700)).unwrap();
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(arguments)
            .env("HOME", folder)
            .env("XDG_DATA_HOME", folder)
            .env("XDG_RUNTIME_DIR", run)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus.address)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        daemon.stdin.take().unwrap().write_all(b"scratch").unwrap();
        self.daemon = Some(daemon);
        self.bus.wait_for_owner(SECRETS, true);
    }

    fn log_out(&mut self) {
        let mut daemon = self.daemon.take().unwrap();
        daemon.kill().unwrap();
        daemon.wait().unwrap();
        self.bus.wait_for_owner(SECRETS, false);
    }

    /// Locks the keyring as its own window would.
    fn lock(&self) {
        let keyring: OwnedObjectPath = self.ask("ReadAlias", &"default");
        let (locked, _): (Vec<OwnedObjectPath>, OwnedObjectPath) =
            self.ask("Lock", &(&[&keyring][..],));
        assert_eq!(locked, [keyring]);
    }

    fn ask<B, R>(&self, method: &str, body: &B) -> R
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
        R: for<'d> zbus::zvariant::DynamicDeserialize<'d>,
    {
        let path = ObjectPath::from_static_str_unchecked("/org/freedesktop/secrets");
        let interface = Some("org.freedesktop.Secret.Service");
        let reply = self.bus.peer().call_method(Some(SECRETS), path, interface, method, body);
        reply.unwrap().body().deserialize().unwrap()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if let Some(daemon) = &mut self.daemon {
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
    }
}

/// Stands where the keyring's own window would, and counts who calls for it.
struct Prompter {
    peer: Connection,
    messages: MessageIterator,
}

impl Prompter {
    fn on(bus: &PrivateBus) -> Self {
        let peer = bus.peer_named("org.gnome.keyring.SystemPrompter");
        let messages = MessageIterator::from(&peer);
        Self { peer, messages }
    }

    fn calls(self) -> usize {
        // What is sent to ourselves now comes in last.
        let ours = self.peer.unique_name().unwrap().as_str();
        self.peer.emit_signal(Some(ours), "/", "org.example.Test", "Last", &()).unwrap();
        let messages = self.messages.map(Result::unwrap);
        let is_last = |message: &Message| message.header().member().is_some_and(|m| m == "Last");
        let calls = messages.take_while(|message| !is_last(message));
        calls.filter(|message| message.message_type() == Type::MethodCall).count()
    }
}

fn system_keyring() -> SystemKeyring {
    SystemKeyring::new(LIMIT)
}

#[test]
fn what_is_stored_is_there_until_it_is_removed() {
    alone("keyring::what_is_stored_is_there_until_it_is_removed", |folder| {
        let _desktop = Desktop::unlocked(folder);
        let keyring = system_keyring();
        keyring.store(ITEM, "the one before").unwrap();
        keyring.store(ITEM, LINE).unwrap();
        assert_eq!(*keyring.load(ITEM).unwrap(), LINE);
        assert_eq!(keyring.load("another").unwrap_err(), KeyringError::Emptied);
        keyring.remove(ITEM).unwrap();
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Emptied);
        keyring.remove(ITEM).unwrap();
    });
}

#[test]
fn the_self_test_leaves_everything_as_it_was() {
    alone("keyring::the_self_test_leaves_everything_as_it_was", |folder| {
        let desktop = Desktop::unlocked(folder);
        let keyring = system_keyring();
        keyring.store(ITEM, LINE).unwrap();
        keyring.self_test(ITEM).unwrap();
        assert_eq!(*keyring.load(ITEM).unwrap(), LINE);
        let none = std::collections::HashMap::<&str, &str>::new();
        let (items, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            desktop.ask("SearchItems", &none);
        assert_eq!((items.len(), locked.len()), (1, 0));
    });
}

#[test]
fn a_locked_keyring_is_told_and_never_asks_the_user() {
    alone("keyring::a_locked_keyring_is_told_and_never_asks_the_user", |folder| {
        let desktop = Desktop::unlocked(folder);
        let prompter = Prompter::on(&desktop.bus);
        let keyring = system_keyring();
        keyring.store(ITEM, LINE).unwrap();
        desktop.lock();
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Locked);
        assert_eq!(keyring.load("another").unwrap_err(), KeyringError::Locked);
        assert_eq!(keyring.store(ITEM, "other").unwrap_err(), KeyringError::Locked);
        assert_eq!(keyring.remove(ITEM).unwrap_err(), KeyringError::Locked);
        assert_eq!(keyring.self_test(ITEM).unwrap_err(), KeyringError::Locked);
        assert_eq!(prompter.calls(), 0);
    });
}

#[test]
fn a_daemon_that_was_restarted_still_has_it() {
    alone("keyring::a_daemon_that_was_restarted_still_has_it", |folder| {
        let mut desktop = Desktop::unlocked(folder);
        let keyring = system_keyring();
        keyring.store(ITEM, LINE).unwrap();
        desktop.log_out();
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Missing);
        desktop.log_in(&[]);
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Locked);
        desktop.log_out();
        desktop.log_in(&["--unlock"]);
        assert_eq!(*keyring.load(ITEM).unwrap(), LINE);
        keyring.self_test(ITEM).unwrap();
    });
}

#[test]
fn a_keyring_that_somebody_emptied_or_changed_is_told() {
    alone("keyring::a_keyring_that_somebody_emptied_or_changed_is_told", |folder| {
        let mut desktop = Desktop::unlocked(folder);
        let keyring = system_keyring();
        keyring.store(ITEM, LINE).unwrap();
        // Somebody else writes to the item: what it means is for whoever asked.
        system_keyring().store(ITEM, "something else").unwrap();
        assert_eq!(*keyring.load(ITEM).unwrap(), "something else");
        system_keyring().store(ITEM, &"x".repeat(100_000)).unwrap();
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Changed);
        system_keyring().remove(ITEM).unwrap();
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Emptied);
        // The whole keyring is gone, and a new one in its place.
        keyring.store(ITEM, LINE).unwrap();
        desktop.log_out();
        std::fs::remove_dir_all(desktop.bus.folder().join("keyrings")).unwrap();
        desktop.log_in(&["--unlock"]);
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Emptied);
    });
}

#[test]
fn a_service_without_a_keyring_has_nothing_and_takes_nothing() {
    alone("keyring::a_service_without_a_keyring_has_nothing_and_takes_nothing", |folder| {
        let mut desktop = Desktop::bare(folder);
        desktop.log_in(&[]);
        let keyring = system_keyring();
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Emptied);
        assert_eq!(keyring.store(ITEM, LINE).unwrap_err(), KeyringError::Missing);
    });
}

#[test]
fn a_desktop_without_a_keyring_is_told() {
    alone("keyring::a_desktop_without_a_keyring_is_told", |folder| {
        let _desktop = Desktop::bare(folder);
        nobody_answers();
    });
}

#[test]
fn a_desktop_without_a_bus_is_told() {
    alone("keyring::a_desktop_without_a_bus_is_told", |_| nobody_answers());
}

#[test]
fn a_bus_whose_address_is_none_is_told() {
    let nonsense = |_: &Path| "no address".to_owned();
    with_session_bus(nonsense, "keyring::a_bus_whose_address_is_none_is_told", |_| {
        nobody_answers()
    });
}

fn nobody_answers() {
    let keyring = system_keyring();
    assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Missing);
    assert_eq!(keyring.store(ITEM, LINE).unwrap_err(), KeyringError::Missing);
    assert_eq!(keyring.remove(ITEM).unwrap_err(), KeyringError::Missing);
    assert_eq!(keyring.self_test(ITEM).unwrap_err(), KeyringError::Missing);
}

#[test]
fn a_keyring_that_answers_after_a_minute_is_not_waited_for() {
    alone("keyring::a_keyring_that_answers_after_a_minute_is_not_waited_for", |folder| {
        let desktop = Desktop::bare(folder);
        let slow = desktop.bus.peer_named(SECRETS);
        let messages = MessageIterator::from(&slow);
        std::thread::spawn(move || {
            for message in messages.map(Result::unwrap) {
                let slow = slow.clone();
                std::thread::spawn(move || {
                    std::thread::sleep(Duration::from_secs(60));
                    let _ = slow.reply(&message.header(), &());
                });
            }
        });
        let keyring = SystemKeyring::new(SOON);
        assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Slow);
        assert_eq!(keyring.store(ITEM, LINE).unwrap_err(), KeyringError::Slow);
        assert_eq!(keyring.self_test(ITEM).unwrap_err(), KeyringError::Slow);
    });
}

#[test]
fn calls_that_are_never_answered_do_not_pile_up() {
    alone("keyring::calls_that_are_never_answered_do_not_pile_up", |folder| {
        // Takes connections in, and never says a word.
        let mute = UnixListener::bind(socket(folder)).unwrap();
        let keyring = SystemKeyring::new(SOON);
        for _ in 0..10 {
            assert_eq!(keyring.load(ITEM).unwrap_err(), KeyringError::Slow);
            assert_eq!(keyring.clone().store(ITEM, LINE).unwrap_err(), KeyringError::Slow);
        }
        mute.set_nonblocking(true).unwrap();
        assert!(mute.accept().is_ok());
        assert!(mute.accept().is_err());
    });
}

//! A message bus of the test's own. It starts nothing by itself, unlike the one of a desktop.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;
use tessera::platform::bus::Bus;
use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, fdo::DBusProxy};

use crate::eventually::eventually;

pub struct PrivateBus {
    pub address: String,
    folder: PathBuf,
    daemon: Child,
    /// Goes with the bus, where it is the bus's own.
    scratch: Option<TempDir>,
}

impl PrivateBus {
    pub fn start() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let mut bus = Self::start_in(scratch.path());
        bus.scratch = Some(scratch);
        bus
    }

    /// The bus ends, and whoever was on it is cut off. Its address stays.
    pub fn end(&mut self) {
        self.daemon.kill().unwrap();
        self.daemon.wait().unwrap();
    }

    /// A bus that has ended begins anew, at the same address.
    pub fn begin_again(&mut self) {
        // A bus that was killed leaves it behind.
        let _ = std::fs::remove_file(socket(&self.folder));
        (self.daemon, self.address) = launch(&self.folder);
    }

    /// With its socket in this folder.
    pub fn start_in(folder: &Path) -> Self {
        let (daemon, address) = launch(folder);
        Self { address, folder: folder.to_owned(), daemon, scratch: None }
    }

    pub fn bus(&self) -> Bus {
        Bus::At(self.address.clone())
    }

    /// Lives as long as the bus.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Somebody else on the bus.
    pub fn peer(&self) -> Connection {
        Builder::address(self.address.as_str()).unwrap().build().unwrap()
    }

    /// Somebody who is known by a name.
    pub fn peer_named(&self, name: &'static str) -> Connection {
        let peer = self.peer();
        peer.request_name(name).unwrap();
        peer
    }

    /// Waits until somebody is known by this name, or nobody is.
    pub fn wait_for_owner(&self, name: &'static str, owned: bool) {
        let peer = self.peer();
        let bus = DBusProxy::new(&peer).unwrap();
        eventually(|| bus.name_has_owner(name.try_into().unwrap()).unwrap() == owned);
    }
}

impl Drop for PrivateBus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// The daemon, and the address that it prints.
fn launch(folder: &Path) -> (Child, String) {
    let config = folder.join("bus.conf");
    std::fs::write(&config, configuration(folder)).unwrap();
    let mut daemon = Command::new("dbus-daemon")
        .args(["--nofork", "--nopidfile", "--print-address=1"])
        .arg(format!("--config-file={}", config.display()))
        .stdout(Stdio::piped())
        // Complains that it may not open as many files as it would like to.
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
    // Without the name that this run of the bus has, which the next one does not.
    let address = address.trim().split(",guid=").next().unwrap();
    (daemon, address.to_owned())
}

/// Where the bus of this folder listens.
pub fn socket(folder: &Path) -> PathBuf {
    folder.join("bus")
}

fn configuration(folder: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#,
        socket(folder).display()
    )
}

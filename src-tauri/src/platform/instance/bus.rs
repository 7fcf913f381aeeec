//! The first instance has a name on the session bus, and is told there of every later start.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use tessera_core::control;
use zbus::blocking::Connection;
use zbus::interface;
use zbus::names::WellKnownName;

use super::Started;
use crate::platform::bus::Bus;

const PATH: &str = "/io/github/tesseraauthenticator/Tessera";
const INTERFACE: &str = "io.github.tesseraauthenticator.Tessera";

/// A first instance that has not answered by then hangs. It answers from a thread that does nothing
/// else.
const LIMIT: Duration = Duration::from_secs(10);

/// A first instance that ends just then leaves its name: whoever asked for it tries again.
const TRIES: u8 = 3;

/// What became of a start.
#[derive(Debug)]
pub enum Begun {
    /// No other instance runs.
    First(FirstInstance),
    /// The first instance has this vault, and was told.
    HandedOver,
    /// The first instance has another vault, and was told nothing.
    OtherVault,
}

/// Holds the name on the bus.
#[derive(Debug)]
pub struct FirstInstance {
    /// None where there is no bus, and so no way to find other instances.
    _connection: Option<Connection>,
    /// The starts from now on. Ends when this instance does.
    pub starts: Receiver<Started>,
}

/// Takes the name, or tells the instance that has it. `app` is the app's identifier.
///
/// # Errors
/// Where the first instance does not answer.
pub fn begin(bus: &Bus, app: &str, vault: &Path, started: &Started) -> zbus::Result<Begun> {
    let (name, vault) = (format!("{app}.SingleInstance"), control::name(vault));
    let mut tries = TRIES;
    loop {
        if let Some(first) = become_first(bus, &name, &vault) {
            return Ok(Begun::First(first));
        }
        tries -= 1;
        match hand_over(bus, &name, &vault, started) {
            Ok(true) => return Ok(Begun::HandedOver),
            Ok(false) => return Ok(Begun::OtherVault),
            Err(error) if tries == 0 => return Err(error),
            Err(_) => {}
        }
    }
}

/// None where another instance is the first.
fn become_first(bus: &Bus, name: &str, vault: &str) -> Option<FirstInstance> {
    let (tell, starts) = mpsc::channel();
    let instance = Instance { vault: vault.to_owned(), tell };
    match own(bus, name, instance) {
        Ok(connection) => Some(FirstInstance { _connection: Some(connection), starts }),
        Err(zbus::Error::NameTaken) => None,
        Err(_) => Some(FirstInstance { _connection: None, starts }),
    }
}

fn own(bus: &Bus, name: &str, instance: Instance) -> zbus::Result<Connection> {
    let name = WellKnownName::try_from(name)?;
    bus.builder()?
        .serve_at(PATH, instance)?
        .name(name)?
        .replace_existing_names(false)
        .allow_name_replacements(false)
        .build()
}

fn hand_over(bus: &Bus, name: &str, vault: &str, started: &Started) -> zbus::Result<bool> {
    let folder = started.folder.as_os_str().as_bytes();
    let told = (vault, &started.arguments, folder);
    bus.connect(LIMIT)?
        .call_method(Some(name), PATH, Some(INTERFACE), "Start", &told)?
        .body()
        .deserialize()
}

/// What a later start finds on the bus.
struct Instance {
    vault: String,
    tell: Sender<Started>,
}

#[interface(name = "io.github.tesseraauthenticator.Tessera")]
impl Instance {
    /// Whether this instance has that vault. What came with the start is taken then.
    fn start(&self, vault: &str, arguments: Vec<String>, folder: Vec<u8>) -> bool {
        let folder = OsString::from_vec(folder).into();
        vault == self.vault && self.tell.send(Started { arguments, folder }).is_ok()
    }
}

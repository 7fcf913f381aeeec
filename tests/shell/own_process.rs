//! A scenario in a process of its own, for what is asked of the process's own environment.
//!
//! The test starts itself once more; the child runs that one test, and in it the scenario.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::private_bus::socket;

/// Set in a process that is there for one scenario: its folder.
const FOLDER: &str = "TESSERA_TEST_FOLDER";

/// Runs a scenario in a process of its own. Its session bus would be in the scenario's folder.
pub fn alone(test: &str, scenario: impl FnOnce(&Path)) {
    let here = |folder: &Path| format!("unix:path={}", socket(folder).display());
    with_session_bus(here, test, scenario);
}

/// The same, with a session bus that is to be at this address.
pub fn with_session_bus(
    address: impl FnOnce(&Path) -> String,
    test: &str,
    scenario: impl FnOnce(&Path),
) {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return scenario(&PathBuf::from(folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, folder.path())
        .env("DBUS_SESSION_BUS_ADDRESS", address(folder.path()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&process.stdout);
    let complained = String::from_utf8_lossy(&process.stderr);
    assert!(process.status.success(), "{said}{complained}");
    assert!(said.contains("1 passed"), "no test is called {test}");
}

//! `lock`: tells the running app to lock.

use std::io::{self, Read, Write};
use std::path::Path;

use tessera_core::control::{ALREADY_LOCKED, LOCK, LOCKED, address};
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::output;

/// Lock the vault in the running app
///
/// Needs no password.
#[derive(clap::Args, Debug)]
pub struct Args {}

pub fn run(_: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let store = vault.store()?;
    let address = address(store.path(), dirs::runtime_dir().as_deref());
    match ask(&address).as_deref() {
        Ok(LOCKED) => output::say(say::CliLockLocked)?,
        Ok(ALREADY_LOCKED) => output::say(say::CliLockAlready)?,
        Err(error) if nobody_listens(error) => {
            return Err(Failure::nothing(say::CliLockNotRunning));
        }
        Ok(_) | Err(_) => {
            return Err(Failure::failed(say::CliLockNoAnswer));
        }
    }
    Ok(Exit::Done)
}

fn ask(address: &Path) -> io::Result<String> {
    let mut app = connect(address)?;
    app.write_all(LOCK.as_bytes())?;
    let longest = LOCKED.len().max(ALREADY_LOCKED.len()) as u64;
    let mut said = String::new();
    app.take(longest).read_to_string(&mut said)?;
    Ok(said)
}

#[cfg(unix)]
fn connect(address: &Path) -> io::Result<std::os::unix::net::UnixStream> {
    let app = std::os::unix::net::UnixStream::connect(address)?;
    if !is_this_users(&app, address) {
        // In a folder that others may write to, another user could say that the vault is locked.
        return Err(io::ErrorKind::NotFound.into());
    }
    // It may be in the middle of an unlock.
    app.set_read_timeout(Some(std::time::Duration::from_secs(10)))?;
    Ok(app)
}

#[cfg(target_os = "linux")]
fn is_this_users(app: &std::os::unix::net::UnixStream, _: &Path) -> bool {
    let them = rustix::net::sockopt::socket_peercred(app);
    them.is_ok_and(|them| them.uid == rustix::process::getuid())
}

/// The socket's owner made it, and is who listens.
#[cfg(all(unix, not(target_os = "linux")))]
fn is_this_users(_: &std::os::unix::net::UnixStream, address: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let file = std::fs::symlink_metadata(address);
    file.is_ok_and(|file| file.uid() == rustix::process::getuid().as_raw())
}

#[cfg(windows)]
fn connect(address: &Path) -> io::Result<std::fs::File> {
    std::fs::OpenOptions::new().read(true).write(true).open(address)
}

/// A socket that is left over from an app that was killed refuses.
fn nobody_listens(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused)
}

//! A socket that only this user can open.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::Duration;

use super::{OnLock, answer};

pub(super) fn serve(path: &Path, on_lock: OnLock) -> io::Result<impl Future<Output = ()> + use<>> {
    let listener = bind(path)?;
    listener.set_nonblocking(true)?;
    let listener = tokio::net::UnixListener::from_std(listener)?;
    Ok(async move {
        loop {
            match listener.accept().await {
                Ok((caller, _)) if is_this_user(&caller) => {
                    tokio::spawn(answer(caller, on_lock.clone()));
                }
                Ok(_) => {}
                // Too many open files: it passes.
                Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
            }
        }
    })
}

fn bind(path: &Path) -> io::Result<UnixListener> {
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let listener = match UnixListener::bind(path) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && is_left_over(path) => {
            fs::remove_file(path)?;
            UnixListener::bind(path)
        }
        bound => bound,
    }?;
    fs::set_permissions(path, Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// A socket that nobody listens on any more: its process was killed.
fn is_left_over(path: &Path) -> bool {
    let is_socket = fs::symlink_metadata(path).is_ok_and(|file| file.file_type().is_socket());
    let refused = |error: io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
    is_socket && UnixStream::connect(path).is_err_and(refused)
}

fn is_this_user(caller: &tokio::net::UnixStream) -> bool {
    let us = rustix::process::getuid().as_raw();
    caller.peer_cred().is_ok_and(|them| them.uid() == us)
}

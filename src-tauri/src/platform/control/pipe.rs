//! A named pipe of this computer. What Windows grants by default lets only this user write to it.

use std::io;
use std::path::Path;

use tokio::net::windows::named_pipe::ServerOptions;

use super::{OnLock, answer};

pub(super) fn serve(path: &Path, on_lock: OnLock) -> io::Result<impl Future<Output = ()> + use<>> {
    let path = path.to_owned();
    let mut server =
        ServerOptions::new().first_pipe_instance(true).reject_remote_clients(true).create(&path)?;
    Ok(async move {
        while server.connect().await.is_ok() {
            // The next one is there before this one is answered: no caller finds the door shut.
            let Ok(next) = ServerOptions::new().reject_remote_clients(true).create(&path) else {
                return;
            };
            let caller = std::mem::replace(&mut server, next);
            tokio::spawn(answer(caller, on_lock.clone()));
        }
    })
}

//! Listens for `tessera-cli lock`: one line in, one line out (see `tessera_core::control`). Only
//! this user's programs are heard, and locking is all that they can ask for.

#[cfg(windows)]
mod pipe;
#[cfg(unix)]
mod socket;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tessera_core::control::{ALREADY_LOCKED, LOCK, LOCKED, address};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::runtime;
use tokio::time::timeout;

#[cfg(windows)]
use pipe::serve;
#[cfg(unix)]
use socket::serve;

/// Locks, and says whether the vault was open.
type OnLock = Arc<dyn Fn() -> bool + Send + Sync>;

/// Whoever connects and says nothing is not listened to for longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Listens for one vault, on a thread of its own, until the process ends. `on_lock` locks, and says
/// whether the vault was open; it may block.
///
/// # Errors
/// Where another process listens for this vault, or the address cannot be used.
pub fn listen(
    vault: &Path,
    runtime: Option<&Path>,
    on_lock: impl Fn() -> bool + Send + Sync + 'static,
) -> io::Result<()> {
    let address = address(vault, runtime);
    let on_lock: OnLock = Arc::new(on_lock);
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let serving = {
        let _context = runtime.enter();
        serve(&address, on_lock)?
    };
    thread::Builder::new().name("control".into()).spawn(move || runtime.block_on(serving))?;
    Ok(())
}

/// Nobody waits for it: a caller that goes away or says something else is let go.
async fn answer(mut caller: impl AsyncRead + AsyncWrite + Unpin, on_lock: OnLock) {
    let mut line = [0; LOCK.len()];
    match timeout(PATIENCE, caller.read_exact(&mut line)).await {
        Ok(Ok(_)) if line == LOCK.as_bytes() => {}
        _ => return,
    }
    let Ok(was_open) = tokio::task::spawn_blocking(move || on_lock()).await else { return };
    let said = if was_open { LOCKED } else { ALREADY_LOCKED };
    let _ = caller.write_all(said.as_bytes()).await;
    let _ = caller.shutdown().await;
}

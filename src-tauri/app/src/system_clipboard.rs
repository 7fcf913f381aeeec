//! The clipboard of this desktop, for every face: codes go out to it, marked so that clipboard histories
//! leave them out, and are taken off again.

use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::ports::clipboard::{Cleared, Clipboard, ClipboardError};

/// How long a copy waits for the clipboard.
const FOR_A_COPY: Duration = Duration::from_secs(5);
/// How long a lock waits for it. Its owner may be a program that never says what it holds: what is ours is
/// then taken off as soon as that is known.
const FOR_A_CLEAR: Duration = Duration::from_millis(300);

/// The system's clipboard, on a thread of its own. On Linux what is copied lives only as long as this does.
#[derive(Default)]
pub struct SystemClipboard {
    /// Started when it is first needed: there may be no display yet, or never.
    thread: Option<Sender<Job>>,
}

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

impl SystemClipboard {
    /// What the thread gives; none where it is not done in time. It goes on then.
    fn ask<T: Send + 'static>(
        &mut self,
        within: Duration,
        job: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Option<T> {
        let (answer, answered) = channel();
        let job = Box::new(move |connection: &mut Connection| {
            let _ = answer.send(job(connection));
        });
        self.thread()?.send(job).ok()?;
        answered.recv_timeout(within).ok()
    }

    fn thread(&mut self) -> Option<&Sender<Job>> {
        if self.thread.is_none() {
            let (jobs, queue) = channel::<Job>();
            let work = move || {
                let mut connection = Connection::default();
                queue.into_iter().for_each(|job| job(&mut connection));
            };
            thread::Builder::new().name("clipboard".into()).spawn(work).ok()?;
            self.thread = Some(jobs);
        }
        self.thread.as_ref()
    }
}

impl Clipboard for SystemClipboard {
    fn check(&mut self) -> Result<(), ClipboardError> {
        self.ask(FOR_A_COPY, Connection::check).unwrap_or(Err(ClipboardError))
    }

    fn offer(&mut self, code: &str) -> Result<(), ClipboardError> {
        let code = Zeroizing::new(code.to_owned());
        let offered = self.ask(FOR_A_COPY, |connection| connection.offer(code));
        offered.unwrap_or(Err(ClipboardError))
    }

    fn clear_if_ours(&mut self) -> Cleared {
        if self.thread.is_none() {
            return Cleared::Nothing;
        }
        self.ask(FOR_A_CLEAR, Connection::clear_if_ours).unwrap_or(Cleared::Failed)
    }
}

impl std::fmt::Debug for SystemClipboard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SystemClipboard")
    }
}

/// The connection to the clipboard, and what was copied last.
#[derive(Default)]
struct Connection {
    clipboard: Option<arboard::Clipboard>,
    offered: Option<Zeroizing<String>>,
}

impl Connection {
    fn clipboard(&mut self) -> Result<&mut arboard::Clipboard, ClipboardError> {
        if self.clipboard.is_none() {
            self.clipboard = Some(arboard::Clipboard::new().map_err(|_| ClipboardError)?);
        }
        self.clipboard.as_mut().ok_or(ClipboardError)
    }

    fn check(&mut self) -> Result<(), ClipboardError> {
        self.clipboard().map(drop)
    }

    fn offer(&mut self, code: Zeroizing<String>) -> Result<(), ClipboardError> {
        let set = kept_out_of_histories(self.clipboard()?.set());
        set.text(code.as_str()).map_err(|_| ClipboardError)?;
        self.offered = Some(code);
        Ok(())
    }

    fn clear_if_ours(&mut self) -> Cleared {
        let Some(offered) = self.offered.take() else { return Cleared::Nothing };
        let Ok(clipboard) = self.clipboard() else { return Cleared::Failed };
        let held = clipboard.get_text().map(Zeroizing::new);
        if !held.is_ok_and(|held| *held == *offered) {
            return Cleared::Replaced;
        }
        if clipboard.clear().is_ok() { Cleared::Cleared } else { Cleared::Failed }
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn kept_out_of_histories(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn kept_out_of_histories(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn kept_out_of_histories(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_monitoring().exclude_from_history().exclude_from_cloud()
}

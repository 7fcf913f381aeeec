//! The clipboard of this desktop: codes go out to it, kept out of clipboard histories, and off again.

use std::sync::mpsc::{self, Receiver, Sender};

use arboard::Clipboard as Connection;
use tessera_app::ports::clipboard::{Clipboard, ClipboardError};
use zeroize::Zeroizing;

use crate::exit::Failure;

/// What became of a code on the clipboard.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ended {
    /// The user asks for its end.
    Interrupted,
    /// It was taken off.
    Cleared,
    /// Somebody else has copied something, which stays.
    Replaced,
    /// The system did not take it off.
    Failed,
}

/// Hears of the end of a copied code.
pub struct Watch {
    ended: Sender<Ended>,
    hears: Receiver<Ended>,
}

impl Watch {
    /// Hears from now on of a user who interrupts. To be called before the code is there: an
    /// interruption in between would leave it there.
    pub fn interruptions(&self) -> Result<(), Failure> {
        let ended = self.ended.clone();
        let interrupt = move || {
            // Whoever waited may be gone.
            let _ = ended.send(Ended::Interrupted);
        };
        ctrlc::set_handler(interrupt)
            .map_err(|_| Failure::failed("Signals cannot be caught, so nothing was copied."))
    }

    /// Waits for what happens next.
    pub fn wait(&self) -> Ended {
        self.hears.recv().unwrap_or(Ended::Failed)
    }
}

/// The system's clipboard. On Linux what is copied lives only as long as this does.
pub struct TerminalClipboard {
    connection: Option<Connection>,
    offered: Option<Zeroizing<String>>,
    ended: Sender<Ended>,
}

impl TerminalClipboard {
    /// Not connected yet, and how to hear of what becomes of a code on it.
    pub fn watched() -> (Self, Watch) {
        let (ended, hears) = mpsc::channel();
        (Self { connection: None, offered: None, ended: ended.clone() }, Watch { ended, hears })
    }

    /// Connects when it is first needed: there may be no desktop.
    fn connection(&mut self) -> Result<&mut Connection, ClipboardError> {
        if self.connection.is_none() {
            self.connection = Some(Connection::new().map_err(|_| ClipboardError)?);
        }
        self.connection.as_mut().ok_or(ClipboardError)
    }

    fn clear(&mut self, offered: &str) -> Ended {
        let Ok(connection) = self.connection() else { return Ended::Failed };
        let held = connection.get_text().map(Zeroizing::new);
        if !held.is_ok_and(|held| *held == offered) {
            return Ended::Replaced;
        }
        if connection.clear().is_ok() { Ended::Cleared } else { Ended::Failed }
    }
}

impl Clipboard for TerminalClipboard {
    fn check(&mut self) -> Result<(), ClipboardError> {
        self.connection().map(drop)
    }

    fn offer(&mut self, code: &str) -> Result<(), ClipboardError> {
        kept_out_of_histories(self.connection()?.set()).text(code).map_err(|_| ClipboardError)?;
        self.offered = Some(Zeroizing::new(code.to_owned()));
        Ok(())
    }

    fn clear_if_ours(&mut self) {
        let Some(offered) = self.offered.take() else { return };
        let ended = self.clear(&offered);
        // Whoever waited may be gone.
        let _ = self.ended.send(ended);
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

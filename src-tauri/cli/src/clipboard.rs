//! Waits beside a code on the clipboard, which on Linux lives only as long as this process does.

use std::sync::mpsc::{self, Receiver, Sender};

use tessera_app::ports::clipboard::{Cleared, Clipboard, ClipboardError};
use tessera_app::system_clipboard::SystemClipboard;
use tessera_words::say;

use crate::exit::Failure;
use crate::signals;

/// Why nobody waits for a code on the clipboard any more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ended {
    /// The user asks for its end.
    Interrupted,
    /// Its time was over.
    Code(Cleared),
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
        match signals::instead(interrupt) {
            true => Ok(()),
            false => Err(Failure::failed(say::CliCopyNoSignals)),
        }
    }

    /// Waits for what happens next.
    pub fn wait(&self) -> Ended {
        self.hears.recv().unwrap_or(Ended::Code(Cleared::Failed))
    }
}

/// The system's clipboard, which says what became of a code on it.
pub struct TerminalClipboard {
    system: SystemClipboard,
    ended: Sender<Ended>,
}

impl TerminalClipboard {
    /// Not connected yet, and how to hear of what becomes of a code on it.
    pub fn watched() -> (Self, Watch) {
        let (ended, hears) = mpsc::channel();
        let system = SystemClipboard::default();
        (Self { system, ended: ended.clone() }, Watch { ended, hears })
    }
}

impl Clipboard for TerminalClipboard {
    fn check(&mut self) -> Result<(), ClipboardError> {
        self.system.check()
    }

    fn offer(&mut self, code: &str) -> Result<(), ClipboardError> {
        self.system.offer(code)
    }

    fn clear_if_ours(&mut self) -> Cleared {
        let cleared = self.system.clear_if_ours();
        if cleared != Cleared::Nothing {
            // Whoever waited may be gone.
            let _ = self.ended.send(Ended::Code(cleared));
        }
        cleared
    }
}

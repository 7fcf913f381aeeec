//! The clipboard of this desktop, for every face: codes go out to it, marked so that clipboard histories
//! leave them out, and are taken off again.

use zeroize::Zeroizing;

use crate::ports::clipboard::{Cleared, Clipboard, ClipboardError};

/// The system's clipboard. On Linux what is copied lives only as long as this does.
#[derive(Default)]
pub struct SystemClipboard {
    connection: Option<arboard::Clipboard>,
    offered: Option<Zeroizing<String>>,
}

impl SystemClipboard {
    /// Connects when it is first needed: there may be no display yet, or never.
    fn connection(&mut self) -> Result<&mut arboard::Clipboard, ClipboardError> {
        if self.connection.is_none() {
            self.connection = Some(arboard::Clipboard::new().map_err(|_| ClipboardError)?);
        }
        self.connection.as_mut().ok_or(ClipboardError)
    }
}

impl Clipboard for SystemClipboard {
    fn check(&mut self) -> Result<(), ClipboardError> {
        self.connection().map(drop)
    }

    fn offer(&mut self, code: &str) -> Result<(), ClipboardError> {
        let set = kept_out_of_histories(self.connection()?.set());
        set.text(code).map_err(|_| ClipboardError)?;
        self.offered = Some(Zeroizing::new(code.to_owned()));
        Ok(())
    }

    fn clear_if_ours(&mut self) -> Cleared {
        let Some(offered) = self.offered.take() else { return Cleared::Nothing };
        let Ok(connection) = self.connection() else { return Cleared::Failed };
        let held = connection.get_text().map(Zeroizing::new);
        if !held.is_ok_and(|held| *held == *offered) {
            return Cleared::Replaced;
        }
        if connection.clear().is_ok() { Cleared::Cleared } else { Cleared::Failed }
    }
}

impl std::fmt::Debug for SystemClipboard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SystemClipboard")
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

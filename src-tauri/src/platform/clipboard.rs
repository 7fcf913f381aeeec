//! Codes go out to the clipboard, marked as sensitive. What comes in from it: `paste.rs`.

use tessera_app::ports::clipboard::{Clipboard, ClipboardError};
use zeroize::Zeroizing;

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

    fn clear_if_ours(&mut self) {
        let Some(offered) = self.offered.take() else { return };
        let Ok(connection) = self.connection() else { return };
        let held = connection.get_text().map(Zeroizing::new);
        if held.is_ok_and(|held| *held == *offered) {
            // A system that refuses leaves nothing else to try.
            let _ = connection.clear();
        }
    }
}

#[cfg(target_os = "linux")]
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
    set.exclude_from_history().exclude_from_cloud()
}

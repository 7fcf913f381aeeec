//! The clipboard: codes go out to it, and what somebody else copied comes in from it.

use std::path::PathBuf;

use tessera_core::secret::SecretText;
use tessera_reader_client::Pixels;
use zeroize::Zeroizing;

/// Where codes are copied to.
pub trait Clipboard: Send {
    /// Whether there is one: asked before a counter-based code is used up for it.
    ///
    /// # Errors
    /// Where the system has no clipboard for this process now.
    fn check(&mut self) -> Result<(), ClipboardError> {
        Ok(())
    }

    /// Puts a code on the clipboard, marked so that clipboard histories leave it out.
    ///
    /// # Errors
    /// Where the system has no clipboard for this process now.
    fn offer(&mut self, code: &str) -> Result<(), ClipboardError>;

    /// Takes the code that was offered last off the clipboard, if it is still there.
    fn clear_if_ours(&mut self) -> Cleared;
}

/// What became of the code that was copied last.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Cleared {
    /// No code of ours was on the clipboard.
    Nothing,
    /// The code was taken off the clipboard.
    Cleared,
    /// Somebody else has copied something, which stays.
    Replaced,
    /// The system did not take it off.
    Failed,
}

/// What somebody else put on the clipboard.
pub trait Paste: Send {
    /// Takes a copy of it.
    ///
    /// # Errors
    /// Where the system gives nothing away, or not in time.
    fn take(&mut self) -> Result<Pasted, ClipboardError>;
}

/// The content of the clipboard. Holds secrets.
#[derive(Debug)]
pub enum Pasted {
    /// Files and folders, copied in a file manager.
    Files(Vec<PathBuf>),
    /// A picture file, not decoded.
    Picture(Zeroizing<Vec<u8>>),
    /// A picture that the system has decoded.
    Pixels(Pixels),
    /// Text.
    Text(SecretText),
    /// A text or a picture that is larger than any that is read.
    TooLarge,
    /// None of these.
    Nothing,
}

/// The system has no clipboard for this process now.
#[derive(Clone, Copy, Debug)]
pub struct ClipboardError;

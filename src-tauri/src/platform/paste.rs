//! What somebody else put on the clipboard. A picture is taken as it lies there: nothing here decodes
//! one where the system lets us choose.

#[cfg(target_os = "linux")]
mod gtk;
#[cfg(not(target_os = "linux"))]
mod native;

use std::path::PathBuf;

use tessera_core::secret::SecretText;
use tessera_reader_client::Pixels;
use zeroize::Zeroizing;

use super::clipboard::ClipboardError;

#[cfg(target_os = "linux")]
pub use gtk::SystemPaste;
#[cfg(not(target_os = "linux"))]
pub use native::SystemPaste;

/// What capturing does with a clipboard.
pub trait Paste: Send {
    /// What somebody else put on it.
    ///
    /// # Errors
    /// Where the system gives nothing away, or not in time.
    fn take(&mut self) -> Result<Pasted, ClipboardError>;
}

/// What was on the clipboard.
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
    /// None of these.
    Nothing,
}

/// The files of a list of URIs (RFC 2483); none where it names something else.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn files(list: &str) -> Vec<PathBuf> {
    let lines = list.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| tauri::Url::parse(line).ok()?.to_file_path().ok()).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_a_list_are_files() {
        let list = "# a comment\r\nfile:///tmp/a%20b.png\r\nhttps://example.org/c.png\r\n\
                    file://localhost/tmp/d.png\r\n";
        assert_eq!(files(list), ["/tmp/a b.png", "/tmp/d.png"].map(PathBuf::from));
        assert!(files("otpauth://totp/x?secret=GEZDGNBV").is_empty());
    }
}

//! Files that are named on the command line; `-` is standard input.

use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use tessera_app::error::CommandError;
use tessera_app::types::Problem;
use tessera_core::secret::SecretText;
use tessera_core::store::{self, StoreError};
use tessera_core::vault::MAX_FILE;
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::{output, words};

/// The whole file, or all of standard input.
pub fn bytes(file: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if is_stdin(file) {
        return stdin();
    }
    store::read(file).map(Zeroizing::new).map_err(|error| {
        let path = name(file);
        Failure::failed(match error {
            StoreError::Missing => format!("There is no file {path}."),
            StoreError::TooLarge => format!("{path}: {}", words::problem(Problem::TooLarge)),
            other => format!("{path}: {}", words::reason(&CommandError::from(other).0)),
        })
    })
}

/// The same as text, without the one line end that editors and `echo` put at its end.
pub fn secret_text(file: &Path) -> Result<SecretText, Failure> {
    line(&bytes(file)?).ok_or_else(|| Failure::failed(format!("{} is not UTF-8 text.", name(file))))
}

/// UTF-8 without one trailing LF or CRLF.
pub fn line(bytes: &[u8]) -> Option<SecretText> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_suffix('\n').map(|t| t.strip_suffix('\r').unwrap_or(t)).unwrap_or(text);
    Some(SecretText::new(text.to_owned()))
}

/// How a sentence names the file.
pub fn name(file: &Path) -> String {
    if is_stdin(file) { "standard input".into() } else { output::plain(&file.to_string_lossy()) }
}

pub fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn stdin() -> Result<Zeroizing<Vec<u8>>, Failure> {
    static READ: AtomicBool = AtomicBool::new(false);
    if READ.swap(true, Ordering::Relaxed) {
        return Err(Failure::usage(
            "Standard input can be read only once. Name a file instead of one of the two -.",
        ));
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 * 1024));
    let read = std::io::stdin().lock().take(MAX_FILE as u64 + 1).read_to_end(&mut bytes);
    match read {
        Ok(length) if length > MAX_FILE => {
            Err(Failure::failed(format!("Standard input: {}", words::problem(Problem::TooLarge))))
        }
        Ok(_) => Ok(bytes),
        Err(error) => {
            Err(Failure::failed(format!("Standard input cannot be read ({}).", error.kind())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_end_is_stripped_and_no_more() {
        for (given, kept) in [
            ("a", "a"),
            ("a\n", "a"),
            ("a\r\n", "a"),
            ("a\n\n", "a\n"),
            ("a\r", "a\r"),
            (" a \n", " a "),
            ("", ""),
        ] {
            assert_eq!(line(given.as_bytes()).unwrap().expose(), kept);
        }
        assert!(line(b"\xff").is_none());
    }
}

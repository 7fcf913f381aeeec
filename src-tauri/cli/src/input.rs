//! Files that are named on the command line; `-` is standard input.

use std::fmt::Display;
use std::io::{BufRead, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use tessera_app::error::CommandError;
use tessera_app::types::Problem;
use tessera_core::secret::SecretText;
use tessera_core::store::{self, StoreError};
use tessera_core::vault::MAX_FILE;
use tessera_words::{plain, say};
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
            StoreError::Missing => words::problem(&path, Problem::NotReadable),
            StoreError::TooLarge => words::problem(&path, Problem::TooLarge),
            other => words::of(&path, &words::reason(&CommandError::from(other).0)),
        })
    })
}

/// The same as text, without the one line end that editors and `echo` put at its end.
pub fn secret_text(file: &Path) -> Result<SecretText, Failure> {
    line(&bytes(file)?).ok_or_else(|| Failure::failed(say::CliNotUtf8 { file: &name(file) }))
}

/// Text without one trailing LF or CRLF.
pub fn line(bytes: &[u8]) -> Option<SecretText> {
    let text = text(bytes)?;
    let line = text.strip_suffix('\n').map(|t| t.strip_suffix('\r').unwrap_or(t)).unwrap_or(&text);
    Some(SecretText::new(line.to_owned()))
}

/// UTF-8; behind a mark also UTF-16, as Windows PowerShell writes it. The mark, which editors on Windows
/// put before UTF-8 as well, is no part of the text: nobody can type it.
fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let utf8 = |bytes| std::str::from_utf8(bytes).ok().map(|text| Zeroizing::new(text.to_owned()));
    match bytes {
        [0xef, 0xbb, 0xbf, text @ ..] => utf8(text),
        [0xff, 0xfe, text @ ..] => utf16(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => utf16(text, u16::from_be_bytes),
        text => utf8(text),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Zeroizing<String>> {
    let (units, []) = bytes.as_chunks::<2>() else { return None };
    // With room for all of it: a string that grows leaves pieces of itself behind.
    let mut text = Zeroizing::new(String::with_capacity(units.len() * 3));
    for c in char::decode_utf16(units.iter().map(|pair| unit(*pair))) {
        text.push(c.ok()?);
    }
    Some(text)
}

/// Asks at the terminal; only a yes is one.
pub fn is_yes(question: impl Display) -> bool {
    output::warn(question);
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

/// How a sentence names the file.
pub fn name(file: &Path) -> String {
    match is_stdin(file) {
        true => say::CliStandardInput.to_string(),
        false => plain(&file.to_string_lossy()),
    }
}

pub fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn stdin() -> Result<Zeroizing<Vec<u8>>, Failure> {
    static READ: AtomicBool = AtomicBool::new(false);
    if READ.swap(true, Ordering::Relaxed) {
        return Err(Failure::usage(say::CliStdinTwice));
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 * 1024));
    let read = std::io::stdin().lock().take(MAX_FILE as u64 + 1).read_to_end(&mut bytes);
    match read {
        Ok(length) if length > MAX_FILE => {
            Err(Failure::failed(words::problem(&say::CliStandardInput, Problem::TooLarge)))
        }
        Ok(_) => Ok(bytes),
        Err(error) => {
            let reason = CommandError::from(StoreError::Read { kind: error.kind() }).0;
            Err(Failure::failed(words::of(&say::CliStandardInput, &words::reason(&reason))))
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

    #[test]
    fn marks_of_other_editors_are_no_part_of_the_text() {
        let units = |to_bytes: fn(u16) -> [u8; 2]| {
            "\u{feff}p\u{e4}ss\u{1f511}\r\n".encode_utf16().flat_map(to_bytes).collect::<Vec<_>>()
        };
        for given in [
            "p\u{e4}ss\u{1f511}\n".as_bytes(),
            "\u{feff}p\u{e4}ss\u{1f511}\r\n".as_bytes(),
            &units(u16::to_le_bytes),
            &units(u16::to_be_bytes),
        ] {
            assert_eq!(line(given).unwrap().expose(), "p\u{e4}ss\u{1f511}", "{given:?}");
        }
        for broken in [&b"\xff\xfea"[..], b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff"] {
            assert!(line(broken).is_none());
        }
    }
}

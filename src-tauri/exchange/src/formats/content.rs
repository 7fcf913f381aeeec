//! A file's bytes, seen as what they could be; each view is made once, and borrows.

use std::cell::OnceCell;

use serde::Deserialize;
use tessera_core::latin;
use zeroize::Zeroizing;

use super::format::ReadError;
use super::json::{self, Json};
use crate::formats::containers::archive::Archive;
use crate::formats::fields::magic;

/// The longest text that is read, in bytes: 16 MiB. Two hundred thousand accounts take less; what
/// reads a text takes several times its length of memory.
pub const MAX_TEXT: usize = 16 * 1024 * 1024;

/// The text of a file.
enum Text<'a> {
    /// There is none.
    None,
    /// UTF-8 as it stands.
    Narrow(&'a str),
    /// What says that it is UTF-16, as UTF-8.
    Wide(Zeroizing<String>),
    /// What is in another encoding and does not say so, as UTF-8.
    Guessed(Zeroizing<String>),
}

/// The bytes of a file, and what they look like.
pub struct Content<'a> {
    bytes: &'a [u8],
    is_cancelled: &'a dyn Fn() -> bool,
    text: OnceCell<Text<'a>>,
    json: OnceCell<Json>,
    members: OnceCell<Vec<String>>,
}

impl<'a> Content<'a> {
    /// Looks at nothing yet.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::watched(bytes, &|| false)
    }

    /// Looks at nothing yet. Whoever looks asks now and then whether the user has stopped it.
    #[must_use]
    pub fn watched(bytes: &'a [u8], is_cancelled: &'a dyn Fn() -> bool) -> Self {
        let (text, json, members) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { bytes, is_cancelled, text, json, members }
    }

    /// Whether the user no longer wants to know.
    pub(super) fn is_cancelled(&self) -> bool {
        (self.is_cancelled)()
    }

    /// The bytes as they are.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text without a byte order mark and without zeros at its end, if it is one: UTF-8, UTF-16, or,
    /// where no byte says that it is something else, Windows-1252 where it is not UTF-8.
    pub(super) fn text(&self) -> Option<&str> {
        match self.text.get_or_init(|| Text::of(self.bytes)) {
            Text::None => None,
            Text::Narrow(text) => Some(text),
            Text::Wide(text) | Text::Guessed(text) => Some(behind_mark(text)),
        }
    }

    /// Whether this is a text that does not say in which encoding it is.
    #[must_use]
    pub fn is_guessed(&self) -> bool {
        self.text().is_some() && matches!(self.text.get(), Some(Text::Guessed(_)))
    }

    /// Whether this is a text, and longer than [`MAX_TEXT`].
    #[must_use]
    pub fn is_long_text(&self) -> bool {
        self.bytes.len() > MAX_TEXT && self.text().is_some()
    }

    /// Reads the text of the file as JSON into a `T`, unless the user no longer wants to know. Each kind
    /// that a file may be looks at the whole of it in its own way, and some do so several times.
    pub(super) fn parse_json<'s, T: Deserialize<'s>>(&'s self) -> Result<T, ReadError> {
        if self.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        json::parse(self.text().ok_or(ReadError::Damaged)?.as_bytes())
    }

    /// The shape of the content as JSON.
    pub(super) fn json(&self) -> &Json {
        self.json.get_or_init(|| self.text().map(Json::of).unwrap_or_default())
    }

    /// The members of a zip archive, by their paths; none where it is no archive.
    pub(super) fn members(&self) -> &[String] {
        let names = || Archive::of(self.bytes).map(|archive| archive.names());
        self.members.get_or_init(|| names().unwrap_or_default())
    }

    /// Whether the content is a JSON object with all these keys.
    pub(super) fn has_keys(&self, keys: &[&str]) -> bool {
        matches!(self.json(), Json::Object(known) if keys.iter().all(|key| known.contains(*key)))
    }

    /// Whether the content is a JSON array whose first element is an object with all these keys.
    pub(super) fn has_elements(&self, keys: &[&str]) -> bool {
        matches!(self.json(), Json::Array(known) if keys.iter().all(|key| known.contains(*key)))
    }
}

impl<'a> Text<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        let whole = bytes.get(..end).unwrap_or(bytes);
        if let Ok(text) = std::str::from_utf8(whole)
            && !text.contains('\0')
        {
            return Self::Narrow(behind_mark(text));
        }
        if let Some(text) = wide(bytes) {
            return Self::Wide(text);
        }
        if magic::is_known(bytes) {
            return Self::None;
        }
        let guessed = unmarked(bytes).or_else(|| single_bytes(whole));
        guessed.map_or(Self::None, Self::Guessed)
    }
}

fn behind_mark(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// UTF-16 of either order behind its mark: what Windows programs make of a text that they save anew.
fn wide(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let (unit, units): (Unit, _) = match bytes.split_first_chunk()? {
        ([0xff, 0xfe], rest) => (u16::from_le_bytes, rest),
        ([0xfe, 0xff], rest) => (u16::from_be_bytes, rest),
        _ => return None,
    };
    units_of(units, unit)
}

/// UTF-16 without a mark, told by the zeros of its Latin letters.
fn unmarked(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let (units, []) = bytes.as_chunks::<2>() else { return None };
    let zeros = |at: usize| units.iter().filter(|unit| unit.get(at) == Some(&0)).count();
    // Fewer could be anything.
    let many = |count: usize| units.len() >= 8 && count * 10 > units.len() * 6;
    let unit: Unit = match (zeros(0), zeros(1)) {
        (high, low) if many(low) && high * 10 <= low => u16::from_le_bytes,
        (high, low) if many(high) && low * 10 <= high => u16::from_be_bytes,
        _ => return None,
    };
    units_of(bytes, unit).filter(|text| !text.contains(is_of_no_text))
}

type Unit = fn([u8; 2]) -> u16;

fn units_of(bytes: &[u8], unit: Unit) -> Option<Zeroizing<String>> {
    // A program that knows nothing of UTF-16 adds a line end of one byte.
    let (units, [] | [b'\n']) = bytes.as_chunks() else { return None };
    // A unit is at most three bytes of UTF-8: the text never moves, and leaves no copy behind.
    let mut text = Zeroizing::new(String::with_capacity(units.len() * 3));
    for character in char::decode_utf16(units.iter().copied().map(unit)) {
        text.push(character.ok()?);
    }
    let end = text.trim_end_matches('\0').len();
    text.truncate(end);
    (!text.contains('\0')).then_some(text)
}

/// A text of single bytes, or one in which a few bytes are no UTF-8: mostly ASCII, without control
/// characters. Noise has those in every line.
fn single_bytes(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let ascii = bytes.iter().filter(|byte| byte.is_ascii()).count();
    if ascii * 10 < bytes.len() * 6
        || bytes.iter().any(|byte| is_of_no_text(char::from(*byte)) && byte.is_ascii())
    {
        return None;
    }
    Some(latin::decode(bytes)).filter(|text| !text.is_empty() && !text.contains(is_of_no_text))
}

fn is_of_no_text(c: char) -> bool {
    // The end of a text of DOS among them.
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}')
}

#[cfg(test)]
mod tests {
    use super::Content;

    #[test]
    fn a_text_is_read_behind_its_mark_in_every_encoding() {
        let text = "{\"db\": \"\u{e9}\u{1f512}\"}";
        let units = || std::iter::once(0xfeff).chain(text.encode_utf16());
        let files: [Vec<u8>; 3] = [
            format!("\u{feff}{text}").into_bytes(),
            units().flat_map(u16::to_le_bytes).collect(),
            units().flat_map(u16::to_be_bytes).collect(),
        ];
        for file in &files {
            assert_eq!(Content::new(file).text(), Some(text));
            assert!(Content::new(file).has_keys(&["db"]));
        }
        for other in
            [&b"\xff\xfea"[..], b"\xff\xfe\0\xd8", b"\xff\xfea\0\0\0b\0", b"\xff", b"", b"a\0b"]
        {
            assert_eq!(Content::new(other).text().unwrap_or_default(), "", "{other:?}");
        }
    }

    #[test]
    fn what_is_no_text_in_any_encoding_is_none() {
        let noise: Vec<u8> = (0..400_u32).map(|n| (n * n % 251) as u8).collect();
        let png = b"\x89PNG\r\n\x1a\nabcdefghijklmnopqrstuvwxyz".to_vec();
        let archive = b"PK\x03\x04 abcdefghijklmnopqrstuvwxyz \xe5".to_vec();
        for file in [noise, png, archive, b"\xe5\xe4\xf6".to_vec()] {
            assert!(Content::new(&file).text().is_none(), "{file:?}");
        }
    }

    #[test]
    fn a_shape_is_seen_without_decoding_what_is_in_it() {
        assert!(Content::new(br#" {"db": {}, "header": 1}"#).has_keys(&["header", "db"]));
        assert!(Content::new(br#"[{"secret": "x"}]"#).has_elements(&["secret"]));
        for other in ["", "[]", "{", "[1]", "null", "{\"db\": }"] {
            assert!(!Content::new(other.as_bytes()).has_keys(&["db"]), "{other}");
            assert!(!Content::new(other.as_bytes()).has_elements(&["db"]), "{other}");
        }
    }
}

//! A file's bytes, seen as what they could be; each view is made once, and borrows.

use std::cell::OnceCell;

use serde::Deserialize;
use zeroize::Zeroizing;

use super::format::ReadError;
use super::json::{self, Json};
use crate::formats::containers::archive::Archive;

/// The longest text that is read, in bytes: 16 MiB. Two hundred thousand accounts take less; what
/// reads a text takes several times its length of memory.
pub const MAX_TEXT: usize = 16 * 1024 * 1024;

/// The bytes of a file, and what they look like.
pub struct Content<'a> {
    bytes: &'a [u8],
    is_cancelled: &'a dyn Fn() -> bool,
    /// What is UTF-8 as it stands.
    narrow: OnceCell<Option<&'a str>>,
    /// What was UTF-16, as UTF-8.
    wide: OnceCell<Option<Zeroizing<String>>>,
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
        let (narrow, wide) = (OnceCell::new(), OnceCell::new());
        Self { bytes, is_cancelled, narrow, wide, json: OnceCell::new(), members: OnceCell::new() }
    }

    /// Whether the user no longer wants to know.
    pub(super) fn is_cancelled(&self) -> bool {
        (self.is_cancelled)()
    }

    /// The bytes as they are.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text without a byte order mark, if it is UTF-8 without zeros, or UTF-16 with such a mark.
    pub(super) fn text(&self) -> Option<&str> {
        match self.wide.get_or_init(|| wide(self.bytes).filter(|text| is_text(text))) {
            Some(text) => Some(behind_mark(text)),
            None => *self.narrow.get_or_init(|| {
                let text = std::str::from_utf8(self.bytes).ok().filter(|text| is_text(text));
                text.map(behind_mark)
            }),
        }
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

fn is_text(text: &str) -> bool {
    !text.contains('\0')
}

fn behind_mark(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// UTF-16 of either order behind its mark: what Windows programs make of a text that they save anew.
fn wide(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let (unit, units): (fn([u8; 2]) -> u16, _) = match bytes.split_first_chunk()? {
        ([0xff, 0xfe], rest) => (u16::from_le_bytes, rest),
        ([0xfe, 0xff], rest) => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let (units, []) = units.as_chunks() else { return None };
    // A unit is at most three bytes of UTF-8: the text never moves, and leaves no copy behind.
    let mut text = Zeroizing::new(String::with_capacity(units.len() * 3));
    for character in char::decode_utf16(units.iter().copied().map(unit)) {
        text.push(character.ok()?);
    }
    Some(text)
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
        for other in [&b"\xff\xfea"[..], b"\xff\xfe\0\xd8", b"\xff\xfea\0\0\0", b"\xff"] {
            assert_eq!(Content::new(other).text(), None);
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

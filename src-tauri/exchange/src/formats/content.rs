//! A file's bytes, seen as what they could be; each view is made once, and borrows.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use serde::Deserialize;
use zeroize::Zeroizing;

use tessera_core::fields::Fields;

use super::format::ReadError;
use crate::formats::containers::archive::Archive;

/// The bytes of a file, and what they look like.
pub struct Content<'a> {
    bytes: &'a [u8],
    /// What was UTF-16, as UTF-8.
    wide: OnceCell<Option<Zeroizing<String>>>,
    json: OnceCell<Json>,
    members: OnceCell<Vec<String>>,
}

/// The shape of a JSON text.
#[derive(Debug, Default)]
pub(super) enum Json {
    /// Not JSON.
    #[default]
    None,
    /// An object, by its keys.
    Object(BTreeSet<String>),
    /// An array; the keys of its first element where that is an object.
    Array(BTreeSet<String>),
}

impl<'a> Content<'a> {
    /// Looks at nothing yet.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, wide: OnceCell::new(), json: OnceCell::new(), members: OnceCell::new() }
    }

    /// The bytes as they are.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text without a byte order mark, if it is UTF-8 without zeros, or UTF-16 with such a mark.
    pub(super) fn text(&self) -> Option<&str> {
        let text = match self.wide.get_or_init(|| wide(self.bytes)) {
            Some(text) => text,
            None => std::str::from_utf8(self.bytes).ok()?,
        };
        (!text.contains('\0')).then(|| text.trim_start_matches('\u{feff}'))
    }

    /// Reads the text of the file as JSON into a `T`.
    pub(super) fn parse_json<'s, T: Deserialize<'s>>(&'s self) -> Result<T, ReadError> {
        let parsed = self.text().and_then(|text| serde_json::from_str(text).ok());
        parsed.ok_or(ReadError::Damaged)
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

impl Json {
    fn of(text: &str) -> Self {
        let keys = |fields: Fields<'_>| fields.names().map(str::to_owned).collect();
        match text.trim_start().as_bytes().first() {
            Some(b'{') => Fields::parse(text).map(|f| Self::Object(keys(f))).unwrap_or_default(),
            Some(b'[') => {
                let Ok(elements) = serde_json::from_str::<Vec<&serde_json::value::RawValue>>(text)
                else {
                    return Self::None;
                };
                let first = elements.first().and_then(|first| Fields::parse(first.get()).ok());
                Self::Array(first.map(keys).unwrap_or_default())
            }
            _ => Self::None,
        }
    }
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

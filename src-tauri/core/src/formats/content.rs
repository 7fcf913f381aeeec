//! A file's bytes, seen as what they could be; each view is made once, and borrows.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::fields::Fields;

use super::archive::Archive;

/// The bytes of a file, and what they look like.
pub struct Content<'a> {
    bytes: &'a [u8],
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
        Self { bytes, json: OnceCell::new(), members: OnceCell::new() }
    }

    /// The bytes as they are.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text without a byte order mark, if it is UTF-8 without zeros.
    pub(super) fn text(&self) -> Option<&'a str> {
        let text = std::str::from_utf8(self.bytes).ok()?;
        (!text.contains('\0')).then(|| text.trim_start_matches('\u{feff}'))
    }

    /// Its shape as JSON.
    pub(super) fn json(&self) -> &Json {
        self.json.get_or_init(|| self.text().map(Json::of).unwrap_or_default())
    }

    /// The members of a zip archive, by their paths; none where it is no archive.
    pub(super) fn members(&self) -> &[String] {
        let names = || Archive::of(self.bytes).map(|archive| archive.names());
        self.members.get_or_init(|| names().unwrap_or_default())
    }

    /// Whether it is a JSON object with all these keys.
    pub(super) fn has_keys(&self, keys: &[&str]) -> bool {
        matches!(self.json(), Json::Object(known) if keys.iter().all(|key| known.contains(*key)))
    }

    /// Whether it is a JSON array whose first element is an object with all these keys.
    pub(super) fn has_elements(&self, keys: &[&str]) -> bool {
        matches!(self.json(), Json::Array(known) if keys.iter().all(|key| known.contains(*key)))
    }
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
    fn a_shape_is_seen_without_decoding_what_is_in_it() {
        assert!(Content::new(br#" {"db": {}, "header": 1}"#).has_keys(&["header", "db"]));
        assert!(Content::new(br#"[{"secret": "x"}]"#).has_elements(&["secret"]));
        for other in ["", "[]", "{", "[1]", "null", "{\"db\": }"] {
            assert!(!Content::new(other.as_bytes()).has_keys(&["db"]), "{other}");
            assert!(!Content::new(other.as_bytes()).has_elements(&["db"]), "{other}");
        }
    }
}

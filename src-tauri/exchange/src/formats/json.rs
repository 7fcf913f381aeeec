//! JSON texts: their shape, which apps' files are told apart by, and how they are read with a bound.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::content::MAX_TEXT;
use super::format::{MAX_ENTRIES, ReadError};

/// The most elements of all arrays of a text together: an account has several lists. What stands for
/// an element takes a hundred times the two bytes of a hostile one.
const MAX_ELEMENTS: usize = 5 * MAX_ENTRIES;

thread_local! {
    /// How many elements the text may still have that is being parsed.
    static ROOM: Cell<usize> = const { Cell::new(MAX_ELEMENTS) };
}

/// Reads a JSON text, be it a file or what was unpacked or decrypted.
pub(super) fn parse<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, ReadError> {
    if text.len() > MAX_TEXT {
        return Err(ReadError::LongText);
    }
    ROOM.set(MAX_ELEMENTS);
    let parsed = serde_json::from_slice(text).map_err(|_| ReadError::Damaged);
    if ROOM.get() == 0 { Err(ReadError::TooLarge) } else { parsed }
}

/// Notes an element of an array that is to be kept. Where this is false, the text has too many: whoever
/// parses gives up.
pub(super) fn find_room() -> bool {
    let left = ROOM.get().saturating_sub(1);
    ROOM.set(left);
    left > 0
}

/// Whether a text begins as JSON does and is none: a file that was cut, or edited by hand.
#[must_use]
pub fn is_broken(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let inside = match text.strip_prefix(['{', '[']) {
        Some(inside) => inside.trim_start(),
        None => return false,
    };
    let begins = inside.is_empty() || inside.starts_with(['"', '{', '[', '}', ']', '\'']);
    begins && serde_json::from_str::<IgnoredAny>(text).is_err()
}

/// The shape of a JSON text. Takes no more memory than the names of one object.
#[derive(Debug, Default)]
pub(super) enum Json {
    /// Not JSON, or neither object nor array.
    #[default]
    None,
    /// An object, by its keys.
    Object(Keys),
    /// An array; the keys of its first element where that is an object.
    Array(Keys),
}

/// The first [`MOST_KEYS`] keys of an object.
pub(super) type Keys = BTreeSet<String>;

/// More than any object has that is no hostile one, but for those whose keys name accounts.
const MOST_KEYS: usize = 10_000;

impl Json {
    /// The shape of a text.
    pub(super) fn of(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    fn into_keys(self) -> Keys {
        match self {
            Self::Object(keys) => keys,
            Self::None | Self::Array(_) => Keys::new(),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Shape { of_elements: true })
    }
}

/// An element of an array: what is in it, is not looked at where it is an array itself.
struct Element(Json);

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Shape { of_elements: false }).map(Self)
    }
}

struct Shape {
    of_elements: bool,
}

impl<'de> Visitor<'de> for Shape {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Json, M::Error> {
        let mut keys = Keys::new();
        while keys.len() < MOST_KEYS
            && let Some((key, IgnoredAny)) = map.next_entry()?
        {
            keys.insert(key);
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Json::Object(keys))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut elements: S) -> Result<Json, S::Error> {
        let first = match self.of_elements {
            true => elements.next_element::<Element>()?,
            false => None,
        };
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Json::Array(first.map(|Element(first)| first.into_keys()).unwrap_or_default()))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json, E> {
        Ok(Json::None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Json, E> {
        Ok(Json::None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Json, E> {
        Ok(Json::None)
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, MOST_KEYS};

    #[test]
    fn an_array_is_told_by_its_first_element_whatever_comes_behind() {
        let keys = |text: &str| match Json::of(text) {
            Json::Array(keys) => keys.into_iter().collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(keys(r#"[{"b":[{}],"a":1}, 7, null]"#), ["a", "b"]);
        for text in ["[]", "[7]", "[[[]]]", "[null, {\"a\":1}]", "[\"a\"]", "[1.5, true, -1]"] {
            assert_eq!(keys(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_no_json_all_through_has_no_shape() {
        for text in ["", "7", "null", "\"{}\"", "{", "{} {}", "[{\"a\":1}", "{\"a\":tru}"] {
            assert!(matches!(Json::of(text), Json::None), "{text}");
        }
    }

    #[test]
    fn of_a_hostile_object_no_more_is_kept_than_of_a_large_one() {
        let text: String = (0..3 * MOST_KEYS).map(|n| format!("\"{n}\":0,")).collect();
        let Json::Object(keys) = Json::of(&format!("{{{text}\"end\":0}}")) else { panic!() };
        assert_eq!(keys.len(), MOST_KEYS);
    }
}

//! JSON objects read field by field, so that what this version does not know is kept verbatim.
//!
//! Names and values are borrowed from the text until they are taken: a secret is copied once, into
//! the type that wipes it, and ten thousand entries cost no allocation a field.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::secret::SecretText;

/// The most fields of an object: what has more was made to fill the memory.
pub(crate) const MAX_FIELDS: usize = 1_000;

/// A JSON object whose fields are taken one by one.
// Sorted by name; a field that was taken is None.
pub struct Fields<'a>(Vec<(Name<'a>, Option<&'a RawValue>)>);

/// A field that is missing or of the wrong type, by its name. Never says what it held.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the field {0} is missing or cannot be read")]
pub struct FieldError(pub &'static str);

impl<'a> Fields<'a> {
    /// Reads the text of one object.
    ///
    /// # Errors
    /// When the text is no JSON object, or a key stands in it twice.
    pub fn parse(text: &'a str) -> Result<Self, FieldError> {
        serde_json::from_str(text).map_err(|_| FieldError("(object)"))
    }

    /// Takes a field that has to be there.
    ///
    /// # Errors
    /// When it is not there, was taken before or is of another type.
    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, FieldError> {
        self.take_raw(name).and_then(|t| serde_json::from_str(t).map_err(|_| FieldError(name)))
    }

    /// Takes a field as the JSON text it is.
    ///
    /// # Errors
    /// When it is not there or was taken before.
    pub fn take_raw(&mut self, name: &'static str) -> Result<&'a str, FieldError> {
        let index = self.find(name).ok_or(FieldError(name))?;
        self.0[index].1.take().map(RawValue::get).ok_or(FieldError(name))
    }

    /// A field as the JSON text it is, which stays.
    pub(crate) fn peek(&self, name: &str) -> Option<&'a str> {
        self.find(name).and_then(|index| self.0[index].1).map(RawValue::get)
    }

    /// Takes a text that has to be there, and leaves no copy of it behind: a reader of JSON puts texts
    /// with escapes together in a buffer that nobody wipes.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn take_text(&mut self, name: &'static str) -> Result<SecretText, FieldError> {
        self.take_raw(name).and_then(|json| unescaped(json).ok_or(FieldError(name)))
    }

    /// The names of the fields that were not taken.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, raw)| raw.is_some()).map(|(name, _)| name.as_str())
    }

    /// What was not taken.
    pub(crate) fn rest(self) -> Unknown {
        let keep = |(name, raw): (Name<'_>, Option<&RawValue>)| {
            raw.map(|raw| (name.into_owned(), raw.get().to_owned().into()))
        };
        let mut rest = Unknown::default();
        for (name, text) in self.0.into_iter().filter_map(keep) {
            rest.insert(name, text);
        }
        rest
    }

    /// The place of a field that was not taken yet.
    fn find(&self, name: &str) -> Option<usize> {
        let index = self.0.binary_search_by(|(known, _)| (*known.0).cmp(name)).ok()?;
        self.0[index].1.is_some().then_some(index)
    }
}

/// The text that a JSON string stands for (RFC 8259, section 7). None for anything else, and for half a
/// surrogate pair.
fn unescaped(json: &str) -> Option<SecretText> {
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    // No escape is shorter than what it stands for: no growth, no stray copies.
    let mut text = Zeroizing::new(String::with_capacity(rest.len()));
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let (sign, after) = escape.split_at_checked(1)?;
        let (character, after) = match sign {
            "\"" | "\\" | "/" => (sign.chars().next()?, after),
            "b" => ('\u{8}', after),
            "f" => ('\u{c}', after),
            "n" => ('\n', after),
            "r" => ('\r', after),
            "t" => ('\t', after),
            "u" => unicode(after)?,
            _ => return None,
        };
        text.push(character);
        rest = after;
    }
    text.push_str(rest);
    Some(std::mem::take(&mut *text).into())
}

/// The character that follows a `\u`, in one unit of UTF-16 or two, and what comes after it.
fn unicode(escape: &str) -> Option<(char, &str)> {
    let unit = |text: &str| u16::from_str_radix(text, 16).ok();
    let (first, after) = escape.split_at_checked(4)?;
    let first = unit(first)?;
    if let Some(Ok(character)) = char::decode_utf16([first]).next() {
        return Some((character, after));
    }
    let (second, after) = after.strip_prefix("\\u")?.split_at_checked(4)?;
    let character = char::decode_utf16([first, unit(second)?]).next()?.ok()?;
    Some((character, after))
}

/// A key that stands twice is refused: one of the two values would be lost without a word.
impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Once;

        impl<'de> Visitor<'de> for Once {
            type Value = Vec<(Name<'de>, Option<&'de RawValue>)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = Vec::with_capacity(8);
                while let Some((name, raw)) = map.next_entry()? {
                    if fields.len() == MAX_FIELDS {
                        return Err(M::Error::custom("there are too many fields"));
                    }
                    fields.push((name, Some(raw)));
                }
                fields.sort_unstable_by(|(a, _): &(Name<'_>, _), (b, _)| a.0.cmp(&b.0));
                if fields.windows(2).any(|pair| pair[0].0.0 == pair[1].0.0) {
                    return Err(M::Error::custom("a key stands twice"));
                }
                Ok(fields)
            }
        }

        deserializer.deserialize_map(Once).map(Self)
    }
}

/// The name of a field: a copy only where the text writes it with escapes.
pub(crate) struct Name<'a>(Cow<'a, str>);

impl Name<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Cow<'de, str>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(name))
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(name.to_owned()))
            }
        }

        deserializer.deserialize_str(Text).map(Self)
    }
}

/// Fields of a newer version, kept as the JSON text they are. Nearly every object has none, and an entry is
/// many objects: no room is taken for what is not there.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Unknown(Option<Box<Texts>>);

#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct Texts(BTreeMap<String, SecretText>);

impl Unknown {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &SecretText)> {
        self.0.iter().flat_map(|texts| &texts.0)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |texts| texts.0.len())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&SecretText> {
        self.0.as_ref()?.0.get(name)
    }

    pub(crate) fn insert(&mut self, name: String, text: SecretText) {
        self.0.get_or_insert_default().0.insert(name, text);
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(name, text)| (name, Verbatim(text))))
    }
}

/// JSON text, written just as it stands.
pub(crate) struct Verbatim<'a>(pub(crate) &'a SecretText);

impl Serialize for Verbatim<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(self.0.expose()).map_err(S::Error::custom)?;
        raw.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn a_text_is_read_as_any_reader_of_json_reads_it() {
        for json in [
            r#""""#,
            r#""plain äöü""#,
            r#""two\nlines""#,
            r#""two\nlines \" \\ \/ \b\f\r\t""#,
            r#""\u00e9\u20AC \ud83d\ude00.""#,
            r#""\\n and \\""#,
        ] {
            let expected: String = serde_json::from_str(json).unwrap();
            assert_eq!(unescaped(json).unwrap().expose(), expected, "{json}");
        }
        for json in [r#""\ud83d""#, r#""\ud83dx""#, r#""\ude00""#, r#""\ud83d\u0041""#, "7", "null"]
        {
            assert!(serde_json::from_str::<String>(json).is_err(), "{json}");
            assert!(unescaped(json).is_none(), "{json}");
        }
    }
}

//! JSON values as other apps write them: numbers as text, nulls for what is missing.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;

use crate::formats::fields::unread;
use crate::formats::format::ENOUGH;
use crate::formats::json;

/// A whole number, written as a number or as text. Missing, null and empty text are none; anything
/// else is [`Number::Bad`], so that one field refuses its entry and not the file.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Number {
    /// Not given.
    #[default]
    None,
    /// A whole number from 0.
    Some(u64),
    /// Something else.
    Bad,
}

impl Number {
    /// A number that is written as text: none where that is blank, `Bad` where it is no whole
    /// number from 0.
    pub(crate) fn of_text(text: &str) -> Self {
        match text.trim() {
            "" => Self::None,
            text => text.parse().map_or(Self::Bad, Self::Some),
        }
    }

    /// A number that may be negative, which is `Bad`.
    pub(crate) fn of_signed(number: i64) -> Self {
        u64::try_from(number).map_or(Self::Bad, Self::Some)
    }

    /// The number, where one was given and it is one.
    pub(crate) fn get(self) -> Option<u64> {
        match self {
            Self::Some(number) => Some(number),
            Self::None | Self::Bad => None,
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Number, E> {
                Ok(Number::Some(number))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Number, E> {
                Ok(Number::of_signed(number))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Number, E> {
                // 2^53: above it a float does not tell whole numbers apart.
                let whole =
                    number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
                Ok(if whole { Number::Some(number as u64) } else { Number::Bad })
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
                Ok(Number::of_text(text))
            }
            fn visit_unit<E: Error>(self) -> Result<Number, E> {
                Ok(Number::None)
            }
            fn visit_bool<E: Error>(self, _: bool) -> Result<Number, E> {
                Ok(Number::Bad)
            }
        }

        deserializer.deserialize_any(Any)
    }
}

/// Text, or null for none; a number in its place is its digits, which tools that guess types make of
/// a name. For `#[serde(default, deserialize_with = "lenient_json::text")]`.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Any;

    impl<'de> Visitor<'de> for Any {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("text or a number")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
        fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
            Ok(text)
        }
        fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }
        fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
            Ok(number.to_string())
        }
        fn visit_unit<E: Error>(self) -> Result<String, E> {
            Ok(String::new())
        }
    }

    deserializer.deserialize_any(Any)
}

/// For `deserialize_with`: text that is a secret, or a number as text; null is empty.
pub(crate) fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretText, D::Error> {
    text(deserializer).map(SecretText::new)
}

/// For `deserialize_with`: text, or a number as text, where null and a missing field differ from
/// empty text.
pub(crate) fn maybe<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    struct Text(#[serde(deserialize_with = "text")] String);

    Ok(Option::<Text>::deserialize(deserializer)?.map(|text| text.0))
}

/// A flag, or null for off; "true" and 1 count too.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    struct Any;

    impl<'de> Visitor<'de> for Any {
        type Value = bool;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("true or false")
        }
        fn visit_bool<E: Error>(self, flag: bool) -> Result<bool, E> {
            Ok(flag)
        }
        fn visit_u64<E: Error>(self, number: u64) -> Result<bool, E> {
            Ok(number != 0)
        }
        fn visit_i64<E: Error>(self, number: i64) -> Result<bool, E> {
            Ok(number != 0)
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
            Ok(matches!(text.trim(), "true" | "True" | "TRUE" | "1"))
        }
        fn visit_unit<E: Error>(self) -> Result<bool, E> {
            Ok(false)
        }
    }

    deserializer.deserialize_any(Any)
}

/// The elements of an array, or null for none: as many as entries count. Each is read by itself: of one
/// that cannot be read there are the names of its account, and it leaves the others alone.
#[derive(Debug)]
pub(crate) struct Each<T>(pub(crate) Vec<Result<T, Labels>>);

impl<T> Default for Each<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Each<T> {
    /// The elements that could be read.
    pub(crate) fn known(self) -> impl Iterator<Item = T> {
        self.0.into_iter().flatten()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Each<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
            type Value = Each<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }
            fn visit_none<E: Error>(self) -> Result<Each<T>, E> {
                Ok(Each::default())
            }
            fn visit_some<D: Deserializer<'de>>(self, array: D) -> Result<Each<T>, D::Error> {
                array.deserialize_seq(self)
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut array: S) -> Result<Each<T>, S::Error> {
                let mut elements = Vec::new();
                while elements.len() < ENOUGH
                    && let Some(raw) = array.next_element::<&RawValue>()?
                {
                    if !json::find_room() {
                        return Err(S::Error::custom("too many elements"));
                    }
                    let element = serde_json::from_str(raw.get());
                    elements.push(element.map_err(|_| unread::labels(raw.get())));
                }
                while array.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Each(elements))
            }
        }

        deserializer.deserialize_option(Elements(PhantomData))
    }
}

/// The values of an object by their names, in the order of the names: as many as entries count.
#[derive(Debug)]
pub(crate) struct Named<T>(pub(crate) Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = Named<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut object: M) -> Result<Named<T>, M::Error> {
                let mut fields = Vec::new();
                while fields.len() < ENOUGH
                    && let Some(field) = object.next_entry()?
                {
                    fields.push(field);
                }
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                fields.sort_by(|(name, _), (other, _): &(String, T)| name.cmp(other));
                Ok(Named(fields))
            }
        }

        deserializer.deserialize_map(Fields(PhantomData))
    }
}

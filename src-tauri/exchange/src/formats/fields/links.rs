//! The links among all texts of a JSON file, whatever they are called.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use tessera_core::secret::SecretText;

use crate::formats::format::ENOUGH;

/// In the order in which they stand, as many as entries count. How deep they may lie is bounded by who
/// reads the JSON.
pub(crate) struct Links(pub(crate) Vec<SecretText>);

impl<'de> Deserialize<'de> for Links {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Links;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Links, E> {
                let is_link = text.trim_start().starts_with("otpauth://");
                Ok(Links(is_link.then(|| text.to_owned().into()).into_iter().collect()))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut array: S) -> Result<Links, S::Error> {
                let mut links = Links(Vec::new());
                while let Some(more) = array.next_element()? {
                    links.add(more);
                }
                Ok(links)
            }
            fn visit_map<M: MapAccess<'de>>(self, mut object: M) -> Result<Links, M::Error> {
                let mut links = Links(Vec::new());
                while let Some((_, more)) = object.next_entry::<IgnoredAny, _>()? {
                    links.add(more);
                }
                Ok(links)
            }
            fn visit_bool<E: Error>(self, _: bool) -> Result<Links, E> {
                Ok(Links(Vec::new()))
            }
            fn visit_u64<E: Error>(self, _: u64) -> Result<Links, E> {
                Ok(Links(Vec::new()))
            }
            fn visit_i64<E: Error>(self, _: i64) -> Result<Links, E> {
                Ok(Links(Vec::new()))
            }
            fn visit_f64<E: Error>(self, _: f64) -> Result<Links, E> {
                Ok(Links(Vec::new()))
            }
            fn visit_unit<E: Error>(self) -> Result<Links, E> {
                Ok(Links(Vec::new()))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

impl Links {
    fn add(&mut self, more: Self) {
        let room = ENOUGH.saturating_sub(self.0.len());
        self.0.extend(more.0.into_iter().take(room));
    }
}

//! A JSON object that outlives what this version understands of it: fields of a newer version, and
//! words that it does not know, are written back as they were.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A value, and the object that it was read from.
#[derive(Clone, Debug, Default)]
pub(super) struct Lenient<T> {
    pub(super) value: T,
    object: Map<String, Value>,
    /// Fields of `T` whose content was not understood: `value` has the default in their place.
    unknown_words: BTreeSet<String>,
}

impl<T: Clone + Default + DeserializeOwned + Serialize> Lenient<T> {
    /// Takes each field that is understood. `T` is a struct of which every field has a default.
    pub(super) fn read(object: Map<String, Value>) -> Self {
        let mut read = Self { value: T::default(), object, unknown_words: BTreeSet::new() };
        let mut understood = read.fields();
        for name in understood.keys().cloned().collect::<Vec<_>>() {
            let Some(found) = read.object.get(&name) else { continue };
            let before = understood.insert(name.clone(), found.clone());
            match serde_json::from_value(Value::Object(understood.clone())) {
                Ok(value) => read.value = value,
                Err(_) => {
                    understood.insert(name.clone(), before.unwrap_or_default());
                    read.unknown_words.insert(name);
                }
            }
        }
        read
    }

    /// The object, with the value as it is now. What was not understood stays until it is changed.
    pub(super) fn write(&self) -> Map<String, Value> {
        let unchanged = Self { value: T::default(), ..self.clone() }.fields();
        let mut object = self.object.clone();
        for (name, now) in self.fields() {
            let is_kept = self.unknown_words.contains(&name) && unchanged.get(&name) == Some(&now);
            if !is_kept {
                object.insert(name, now);
            }
        }
        object
    }

    fn fields(&self) -> Map<String, Value> {
        match serde_json::to_value(&self.value) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
    #[serde(default)]
    struct Sample {
        theme: Theme,
        minutes: Option<u32>,
    }

    #[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
    #[serde(rename_all = "lowercase")]
    enum Theme {
        System,
        Dark,
    }

    impl Default for Sample {
        fn default() -> Self {
            Self { theme: Theme::System, minutes: Some(5) }
        }
    }

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap_or_default()
    }

    #[test]
    fn unknown_fields_and_words_are_written_back_and_known_ones_are_understood() {
        let newer = json!({ "theme": "sepia", "minutes": null, "sounds": { "on": true } });
        let mut read = Lenient::<Sample>::read(object(newer.clone()));
        assert_eq!(read.value, Sample { theme: Theme::System, minutes: None });
        assert_eq!(Value::Object(read.write()), newer);
        read.value.theme = Theme::Dark;
        read.value.minutes = Some(3);
        let changed = json!({ "theme": "dark", "minutes": 3, "sounds": { "on": true } });
        assert_eq!(Value::Object(read.write()), changed);
    }
}

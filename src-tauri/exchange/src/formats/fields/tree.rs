//! A JSON text of any shape, as a tree of what could say something of an account. Its texts are wiped.

use std::cell::Cell;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use tessera_core::secret::SecretText;

use crate::formats::content::Content;
use crate::formats::fields::words;
use crate::formats::format::ReadError;

/// The most values of a tree: an account has several fields of which something is read, and what stands for
/// a value takes over 200 bytes.
const MAX_VALUES: usize = 250_000;

/// The most fields that are looked at, whether or not they say anything: a look takes about half a
/// microsecond, in which nobody is asked whether to go on.
const MAX_FIELDS: usize = 1_000_000;

thread_local! {
    /// How many values the tree may still have that is being read.
    static ROOM: Cell<usize> = const { Cell::new(0) };
    /// How many fields of it may still be looked at.
    static FIELDS: Cell<usize> = const { Cell::new(0) };
}

/// One value.
pub(crate) enum Tree {
    /// A text, or a number as it is written.
    Text(SecretText),
    /// True or false.
    Flag,
    /// Null, and what there was no room for.
    Nothing,
    /// The elements of an array.
    List(Vec<Tree>),
    /// The fields of an object of which something is read, in the order in which they stand; the first of
    /// the others is there as a flag.
    Object(Vec<(String, Tree)>),
}

/// A field as an object of its own.
pub(crate) struct Pair<'t> {
    pub(crate) name: &'t str,
    pub(crate) value: &'t str,
    /// Whether the name is that of a field of accounts.
    pub(crate) says_something: bool,
}

impl Tree {
    /// Reads a text as JSON.
    ///
    /// # Errors
    /// [`ReadError::Damaged`], [`ReadError::LongText`], [`ReadError::TooLarge`].
    pub(crate) fn of(content: &Content<'_>) -> Result<Self, ReadError> {
        ROOM.set(MAX_VALUES);
        FIELDS.set(MAX_FIELDS);
        let tree = content.parse_json()?;
        if ROOM.get() == 0 { Err(ReadError::TooLarge) } else { Ok(tree) }
    }

    /// Whether a field may say something of an account, or of what is in it.
    fn says_something(&self, name: &str) -> bool {
        match self {
            Self::List(_) | Self::Object(_) => true,
            Self::Flag | Self::Nothing => false,
            Self::Text(text) => {
                let plain = words::plain(name);
                words::is_known(&plain)
                    || NAMING.contains(&name)
                    || VALUES.contains(&name)
                    || words::is_unclear(&plain, text.expose())
                    || words::is_password(&plain)
                    || words::is_code(text.expose())
                    || words::has_link(text.expose())
            }
        }
    }

    /// A field that is an object of its own, with its name beside its value, and whether that name says
    /// something; none where this is no such object.
    pub(crate) fn pair(&self) -> Option<Pair<'_>> {
        let value = VALUES.iter().find_map(|name| self.get(name)).map(Self::text)?;
        let names = || NAMING.iter().filter_map(|name| self.get(name)).map(Self::text);
        let says_something = |name: &&str| {
            let plain = words::plain(name);
            words::is_known(&plain) || words::is_unclear(&plain, value)
        };
        let known = names().find(says_something);
        let name = known.or_else(|| names().next())?;
        Some(Pair { name, value, says_something: known.is_some() })
    }

    /// The elements of an array; none of anything else.
    pub(crate) fn elements(&self) -> &[Self] {
        match self {
            Self::List(elements) => elements,
            _ => &[],
        }
    }

    /// The fields of an object; none of anything else.
    pub(crate) fn fields(&self) -> &[(String, Self)] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    /// A field of an object by its name.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.fields().iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The text; empty of anything else.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text.expose(),
            _ => "",
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

/// Where a field that is an object has its name, and where its value.
const NAMING: [&str; 8] = ["label", "name", "key", "title", "id", "type", "n", "t"];
const VALUES: [&str; 2] = ["value", "v"];

fn has_room() -> bool {
    ROOM.get() > 0
}

fn take_room() {
    ROOM.set(ROOM.get().saturating_sub(1));
}

/// Notes a field that is looked at. The one beyond the last leaves room for nothing more.
fn look() {
    match FIELDS.get().checked_sub(1) {
        Some(left) => FIELDS.set(left),
        None => ROOM.set(0),
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(SecretText::new(text.to_owned())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Text(SecretText::new(number.to_string())))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Text(SecretText::new(number.to_string())))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Tree, E> {
        // Without the point where there is nothing behind it.
        Ok(Tree::Text(SecretText::new(number.to_string())))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Tree, E> {
        Ok(Tree::Flag)
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Nothing)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut array: S) -> Result<Tree, S::Error> {
        let mut elements = Vec::new();
        while has_room()
            && let Some(element) = array.next_element()?
        {
            take_room();
            elements.push(element);
        }
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Tree::List(elements))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut object: M) -> Result<Tree, M::Error> {
        let mut fields = Vec::new();
        let mut is_any_left_out = false;
        while has_room()
            && let Some((name, value)) = object.next_entry::<String, Tree>()?
        {
            look();
            if value.says_something(&name) {
                take_room();
                fields.push((name, value));
            } else if !matches!(value, Tree::Nothing) && !is_any_left_out {
                is_any_left_out = true;
                take_room();
                fields.push((name, Tree::Flag));
            }
        }
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Tree::Object(fields))
    }
}

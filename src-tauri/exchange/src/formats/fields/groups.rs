//! Groups, folders and collections: their names, by what entries refer to them with.
//!
//! A name stands in a file once and is copied for every entry that refers to it, so each is cut when
//! it comes in, and all copies together have a bound: references cost a file next to nothing.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use crate::formats::fields::parts;

/// The most bytes of all copies together. A hundred thousand entries in three groups each have ten
/// million.
const MAX_COPIED: usize = 64 << 20;

/// Names by their keys.
pub(crate) struct Groups<K> {
    names: HashMap<K, String>,
    /// How many bytes may still be copied.
    room: usize,
}

impl<K: Eq + Hash> Groups<K> {
    pub(crate) fn new(names: impl IntoIterator<Item = (K, impl AsRef<str>)>) -> Self {
        let names = names.into_iter().map(|(key, name)| (key, parts::tag(name.as_ref()))).collect();
        Self { names, room: MAX_COPIED }
    }

    /// What an entry is tagged with that refers to these. A group that is gone leaves its key
    /// behind; once the room is used up, entries are on their own.
    pub(crate) fn tags<'k, Q>(&mut self, keys: impl IntoIterator<Item = &'k Q>) -> Vec<String>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized + 'k,
    {
        let keys = keys.into_iter().take(parts::MAX_TAGS);
        let tags = parts::tags(keys.filter_map(|key| self.names.get(key)));
        let copied = tags.iter().map(String::len).sum();
        match self.room.checked_sub(copied) {
            Some(room) => {
                self.room = room;
                tags
            }
            None => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Groups, MAX_COPIED};

    #[test]
    fn a_name_is_cut_and_its_copies_have_a_bound() {
        let mut groups = Groups::new([("a", "x".repeat(1_000)), ("b", " y ".to_owned())]);
        assert_eq!(groups.tags(["b", "gone", "b"]), ["y"]);
        let copied: usize = (0..MAX_COPIED / 100).map(|_| groups.tags(["a"]).concat().len()).sum();
        assert!((MAX_COPIED - 200..=MAX_COPIED).contains(&copied), "{copied}");
    }
}

//! What the readers of several apps share: fields of an entry, rows and lists, and the keys and ciphers
//! that they lie under.

pub(crate) mod encoded;
pub(crate) mod groups;
pub(crate) mod html_table;
pub(crate) mod item;
pub(crate) mod keys;
pub(crate) mod lenient_json;
pub(crate) mod magic;
pub(crate) mod named;
pub(crate) mod parts;
pub(crate) mod record;
pub(crate) mod recovery;
pub(crate) mod table;
pub(crate) mod tree;
pub(crate) mod unread;
pub(crate) mod words;
pub(crate) mod work;

//! What files of several apps come in, each read as far as they need it: nothing here knows an app or
//! an account.

pub(crate) mod archive;
pub(crate) mod bplist;
pub(crate) mod java;
pub(crate) mod kdbx;
pub(crate) mod markup;
pub(crate) mod preferences;
pub(crate) mod sqlite;

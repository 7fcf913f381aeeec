//! Files of no app in particular: spreadsheets, JSON, lists of links, what a standard says, and what
//! Tessera prints.

pub(crate) mod csv;
pub(crate) mod cxf;
pub(crate) mod generic_json;
pub(crate) mod print_sheet;
pub(crate) mod uris;
pub(crate) mod zip;

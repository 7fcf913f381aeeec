//! What there is to read at a path: a file, or the pictures and texts of a folder.

use std::fs;
use std::path::PathBuf;

use tessera_exchange::intake::Listing;

use super::batch::Source;
use crate::desk::file_name;
use crate::dto::Reason;

/// How it came that a file is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// The user named it.
    Named,
    /// It lay in a folder that they named.
    InFolder,
}

/// Every file, in order; folders with what is in them, by name.
pub(super) fn sources(paths: Vec<PathBuf>) -> Vec<Source> {
    paths.into_iter().flat_map(at).collect()
}

fn at(path: PathBuf) -> Vec<Source> {
    let name = file_name(&path);
    // A pipe would be waited for as long as nobody writes into it.
    let Ok(facts) = fs::metadata(&path) else {
        return vec![Source::Not(name, Reason::plain("not_readable"))];
    };
    if facts.is_file() {
        return vec![Source::File(path, Place::Named)];
    }
    if !facts.is_dir() {
        return vec![Source::Not(name, Reason::plain("not_readable"))];
    }
    let Listing { files, cut_off } = Listing::of(&path);
    let problem = match (cut_off, files.is_empty()) {
        (true, _) => Some("too_many_files"),
        (false, true) => Some("empty_folder"),
        (false, false) => None,
    };
    let problem = problem.map(|problem| Source::Not(name, Reason::plain(problem)));
    let files = files.into_iter().map(|path| Source::File(path, Place::InFolder));
    files.chain(problem).collect()
}

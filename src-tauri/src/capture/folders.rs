//! What there is to read at a path: a file, or the pictures and texts of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::batch::Source;
use crate::desk::file_name;
use crate::dto::Reason;

/// Folders in folders, so deep.
const DEPTH: usize = 4;
/// As many files of one folder.
const MOST: usize = 500;

/// What is read in a folder. A file that is named itself is told by its content alone.
pub const ENDINGS: &[&str] = tessera_core::intake::ENDINGS;

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
        return vec![Source::File(path)];
    }
    if !facts.is_dir() {
        return vec![Source::Not(name, Reason::plain("not_readable"))];
    }
    let mut walk = Walk::default();
    walk.folder(&path, DEPTH);
    let none = walk.files.is_empty() && !walk.cut_off;
    let mut sources: Vec<_> = walk.files.into_iter().map(Source::File).collect();
    if none {
        sources.push(Source::Not(name, Reason::plain("empty_folder")));
    } else if walk.cut_off {
        sources.push(Source::Not(name, Reason::plain("too_many_files")));
    }
    sources
}

#[derive(Default)]
struct Walk {
    files: Vec<PathBuf>,
    /// There is more than was taken.
    cut_off: bool,
}

impl Walk {
    /// Files first, then folders; links to folders are not followed, so that it ends.
    fn folder(&mut self, folder: &Path, depth: usize) {
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if is_hidden(&path) {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if is_wanted(&path) && path.is_file() {
                files.push(path);
            }
        }
        files.sort();
        folders.sort();
        let room = MOST - self.files.len();
        self.cut_off |= files.len() > room || (depth == 0 && !folders.is_empty());
        self.files.extend(files.into_iter().take(room));
        if depth > 0 {
            for folder in folders {
                self.folder(&folder, depth - 1);
            }
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_wanted(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

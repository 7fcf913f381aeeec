//! The pictures, texts and files of other apps in a folder, by their names: only what is named
//! itself is told by its content.

use std::fs;
use std::path::{Path, PathBuf};

use crate::formats::endings;

/// How many levels of folders are looked into below the one that was named.
const DEPTH: usize = 4;
/// The most files of one listing, those of inner folders among them.
const MOST: usize = 500;

/// What there is to read in a folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// By name, those of a folder before those of the folders in it.
    pub files: Vec<PathBuf>,
    /// There is more than was taken.
    pub cut_off: bool,
}

impl Listing {
    /// Looks into the folder and those in it. Hidden files are left out, and symbolic links: what lies
    /// elsewhere was not named.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let mut listing = Self::default();
        listing.add(folder, DEPTH);
        listing
    }

    fn add(&mut self, folder: &Path, depth: usize) {
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if is_hidden(&path) {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && is_wanted(&path) {
                files.push(path);
            }
        }
        files.sort();
        folders.sort();
        let room = MOST - self.files.len();
        self.cut_off |= files.len() > room || (depth == 0 && !folders.is_empty());
        self.files.extend(files.into_iter().take(room));
        if depth > 0 {
            folders.iter().for_each(|folder| self.add(folder, depth - 1));
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_wanted(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(endings::is_wanted)
}

//! What may hold accounts, before it is read: files and folders, the clipboard, the screen, texts.

use std::fs;
use std::path::{Path, PathBuf};

use tessera_core::secret::SecretText;
use tessera_exchange::intake::Listing;
use tessera_reader_client::Pixels;
use tessera_screen::Shot;
use zeroize::Zeroizing;

use crate::types::Problem;

/// One thing to read. Wiped when it is dropped.
pub struct Source {
    /// How a face names it; empty for what has no name.
    pub name: String,
    /// How the source came to be read.
    pub origin: Origin,
    /// The thing itself.
    pub content: SourceContent,
}

/// How a file came to be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// The user named the source.
    Named,
    /// The source was found in passing: in a folder beside other things, on the clipboard, on a
    /// page.
    Found,
}

/// What there is to read.
pub enum SourceContent {
    /// A file, told by its content.
    File(PathBuf),
    /// The bytes of a file that lies nowhere.
    Bytes(Zeroizing<Vec<u8>>),
    /// A picture in memory.
    Pixels(Pixels),
    /// Links, secrets, several lines.
    Text(SecretText),
    /// Something that cannot be read at all.
    Unusable(Problem),
}

impl Source {
    /// A file, named without its folder: the page never sees a path.
    #[must_use]
    pub fn file(path: PathBuf) -> Self {
        let (name, content) = (file_name(&path), SourceContent::File(path));
        Self { name, origin: Origin::Named, content }
    }

    /// Something of that name that cannot be read at all.
    #[must_use]
    pub fn unusable(name: String, problem: Problem) -> Self {
        Self { name, origin: Origin::Named, content: SourceContent::Unusable(problem) }
    }
}

/// Something without a name.
impl From<SourceContent> for Source {
    fn from(content: SourceContent) -> Self {
        Self { name: String::new(), origin: Origin::Found, content }
    }
}

/// Nobody knows their screens by the names that the system has for them.
impl From<Shot> for SourceContent {
    fn from(Shot { content, .. }: Shot) -> Self {
        match content {
            tessera_screen::Content::Pixels { width, height, rgba } => {
                Self::Pixels(Pixels { width, height, rgba })
            }
            tessera_screen::Content::File(bytes) => Self::Bytes(bytes),
        }
    }
}

/// What there is to read at these paths: files in order, folders with the pictures, texts and other
/// apps' files in them, by name.
#[must_use]
pub fn sources(paths: Vec<PathBuf>) -> Vec<Source> {
    paths.into_iter().flat_map(at).collect()
}

fn at(path: PathBuf) -> Vec<Source> {
    let name = file_name(&path);
    // A pipe would be waited for as long as nobody writes into it.
    match fs::metadata(&path) {
        Ok(facts) if facts.is_file() => vec![Source::file(path)],
        Ok(facts) if facts.is_dir() => in_folder(&path, name),
        _ => vec![Source::unusable(name, Problem::NotReadable)],
    }
}

/// What there is to read in a folder; `name` is what a face calls it.
#[must_use]
pub fn in_folder(folder: &Path, name: String) -> Vec<Source> {
    let Listing { files, cut_off } = Listing::of(folder);
    let problem = match (cut_off, files.is_empty()) {
        (true, _) => Some(Problem::TooManyFiles),
        (false, true) => Some(Problem::EmptyFolder),
        (false, false) => None,
    };
    let files =
        files.into_iter().map(|path| Source { origin: Origin::Found, ..Source::file(path) });
    files.chain(problem.map(|problem| Source::unusable(name, problem))).collect()
}

/// The last part of a path, as the page may see it.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

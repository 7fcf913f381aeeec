//! What pictures and texts are read from: files, folders, patterns, standard input, the screens.

use std::path::{Path, PathBuf};

use tessera_exchange::intake::Listing;
use tessera_reader_client::Pixels;
use tessera_screen::{Content, Shot};
use zeroize::Zeroizing;

use crate::exit::{Failure, sentence};
use crate::{input, output};

/// What `scan` and `import` are told to read.
#[derive(clap::Args, Debug)]
pub struct SourceArgs {
    /// Files, folders, and patterns such as '*.png'; what a file is, is told by its content
    #[arg(required_unless_present = "screen", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read every screen of this desktop
    #[arg(long)]
    screen: bool,
}

/// One thing to read.
pub struct Source {
    /// As it was given.
    pub name: String,
    /// It was asked for by its name, and not found in a folder where other things lie as well.
    pub is_named: bool,
    place: Place,
}

enum Place {
    File(PathBuf),
    Screen(Content),
    Nowhere(Failure),
}

/// What was read.
pub enum Loaded {
    /// A file.
    Bytes(Zeroizing<Vec<u8>>),
    /// A picture in memory.
    Pixels(Pixels),
}

impl SourceArgs {
    /// Each thing to read, in the order in which it was named; screens last.
    pub fn all(&self) -> Vec<Source> {
        let mut all: Vec<_> = self.files.iter().flat_map(|file| at(file)).collect();
        if self.screen {
            all.extend(screens());
        }
        all
    }
}

impl Source {
    fn file(path: PathBuf) -> Self {
        let name = path.to_string_lossy().into_owned();
        Self { name, is_named: true, place: Place::File(path) }
    }

    fn nowhere(name: String, failure: Failure) -> Self {
        Self { name, is_named: true, place: Place::Nowhere(failure) }
    }

    /// How a sentence names it.
    pub fn shown(&self) -> String {
        match &self.place {
            Place::File(path) => input::name(path),
            _ => output::plain(&self.name),
        }
    }

    /// Where it lies, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) if !input::is_stdin(path) => Some(path),
            _ => None,
        }
    }

    /// Reads it. What was read is wiped when it is dropped.
    pub fn load(self) -> Result<Loaded, Failure> {
        match self.place {
            Place::File(path) => input::bytes(&path).map(Loaded::Bytes),
            Place::Screen(Content::File(bytes)) => Ok(Loaded::Bytes(bytes)),
            Place::Screen(Content::Pixels { width, height, rgba }) => {
                Ok(Loaded::Pixels(Pixels { width, height, rgba }))
            }
            Place::Nowhere(failure) => Err(failure),
        }
    }
}

/// What one argument names.
pub fn at(argument: &Path) -> Vec<Source> {
    if input::is_stdin(argument) || argument.is_file() {
        return vec![Source::file(argument.into())];
    }
    if argument.is_dir() {
        return in_folder(argument);
    }
    let found = matching(argument);
    if found.is_empty() {
        // Not there, or no pattern: reading it says so.
        return vec![Source::file(argument.into())];
    }
    found.into_iter().map(Source::file).collect()
}

fn in_folder(folder: &Path) -> Vec<Source> {
    let listing = Listing::of(folder);
    let name = folder.to_string_lossy().into_owned();
    let note = match (listing.files.len(), listing.cut_off) {
        (_, true) => "it holds more than is read at once; name the folders in it",
        (0, false) => "there are no pictures or texts in it",
        _ => "",
    };
    let mut sources: Vec<_> = listing
        .files
        .into_iter()
        .map(|path| Source { is_named: false, ..Source::file(path) })
        .collect();
    if !note.is_empty() {
        let failure = Failure::failed(format!("{}: {note}.", output::plain(&name)));
        sources.push(Source::nowhere(name, failure));
    }
    sources
}

/// The files of a pattern, for shells that hand it over as it is.
fn matching(pattern: &Path) -> Vec<PathBuf> {
    let Some(pattern) = pattern.to_str().filter(|pattern| pattern.contains(['*', '?', '['])) else {
        return Vec::new();
    };
    // As a shell does it.
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
    let paths = glob::glob_with(pattern, options).into_iter().flatten().flatten();
    paths.filter(|path| path.is_file()).collect()
}

fn screens() -> Vec<Source> {
    let name = |shot: &Shot| match shot.name.as_str() {
        "" => "screen".to_owned(),
        name => format!("screen {name}"),
    };
    match tessera_screen::shoot() {
        Ok(shots) => shots
            .into_iter()
            .map(|shot| Source {
                name: name(&shot),
                is_named: true,
                place: Place::Screen(shot.content),
            })
            .collect(),
        Err(error) => {
            let failure = Failure::failed(format!("Screen: {}", sentence(error)));
            vec![Source::nowhere("screen".into(), failure)]
        }
    }
}

//! What pictures and texts are read from: files, folders, patterns, standard input, the screens.

use std::path::{Path, PathBuf};

use tessera_app::error::CommandError;
use tessera_app::import::{Origin, Source, SourceContent, in_folder};
use tessera_screen::Shot;
use tessera_words::say;

use crate::exit::Failure;
use crate::{input, words};

/// What `scan` and `import` are told to read.
#[derive(clap::Args, Debug)]
pub struct SourceArgs {
    /// Files, folders, and patterns such as '*.png'; what a file is, is told by its content
    #[arg(required_unless_present = "screen", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read every screen of this desktop
    #[arg(long)]
    pub screen: bool,
}

impl SourceArgs {
    /// Each thing to read, in the order in which it was named; screens last. Their names are the
    /// arguments, or what these stand for.
    pub fn all(&self) -> Result<Vec<Source>, Failure> {
        let mut all = Vec::new();
        for file in &self.files {
            all.extend(at(file)?);
        }
        if self.screen {
            all.extend(screens()?);
        }
        Ok(all)
    }
}

/// What programs know a screen by; the name of the screen may follow.
const SCREEN: &str = "screen";

/// How a sentence names a source.
pub fn shown(name: &str) -> String {
    match name.strip_prefix(SCREEN) {
        Some("") => say::CliScreen.to_string(),
        Some(name) if name.starts_with(' ') => {
            say::CliScreenNamed { name: &name.trim_start() }.to_string()
        }
        _ => input::name(Path::new(name)),
    }
}

/// What one argument names.
pub fn at(argument: &Path) -> Result<Vec<Source>, Failure> {
    if input::is_stdin(argument) {
        let content = SourceContent::Bytes(input::bytes(argument)?);
        return Ok(vec![Source { name: name(argument), origin: Origin::Named, content }]);
    }
    if argument.is_dir() {
        let sources = in_folder(argument, name(argument)).into_iter();
        return Ok(sources.map(with_whole_name).collect());
    }
    let mut files = if argument.is_file() { Vec::new() } else { matching(argument) };
    if files.is_empty() {
        // Where it is not there, and is no pattern either, reading it says so.
        files.push(argument.to_owned());
    }
    Ok(files.into_iter().map(|file| with_whole_name(Source::file(file))).collect())
}

/// At a terminal a file is named as it was given.
fn with_whole_name(source: Source) -> Source {
    match &source.content {
        SourceContent::File(path) => Source { name: name(path), ..source },
        _ => source,
    }
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
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

fn screens() -> Result<Vec<Source>, Failure> {
    let source = |shot: Shot| {
        let name = match shot.name.as_str() {
            "" => SCREEN.to_owned(),
            name => format!("{SCREEN} {name}"),
        };
        Source { name, origin: Origin::Named, content: shot.into() }
    };
    let shots = tessera_screen::shoot().map_err(|error| {
        let CommandError(reason) = error.into();
        Failure::failed(words::of(&say::CliScreen, &words::reason(&reason)))
    })?;
    Ok(shots.into_iter().map(source).collect())
}

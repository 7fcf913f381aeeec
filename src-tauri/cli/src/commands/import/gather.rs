//! Reading the files. One bad file never sinks the rest: its problem is noted, and the next is read.

use std::ops::Range;
use std::path::{Path, PathBuf};

use tessera_core::draft::Draft;
use tessera_core::formats::Found;
use tessera_core::intake::{self, Source, SourceError};
use tessera_core::secret::Password;
use tessera_core::vault::Vault;
use tessera_reader::Reader;

use crate::context::rng;
use crate::exit::{Failure, sentence};
use crate::password::{self, Way};
use crate::{input, output};

/// What all files gave.
pub struct Gathered {
    pub found: Found,
    pub sources: Vec<Read>,
}

/// What one file gave.
pub struct Read {
    pub name: String,
    /// What it was recognised as.
    pub kind: Option<&'static str>,
    /// Which of the drafts are from it.
    pub drafts: Range<usize>,
    /// A sentence, if there is something to say.
    pub problem: Option<String>,
    /// The problem is that it could not be read; else there was just nothing in it.
    pub unreadable: bool,
}

pub fn all(files: &[PathBuf], way: Way<'_>) -> Gathered {
    let mut gathered = Gathered { found: Found::default(), sources: Vec::new() };
    let mut vaults = Vaults { way, given: None };
    for file in files {
        let read = one(file, &mut gathered.found, &mut vaults);
        gathered.sources.push(read);
    }
    gathered
}

fn one(file: &Path, found: &mut Found, vaults: &mut Vaults<'_>) -> Read {
    let before = found.drafts.len();
    let mut read = Read {
        name: file.to_string_lossy().into_owned(),
        kind: None,
        drafts: before..before,
        problem: None,
        unreadable: false,
    };
    let bytes = match input::bytes(file) {
        Ok(bytes) => bytes,
        Err(failure) => {
            read.problem = Some(failure.sentence().to_owned());
            read.unreadable = true;
            return read;
        }
    };
    let named = |text: String| format!("{}: {text}", input::name(file));
    let told = intake::tell(&bytes).and_then(|source| match source {
        Source::Text => intake::text(&bytes, found).map(|()| source),
        Source::Picture => picture(&bytes, found).map(|()| source),
    });
    match told {
        Ok(Source::Picture) => read.kind = Some("picture"),
        Ok(Source::Text) => read.kind = Some("text"),
        Err(SourceError::Vault) => {
            read.kind = Some("tessera");
            match vaults.open(&bytes, &input::name(file)) {
                Ok(vault) => read.problem = take(&vault, found).map(named),
                Err(problem) => {
                    read.problem = Some(named(problem));
                    read.unreadable = true;
                }
            }
        }
        Err(error) => {
            let nothing_in_it =
                matches!(error, SourceError::Empty | SourceError::NoCode | SourceError::NoAccount);
            read.problem = Some(named(sentence(error)));
            read.unreadable = !nothing_in_it;
        }
    }
    read.drafts = before..found.drafts.len();
    read
}

fn picture(bytes: &[u8], found: &mut Found) -> Result<(), SourceError> {
    let reading = Reader::beside_this_program().file(bytes);
    let codes = reading.pictures.iter().flat_map(|picture| &picture.codes);
    let read = intake::codes(codes.map(|code| (&code.text, None)), found);
    reading.problem.map_or(read, |problem| Err(problem.into()))
}

/// Takes the entries of another vault, and says which stay behind.
fn take(vault: &Vault, found: &mut Found) -> Option<String> {
    let contents = vault.contents();
    found.drafts.extend(contents.live().into_iter().map(Draft::of));
    let quarantined = contents.quarantined();
    (quarantined > 0).then(|| {
        let entries = output::entries(quarantined);
        format!("{entries} cannot be read by this version and stay behind.")
    })
}

/// Opens vaults that are imported: all with the one password that was given, or each with one that
/// is typed.
struct Vaults<'a> {
    way: Way<'a>,
    given: Option<Password>,
}

impl Vaults<'_> {
    fn open(&mut self, bytes: &[u8], name: &str) -> Result<Vault, String> {
        let said = |failure: Failure| failure.sentence().to_owned();
        let password = match &self.given {
            Some(password) => password.clone(),
            None if self.way.file.is_some() => {
                let password = self.way.existing(name).map_err(said)?;
                self.given = Some(password.clone());
                password
            }
            None if password::can_ask() => self.way.existing(name).map_err(said)?,
            None => {
                return Err("This is a Tessera vault. Give its password with \
                            --source-password-file FILE."
                    .into());
            }
        };
        Vault::open(bytes, &password, &mut rng()).map_err(sentence)
    }
}

//! Reading the files. One bad file never sinks the rest: its problem is noted, and the next is read.

use std::ops::Range;

use tessera_core::draft::Draft;
use tessera_core::formats::{Found, Other};
use tessera_core::intake::{self, Source as Kind, SourceError};
use tessera_core::secret::Password;
use tessera_core::vault::Vault;
use tessera_reader::{Reader, Reading};

use crate::context::rng;
use crate::exit::{Failure, sentence};
use crate::output;
use crate::password::{self, Way};
use crate::sources::{Loaded, Source};

/// What all gave. The numbers of pictures are those of the sources.
pub struct Gathered {
    pub found: Found,
    pub sources: Vec<Read>,
}

impl Gathered {
    /// Where a code was seen.
    pub fn source(&self, other: &Other) -> Option<&Read> {
        other.picture.and_then(|number| self.sources.get(number))
    }
}

/// What one file or screen gave.
pub struct Read {
    /// As it was given.
    pub name: String,
    /// As a sentence names it.
    pub shown: String,
    /// What it was recognised as.
    pub kind: Option<&'static str>,
    /// Which of the drafts are from it.
    pub drafts: Range<usize>,
    /// A sentence, if there is something to say.
    pub problem: Option<String>,
    /// The problem is that it could not be read; else there was just nothing in it.
    pub unreadable: bool,
    /// Time ran out before everything was tried.
    pub gave_up: bool,
    /// Neither a picture nor a text with accounts.
    is_nothing_to_read: bool,
}

/// Reads everything, with one process for all pictures.
pub fn all(sources: Vec<Source>, way: Way<'_>) -> Gathered {
    let mut gathered = Gathered { found: Found::default(), sources: Vec::new() };
    let mut readers = Readers { pictures: Reader::beside_this_program(), way, password: None };
    for source in sources {
        let is_named = source.is_named;
        let number = gathered.sources.len();
        let read = one(source, number, &mut gathered.found, &mut readers);
        // Other things lie in a folder as well.
        if is_named || !read.is_nothing_to_read {
            gathered.sources.push(read);
        }
    }
    gathered
}

fn one(source: Source, number: usize, found: &mut Found, readers: &mut Readers<'_>) -> Read {
    let before = found.drafts.len();
    let mut read = Read {
        name: source.name.clone(),
        shown: source.shown(),
        kind: None,
        drafts: before..before,
        problem: None,
        unreadable: false,
        gave_up: false,
        is_nothing_to_read: false,
    };
    let loaded = match source.load() {
        Ok(loaded) => loaded,
        Err(failure) => {
            read.problem = Some(failure.sentence().to_owned());
            read.unreadable = true;
            return read;
        }
    };
    let took_in = match &loaded {
        Loaded::Pixels(pixels) => {
            let reading = readers.pictures.pixels(pixels);
            read.take(&reading, number, found)
        }
        Loaded::Bytes(bytes) => intake::tell(bytes).and_then(|kind| match kind {
            Kind::Picture => {
                let reading = readers.pictures.file(bytes);
                read.take(&reading, number, found)
            }
            Kind::Text => {
                intake::text(bytes, found)?;
                read.kind = Some("text");
                Ok(())
            }
        }),
    };
    let named = |text: String| format!("{}: {text}", read.shown);
    match (took_in, &loaded) {
        (Ok(()), _) => {}
        (Err(SourceError::Vault), Loaded::Bytes(bytes)) => {
            read.kind = Some("tessera");
            match readers.vault(bytes, &read.shown) {
                Ok(vault) => read.problem = take(&vault, found).map(named),
                Err(problem) => {
                    read.problem = Some(named(problem));
                    read.unreadable = true;
                }
            }
        }
        (Err(error), _) => {
            let nothing_in_it =
                matches!(error, SourceError::Empty | SourceError::NoCode | SourceError::NoAccount);
            read.is_nothing_to_read = error == SourceError::Unknown
                || (error == SourceError::NoAccount && read.kind.is_none());
            // What is in it instead is said in its place.
            let is_said = found.others.iter().any(|other| other.picture == Some(number));
            read.problem = (!is_said || !nothing_in_it).then(|| named(sentence(error)));
            read.unreadable = !nothing_in_it;
        }
    }
    read.drafts = before..found.drafts.len();
    read
}

impl Read {
    /// Takes in what the codes of its pictures hold.
    fn take(
        &mut self,
        reading: &Reading,
        number: usize,
        found: &mut Found,
    ) -> Result<(), SourceError> {
        self.kind = Some("picture");
        self.gave_up = reading.gave_up();
        let codes = reading.codes().map(|code| (&code.text, Some(number)));
        reading.outcome(intake::codes(codes, found))
    }
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

/// What reads pictures, and opens vaults: all with the one password that was given, or each with one
/// that is typed.
struct Readers<'a> {
    pictures: Reader,
    way: Way<'a>,
    password: Option<Password>,
}

impl Readers<'_> {
    fn vault(&mut self, bytes: &[u8], name: &str) -> Result<Vault, String> {
        let said = |failure: Failure| failure.sentence().to_owned();
        let password = match &self.password {
            Some(password) => password.clone(),
            None if self.way.file.is_some() => {
                let password = self.way.existing(name).map_err(said)?;
                self.password = Some(password.clone());
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

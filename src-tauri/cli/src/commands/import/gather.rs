//! Reading the files. One bad file never sinks the rest: its problem is noted, and the next is read.

use std::ops::Range;
use std::path::{Path, PathBuf};

use tessera_core::secret::SecretText;
use tessera_core::store;
use tessera_core::vault::Vault;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::{Format, Found, Other, ReadError, Work};
use tessera_exchange::intake::{self, Source as Kind, SourceError};
use tessera_reader_client::{Reader, Reading};

use crate::context::rng;
use crate::exit::{Failure, sentence};
use crate::output;
use crate::password::{self, Way};
use crate::remark;
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
    /// What else there is to say, in sentences.
    pub remarks: Vec<String>,
    /// It opened with a password.
    pub was_sealed: bool,
    /// Neither a picture nor a text with accounts.
    is_nothing_to_read: bool,
}

/// How files of other apps are to be read.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Where their passwords come from.
    pub way: Way<'a>,
    /// The key file of a KeePass database.
    pub key_file: Option<&'a [u8]>,
    /// What every file is, whatever it looks like.
    pub format: Option<&'static Format>,
}

/// Reads everything, with one process for all pictures.
pub fn all(sources: Vec<Source>, asked: Asked<'_>) -> Gathered {
    let mut gathered = Gathered { found: Found::default(), sources: Vec::new() };
    let mut readers = Readers { pictures: Reader::beside_this_program(), asked, password: None };
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
        remarks: Vec::new(),
        was_sealed: false,
        is_nothing_to_read: false,
    };
    let (is_named, path) = (source.is_named, source.path().map(Path::to_owned));
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
        Loaded::Bytes(bytes) => readers.told(bytes).and_then(|kind| match kind {
            Kind::Picture => {
                let reading = readers.pictures.file(bytes);
                let taken = read.take(&reading, number, found);
                match readers.noise(bytes).filter(|_| is_named) {
                    Some(format) if taken == Err(SourceError::Unknown) => {
                        readers.format(format, bytes, path.as_ref(), &mut read, found);
                        Ok(())
                    }
                    _ => taken,
                }
            }
            Kind::Format(format) => {
                readers.format(format, bytes, path.as_ref(), &mut read, found);
                Ok(())
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
            read.was_sealed = true;
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
    asked: Asked<'a>,
    password: Option<SecretText>,
}

impl Readers<'_> {
    /// What a file is, or what it was said to be.
    fn told(&self, bytes: &[u8]) -> Result<Kind, SourceError> {
        match (self.asked.format, intake::tell(bytes)) {
            (Some(format), Ok(_)) => Ok(Kind::Format(format)),
            (_, told) => told,
        }
    }

    /// What a file may be that looks like noise, where there is a password that tells.
    fn noise(&self, bytes: &[u8]) -> Option<&'static Format> {
        self.asked.way.file.and_then(|_| intake::sealed(bytes))
    }

    /// Takes in what a file of another app holds, or notes why it gives nothing.
    fn format(
        &mut self,
        format: &'static Format,
        bytes: &[u8],
        path: Option<&PathBuf>,
        read: &mut Read,
        found: &mut Found,
    ) {
        read.kind = Some(format.name);
        let mut taken = self.read_format(format, bytes, path, None, found);
        let has_key_file = format.takes_key_file() && self.asked.key_file.is_some();
        read.was_sealed = has_key_file;
        // What a key file alone does not open may take a password beside it.
        if taken == Err(ReadError::NeedsPassword)
            || (taken == Err(ReadError::WrongPassword) && has_key_file)
        {
            let what = format!("an encrypted file ({})", format.title);
            match self.password(&read.shown, &what) {
                Ok(password) => {
                    read.was_sealed = true;
                    taken = self.read_format(format, bytes, path, Some(&password), found);
                }
                Err(problem) => {
                    read.problem = Some(format!("{}: {problem}", read.shown));
                    read.unreadable = true;
                    return;
                }
            }
        }
        match taken {
            Ok(remarks) => read.remarks = remarks,
            Err(error) => {
                read.unreadable = error != ReadError::Empty;
                read.problem = Some(format!("{}: {}", read.shown, sentence(error)));
            }
        }
    }

    fn read_format(
        &mut self,
        format: &'static Format,
        bytes: &[u8],
        path: Option<&PathBuf>,
        password: Option<&SecretText>,
        found: &mut Found,
    ) -> Result<Vec<String>, ReadError> {
        let pictures = &mut self.pictures;
        let mut work = Work {
            password,
            key_file: self.asked.key_file,
            eyes: Some(&mut |picture| pictures.texts(picture)),
            beside: Some(&|name| store::beside(path?, name)),
            ..Work::default()
        };
        let remarks = intake::format(format, bytes, &mut work, found)?;
        Ok(remarks.iter().map(|said| remark::sentence(said, format)).collect())
    }

    /// The one that was given for all, or one that is typed.
    fn password(&mut self, name: &str, what: &str) -> Result<SecretText, String> {
        let said = |failure: Failure| failure.sentence().to_owned();
        match &self.password {
            Some(password) => Ok(password.clone()),
            None if self.asked.way.file.is_some() => {
                let password = self.asked.way.of_others(name).map_err(said)?;
                self.password = Some(password.clone());
                Ok(password)
            }
            None if password::can_ask() => self.asked.way.of_others(name).map_err(said),
            None => {
                Err(format!("This is {what}. Give its password with --source-password-file FILE."))
            }
        }
    }

    fn vault(&mut self, bytes: &[u8], name: &str) -> Result<Vault, String> {
        let typed = self.password(name, "a Tessera vault")?;
        let password = password::ours(&typed).map_err(|f| f.sentence().to_owned())?;
        Vault::open(bytes, &password, &mut rng()).map_err(sentence)
    }
}

//! Reading the files, with a vault and without one. One bad file never sinks the rest: its problem is
//! noted, and the next is read.

use std::collections::BTreeMap;

use tessera_app::commands;
use tessera_app::error::CommandError;
use tessera_app::import::{self, EncryptedFile, PendingReview, Refusal, Source};
use tessera_app::types::{Problem, Reason, Review, Seal, SourceReport, Typed};
use tessera_core::secret::SecretText;
use tessera_exchange::formats::Format;
use tessera_reader_client::Reader;
use tessera_words::say;
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::host::{Session, typed};
use crate::password::{self, Way};
use crate::sources::shown;
use crate::{input, output, words};

/// What was found, and what there is to say of it.
pub struct Gathered {
    pub review: Review,
    /// Why encrypted files stay as they are, by the place of the source.
    refused: BTreeMap<usize, String>,
}

impl Gathered {
    /// Whether there is something to say of a source. In a folder other things lie as well.
    pub fn is_told(&self, source: &SourceReport) -> bool {
        let is_nothing_to_read = match source.problem {
            Some(Problem::NotAPicture) => true,
            Some(Problem::NoAccount) => source.kind == "text",
            _ => false,
        };
        source.named || !is_nothing_to_read
    }

    /// Why a source gave nothing, if so.
    pub fn problem(&self, source: &SourceReport) -> Option<String> {
        if let Some(refused) = self.refused.get(&source.index) {
            return Some(refused.clone());
        }
        // What is in it instead is said in its place.
        let is_said = self.review.others.iter().any(|other| other.source == source.index);
        let problem = source.problem.filter(|p| !(is_said && is_nothing_in_it(*p)))?;
        Some(words::problem(&shown(&source.name), problem))
    }

    /// Whether a source could not be read; else there was just nothing in it.
    pub fn is_unreadable(&self, source: &SourceReport) -> bool {
        self.refused.contains_key(&source.index)
            || source.problem.is_some_and(|problem| !is_nothing_in_it(problem))
    }

    /// Whether any could not be read of which there is something to say.
    pub fn is_any_unreadable(&self) -> bool {
        let mut told = self.review.sources.iter().filter(|source| self.is_told(source));
        told.any(|source| self.is_unreadable(source))
    }
}

fn is_nothing_in_it(problem: Problem) -> bool {
    matches!(problem, Problem::Empty | Problem::NoCode | Problem::NoAccount)
}

/// How files of other apps are to be read.
pub struct Asked<'a> {
    /// Where their passwords come from.
    pub way: Way<'a>,
    /// The key file of a KeePass database.
    pub key_file: Option<Zeroizing<Vec<u8>>>,
    /// What every file is, whatever it looks like.
    pub format: Option<&'static Format>,
}

impl Asked<'_> {
    /// Reads everything into a review of the open vault.
    pub fn with_vault(&self, session: &Session, sources: Vec<Source>) -> Result<Gathered, Failure> {
        let mut review = session.run(session.host().capture.sources(sources, self.format))?;
        let (mut refused, mut passwords) = (BTreeMap::new(), Passwords::of(self.way));
        for source in self.encrypted(&review) {
            let id = review.id.clone();
            let key_file = self.key_file_for(&source);
            if let Some(bytes) = &key_file {
                let (id, bytes) = (id.clone(), bytes.clone());
                session.ask(move |app| app.set_key_file(&id, source.index, bytes))?;
            }
            let open = |password: Typed, agreed: bool| {
                let (host, id) = (session.host(), id.clone());
                session.run(commands::open_source(host, id, source.index, password, agreed))
            };
            match passwords.open(&source, key_file.is_some(), open)? {
                Ok(Some(opened)) => review = opened,
                Ok(None) => {}
                Err(why) => drop(refused.insert(source.index, why)),
            }
        }
        Ok(Gathered { review, refused })
    }

    /// Reads everything without a vault.
    pub fn without_vault(
        &self,
        sources: Vec<Source>,
    ) -> Result<(PendingReview, Gathered), Failure> {
        let mut reader = Reader::beside_this_program();
        let mut pending = PendingReview::default();
        for source in sources {
            if let Some(found) = import::read(&mut reader, source, self.format, &mut || true) {
                pending.take(found);
            }
        }
        let (mut refused, mut passwords) = (BTreeMap::new(), Passwords::of(self.way));
        for source in self.encrypted(&pending.show()) {
            let Some(file) = pending.encrypted(source.index).cloned() else { continue };
            let key_file = self.key_file_for(&source);
            let has_key_file = key_file.is_some();
            let mut file: EncryptedFile = file;
            file.set_key_file(key_file);
            let open = |password: Typed, agreed: bool| match file.open(
                &password,
                agreed,
                &mut reader,
                &|| false,
            ) {
                Ok(opened) => Ok(Some(Ok(opened))),
                Err(Refusal::Problem(problem)) => Ok(Some(Err(problem))),
                Err(Refusal::Cancelled) => Ok(None),
                Err(Refusal::StaysEncrypted(error)) => Err(error),
            };
            match passwords.open(&source, has_key_file, open)? {
                Ok(Some(opened)) => pending.take_opened(source.index, opened),
                Ok(None) => {}
                Err(why) => drop(refused.insert(source.index, why)),
            }
        }
        let review = pending.show();
        Ok((pending, Gathered { review, refused }))
    }

    /// The sources that are to be opened. Of noise only a password tells what it is, so it is tried
    /// only where there is one.
    fn encrypted(&self, review: &Review) -> Vec<SourceReport> {
        let is_tried = |s: &&SourceReport| s.problem.is_none() || self.way.file.is_some();
        let sealed = review.sources.iter().filter(|source| source.sealed.is_some());
        sealed.filter(is_tried).cloned().collect()
    }

    fn key_file_for(&self, source: &SourceReport) -> Option<Zeroizing<Vec<u8>>> {
        match source.sealed {
            Some(Seal::PasswordOrKeyFile) => self.key_file.clone(),
            Some(Seal::Password) | None => None,
        }
    }
}

/// Passwords of encrypted files: all have the one that was given, or each one that is typed.
struct Passwords<'a> {
    way: Way<'a>,
    given: Option<SecretText>,
}

impl<'a> Passwords<'a> {
    fn of(way: Way<'a>) -> Self {
        Self { way, given: None }
    }

    /// Opens a source; or says in a sentence why it stays as it is.
    fn open<T>(
        &mut self,
        source: &SourceReport,
        has_key_file: bool,
        mut open: impl FnMut(Typed, bool) -> Result<T, CommandError>,
    ) -> Result<Result<T, String>, Failure> {
        let name = &shown(&source.name);
        let mut agreed = false;
        let mut open = |password: &SecretText| match open(typed(password), agreed) {
            Err(CommandError(cost @ Reason::Costly { .. })) => {
                if !agrees(name, &words::reason(&cost)) {
                    return Err(Refused::ByTheUser);
                }
                agreed = true;
                open(typed(password), true).map_err(Refused::Because)
            }
            opened => opened.map_err(Refused::Because),
        };
        // What a key file alone does not open may take a password beside it.
        if has_key_file {
            match open(&SecretText::new(String::new())) {
                Ok(opened) => return Ok(Ok(opened)),
                Err(Refused::ByTheUser) => return Ok(Err(not_opened(name))),
                Err(Refused::Because(_)) => {}
            }
        }
        let password = match self.password(source) {
            Ok(password) => password,
            Err(why) => return Ok(Err(why)),
        };
        Ok(open(&password).map_err(|refused| match refused {
            Refused::ByTheUser => not_opened(name),
            Refused::Because(CommandError(Reason::WrongPassword)) => {
                words::problem(name, Problem::WrongPassword)
            }
            Refused::Because(CommandError(reason)) => words::of(name, &words::reason(&reason)),
        }))
    }

    fn password(&mut self, source: &SourceReport) -> Result<SecretText, String> {
        let file = &shown(&source.name);
        if let Some(given) = &self.given {
            return Ok(given.clone());
        }
        if self.way.file.is_none() && !password::can_ask() {
            return Err(match source.kind.as_str() {
                "tessera" => say::CliImportSealedVault { file }.to_string(),
                _ => say::CliImportSealed { file, app: &source.app }.to_string(),
            });
        }
        let given = self.way.of_others(say::CliAskFile { file });
        let password = given.map_err(|failure| words::of(file, &failure.sentence()))?;
        if self.way.file.is_some() {
            self.given = Some(password.clone());
        }
        Ok(password)
    }
}

/// Why a source was not opened.
enum Refused {
    Because(CommandError),
    /// The user was told what it costs, and said no.
    ByTheUser,
}

fn not_opened(name: &str) -> String {
    words::of(&name, &say::CliImportNotOpened)
}

/// Whether a file may take as long as is told. Where nobody can be asked, it is said.
fn agrees(file: &str, cost: &str) -> bool {
    if password::can_ask() {
        return input::is_yes(say::CliImportCostlyAsk { file: &file, cost: &cost });
    }
    output::warn(say::CliImportCostly { file: &file, cost: &cost });
    true
}

//! How a command ends: one number for scripts, one sentence for people.

use std::fmt::Display;
use std::io;
use std::path::Path;

use tessera_core::file::FileError;
use tessera_core::store::StoreError;
use tessera_core::vault::{NotFound, OpenError, SealError};

use crate::output;

/// The exit codes. They never change their meaning.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum Exit {
    /// All is done.
    Done = 0,
    /// Something went wrong that the other codes do not name.
    Failed = 1,
    /// The arguments do not say what to do.
    Usage = 2,
    /// The vault does not open with this password.
    WrongPassword = 3,
    /// The file is damaged, or no vault.
    Damaged = 4,
    /// There is nothing of the kind that was asked for.
    Nothing = 5,
}

/// Why a command ends early. The sentence goes to standard error and never holds a secret.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    sentence: String,
}

impl Failure {
    pub fn new(exit: Exit, sentence: impl Into<String>) -> Self {
        Self { exit, sentence: sentence.into() }
    }

    pub fn failed(sentence: impl Into<String>) -> Self {
        Self::new(Exit::Failed, sentence)
    }

    pub fn usage(sentence: impl Into<String>) -> Self {
        Self::new(Exit::Usage, sentence)
    }

    pub fn nothing(sentence: impl Into<String>) -> Self {
        Self::new(Exit::Nothing, sentence)
    }

    /// Ends without a word: all that there is to say has been said.
    pub fn silent(exit: Exit) -> Self {
        Self::new(exit, "")
    }

    /// What went wrong with the vault file at `path`.
    pub fn at(path: &Path, error: impl Into<FileError>) -> Self {
        let error = error.into();
        let path = output::plain(&path.to_string_lossy());
        let sentence = match error {
            FileError::Store(StoreError::Missing) => format!(
                "There is no vault at {path}. Make one with tessera-cli init, or name another one \
                 with --vault FILE."
            ),
            FileError::Store(StoreError::Exists) => {
                format!("There is a file at {path} already. Name another one with --vault FILE.")
            }
            FileError::Open(OpenError::WrongPassword) => {
                format!("The password does not open {path}.")
            }
            FileError::Open(OpenError::TooNew { .. }) => {
                format!("{path} was {error}. Update Tessera to open it.")
            }
            other => format!("{path}: {}", sentence(other)),
        };
        Self::new(code(error), sentence)
    }

    /// What the sentence says.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    pub fn exit(&self) -> Exit {
        self.exit
    }

    /// Prints the sentence, and gives the number to end with.
    pub fn report(self) -> Exit {
        if !self.sentence.is_empty() {
            output::tell(&self.sentence);
        }
        self.exit
    }
}

/// What a core error is to a script.
fn code(error: FileError) -> Exit {
    match error {
        FileError::Open(OpenError::WrongPassword | OpenError::WrongRecoveryCode)
        | FileError::OtherKey => Exit::WrongPassword,
        FileError::Open(OpenError::NotAVault | OpenError::Damaged { .. } | OpenError::Kdf(_)) => {
            Exit::Damaged
        }
        _ => Exit::Failed,
    }
}

/// A core error as a sentence of its own.
pub fn sentence(error: impl Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// A change that could not be saved.
impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let what_next = match error {
            FileError::KeyChanged => "Run the command again, with the new password.",
            FileError::Store(StoreError::Busy | StoreError::ChangedOnDisk) => {
                "Run the command again."
            }
            _ => "The vault is as it was.",
        };
        Self::new(code(error), format!("Nothing was saved: {error}. {what_next}"))
    }
}

impl From<SealError> for Failure {
    fn from(error: SealError) -> Self {
        FileError::from(error).into()
    }
}

impl From<NotFound> for Failure {
    fn from(error: NotFound) -> Self {
        Self::nothing(sentence(error))
    }
}

/// Standard output cannot be written to. A reader that has seen enough (`| head`) is no failure.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::silent(Exit::Done),
            kind => Self::failed(format!("The output cannot be written ({kind}).")),
        }
    }
}

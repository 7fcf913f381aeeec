//! How a command ends: one number for scripts, one sentence for people.

use std::fmt::Display;
use std::io;
use std::path::Path;

use tessera_app::error::CommandError;
use tessera_app::types::Reason;
use tessera_words::say;

use crate::{output, words};

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
    pub fn new(exit: Exit, sentence: impl Display) -> Self {
        Self { exit, sentence: sentence.to_string() }
    }

    pub fn failed(sentence: impl Display) -> Self {
        Self::new(Exit::Failed, sentence)
    }

    pub fn usage(sentence: impl Display) -> Self {
        Self::new(Exit::Usage, sentence)
    }

    pub fn nothing(sentence: impl Display) -> Self {
        Self::new(Exit::Nothing, sentence)
    }

    /// Ends without a word: all that there is to say has been said.
    pub fn silent(exit: Exit) -> Self {
        Self::new(exit, "")
    }

    /// What went wrong with the file of a vault at `path`.
    pub fn at(path: &Path, error: impl Into<CommandError>) -> Self {
        let CommandError(reason) = error.into();
        Self::new(code(&reason), words::of_file(&path.display(), &reason))
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
            output::warn(&self.sentence);
        }
        self.exit
    }
}

/// What a reason is to a script.
fn code(reason: &Reason) -> Exit {
    match reason {
        Reason::WrongPassword
        | Reason::PasswordChanged
        | Reason::WrongRecovery
        | Reason::PasswordNeeded => Exit::WrongPassword,
        Reason::Damaged { .. } | Reason::DamagedCopy | Reason::NotAVault => Exit::Damaged,
        Reason::NotFound
        | Reason::NoRecovery
        | Reason::NoRecoveryCodes
        | Reason::NoTwins
        | Reason::NothingOnClipboard
        | Reason::NothingToExport => Exit::Nothing,
        Reason::InvalidDigits { .. }
        | Reason::InvalidPeriod { .. }
        | Reason::InvalidCounter
        | Reason::Nameless
        | Reason::OwnFile
        | Reason::RecoveryLength { .. }
        | Reason::RecoveryTypo { .. }
        | Reason::SealMissing
        | Reason::TooManyRecoveryCodes
        | Reason::WeakPassword => Exit::Usage,
        Reason::Absent
        | Reason::NoTimeServer
        | Reason::AlreadyHere
        | Reason::BackupFailed
        | Reason::BackupStale { .. }
        | Reason::Busy
        | Reason::ChangedOnDisk
        | Reason::Clipboard
        | Reason::Costly { .. }
        | Reason::CounterEnd
        | Reason::CounterMissing
        | Reason::DeviceOff
        | Reason::Differs { .. }
        | Reason::Displaced { .. }
        | Reason::EntryUnreadable
        | Reason::Exists
        | Reason::Expired
        | Reason::ExportTooLarge
        | Reason::FileExists
        | Reason::Internal
        | Reason::InvalidAlgorithm { .. }
        | Reason::InvalidSecret
        | Reason::InvalidUri
        | Reason::Io { .. }
        | Reason::KeyChanged
        | Reason::KeyNotMade
        | Reason::KeyOutOfMemory
        | Reason::KeyringChanged
        | Reason::KeyringEmptied
        | Reason::KeyringLocked
        | Reason::KeyringMissing
        | Reason::KeyringRefused
        | Reason::KeyringSlow
        | Reason::LinkBroken
        | Reason::LockNotAFile
        | Reason::Locked
        | Reason::Merged { .. }
        | Reason::NoSpace
        | Reason::NotConfirmed
        | Reason::OlderFile { .. }
        | Reason::OtherVault
        | Reason::OutOfMemory
        | Reason::PasswordDue
        | Reason::PinMissing
        | Reason::Quarantined { .. }
        | Reason::Repaired
        | Reason::Replaced
        | Reason::ScreenFailed
        | Reason::ScreenRefused
        | Reason::ScreenUnsupported
        | Reason::SecondBackupFailed
        | Reason::SecondFolderRelative
        | Reason::SecretCharacter { .. }
        | Reason::SecretMissing
        | Reason::SettingsSetAside { .. }
        | Reason::TooLarge
        | Reason::NameTooLong
        | Reason::ReaderUnconfined
        | Reason::TagsTooLong
        | Reason::NoteTooLong
        | Reason::TooManyDevices
        | Reason::TooNew { .. }
        | Reason::Transfer
        | Reason::Unheard { .. }
        | Reason::UnclearField { .. }
        | Reason::UnsupportedType { .. }
        | Reason::WaysChanged
        | Reason::YandexSecret => Exit::Failed,
    }
}

impl From<CommandError> for Failure {
    fn from(CommandError(reason): CommandError) -> Self {
        Self::new(code(&reason), words::reason(&reason))
    }
}

/// Standard output cannot be written to. A reader that has seen enough (`| head`) is no failure.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::silent(Exit::Done),
            kind => Self::failed(say::CliOutputFailed { why: &kind }),
        }
    }
}

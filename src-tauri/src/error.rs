//! What a command says when it fails: a word that the page turns into a sentence, and facts. Never
//! another library's text, never a secret.

use std::io;

use serde::Serialize;
use tessera_core::base32::SecretError;
use tessera_core::file::FileError;
use tessera_core::otp::OtpError;
use tessera_core::otpauth::UriError;
use tessera_core::secret::PasswordError;
use tessera_core::store::StoreError;
use tessera_core::vault::{NotFound, OpenError, RecoveryCodeError, SealError};
use tessera_exchange::formats::write::WriteError;
use tessera_screen::ScreenError;

use crate::dto::Reason;
use crate::platform::keyring::KeyringError;

/// The error of every command.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(transparent)]
pub struct CommandError(pub Reason);

impl CommandError {
    /// The vault is locked.
    pub const LOCKED: &str = "locked";
    /// Something inside went wrong.
    pub const INTERNAL: &str = "internal";
    /// An undo step or a review that is no longer there.
    pub const EXPIRED: &str = "expired";

    /// A word without facts.
    pub fn plain(code: &'static str) -> Self {
        Self(Reason::plain(code))
    }

    /// A word with one fact.
    pub fn with(code: &'static str, name: &'static str, value: impl ToString) -> Self {
        Self(Reason::with(code, name, value))
    }
}

impl From<FileError> for CommandError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Store(error) => error.into(),
            FileError::Open(error) => error.into(),
            FileError::Seal(error) => error.into(),
            FileError::KeyChanged => Self::plain("key_changed"),
            FileError::OtherKey => Self::plain("password_needed"),
            FileError::OtherVault => Self::plain("other_vault"),
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing => Self::plain("absent"),
            StoreError::Exists => Self::plain("exists"),
            StoreError::ChangedOnDisk => Self::plain("changed_on_disk"),
            StoreError::Busy => Self::plain("busy"),
            StoreError::TooLarge => Self::plain("too_large"),
            StoreError::Write {
                kind: io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded,
            } => Self::plain("no_space"),
            StoreError::Read { .. } => Self::with("io", "what", "read"),
            _ => Self::with("io", "what", "write"),
        }
    }
}

impl From<OpenError> for CommandError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotAVault => Self::plain("not_a_vault"),
            OpenError::TooNew { found, .. } => Self::with("too_new", "found", found),
            OpenError::WrongPassword => Self::plain("wrong_password"),
            OpenError::WrongRecoveryCode => Self::plain("wrong_recovery"),
            OpenError::Damaged { part } => Self::with("damaged", "part", part.name()),
            OpenError::Kdf(_) => Self::with("damaged", "part", "header"),
            OpenError::OutOfMemory { .. } => Self::plain("out_of_memory"),
            _ => Self::plain(Self::INTERNAL),
        }
    }
}

impl From<SealError> for CommandError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::TooLarge => Self::plain("too_large"),
            SealError::OutOfMemory { .. } => Self::plain("out_of_memory"),
            SealError::TooManySlots => Self::plain("too_many_devices"),
            _ => Self::plain(Self::INTERNAL),
        }
    }
}

impl From<WriteError> for CommandError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Empty => Self::plain("nothing_to_export"),
            WriteError::NeedsPassword => Self::plain("seal_missing"),
            WriteError::TooLarge => Self::plain("export_too_large"),
            _ => Self::plain(Self::INTERNAL),
        }
    }
}

impl From<RecoveryCodeError> for CommandError {
    fn from(error: RecoveryCodeError) -> Self {
        match error {
            RecoveryCodeError::Typo { group } => Self::with("recovery_typo", "group", group),
            RecoveryCodeError::TooShort { missing } => {
                Self::with("recovery_length", "missing", missing)
            }
            RecoveryCodeError::TooLong { extra } => Self::with("recovery_length", "extra", extra),
        }
    }
}

impl From<KeyringError> for CommandError {
    fn from(error: KeyringError) -> Self {
        Self::plain(match error {
            KeyringError::Locked => "keyring_locked",
            KeyringError::Missing => "keyring_missing",
            KeyringError::Emptied => "keyring_emptied",
            KeyringError::Changed => "keyring_changed",
            KeyringError::Slow => "keyring_slow",
            KeyringError::Refused => "keyring_refused",
        })
    }
}

impl From<ScreenError> for CommandError {
    fn from(error: ScreenError) -> Self {
        Self::plain(match error {
            ScreenError::Refused => "screen_refused",
            ScreenError::Unsupported => "screen_unsupported",
            _ => "screen_failed",
        })
    }
}

impl From<PasswordError> for CommandError {
    fn from(_: PasswordError) -> Self {
        Self::plain("weak_password")
    }
}

impl From<NotFound> for CommandError {
    fn from(_: NotFound) -> Self {
        Self::plain("not_found")
    }
}

impl From<UriError> for CommandError {
    fn from(error: UriError) -> Self {
        Self(reason(&error))
    }
}

impl From<SecretError> for CommandError {
    fn from(error: SecretError) -> Self {
        UriError::Secret(error).into()
    }
}

impl From<OtpError> for CommandError {
    fn from(error: OtpError) -> Self {
        UriError::Range(error).into()
    }
}

/// Why a draft gives no codes.
pub fn reason(error: &UriError) -> Reason {
    match error {
        UriError::SecretMissing | UriError::Secret(SecretError::Empty) => {
            Reason::plain("secret_missing")
        }
        UriError::Secret(SecretError::Character { position }) => {
            Reason::with("secret_character", "position", position)
        }
        UriError::Secret(_) | UriError::Hex | UriError::Base64 => Reason::plain("invalid_secret"),
        UriError::Algorithm { given } => Reason::with("invalid_algorithm", "given", given),
        UriError::Range(OtpError::Digits { given }) => {
            Reason::with("invalid_digits", "given", given)
        }
        UriError::Range(OtpError::Period { given }) => {
            Reason::with("invalid_period", "given", given)
        }
        UriError::DigitsNotANumber => Reason::with("invalid_digits", "given", ""),
        UriError::PeriodNotANumber => Reason::with("invalid_period", "given", ""),
        UriError::Counter => Reason::plain("invalid_counter"),
        UriError::UnsupportedType { given } => Reason::with("unsupported_type", "given", given),
        UriError::Transfer => Reason::plain("transfer"),
        UriError::Unreadable => Reason::plain("entry_unreadable"),
        UriError::PinMissing => Reason::plain("pin_missing"),
        UriError::YandexSecret => Reason::plain("yandex_secret"),
        _ => Reason::plain("invalid_uri"),
    }
}

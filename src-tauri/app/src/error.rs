//! What a command says when it fails, made of the errors of the rooms below.

use std::io;

use serde::Serialize;
use tessera_core::base32::SecretError;
use tessera_core::entry::TooLong;
use tessera_core::file::FileError;
use tessera_core::otp::OtpError;
use tessera_core::otpauth::UriError;
use tessera_core::secret::PasswordError;
use tessera_core::store::StoreError;
use tessera_core::vault::{DamagedPart, NotFound, OpenError, RecoveryCodeError, SealError};
use tessera_exchange::draft::Difference;
use tessera_exchange::formats::write::{self, WriteError};
use tessera_exchange::formats::{ReadError, Unsupported};
use tessera_exchange::intake::SourceError;
use tessera_screen::ScreenError;

use crate::ports::keyring::KeyringError;
use crate::types::{Field, FileAccess, Loss, Problem, Reason, VaultPart};

/// The error of every command.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(transparent)]
pub struct CommandError(pub Reason);

impl CommandError {
    /// A file that could not be read.
    pub(crate) const READ: Self = Self(Reason::Io { what: FileAccess::Read });
    /// A file that could not be written.
    pub(crate) const WRITE: Self = Self(Reason::Io { what: FileAccess::Write });
    /// The vault is locked.
    pub(crate) const LOCKED: Self = Self(Reason::Locked);
    /// Something that is no longer there.
    pub(crate) const EXPIRED: Self = Self(Reason::Expired);
    /// Something went wrong inside.
    pub(crate) const INTERNAL: Self = Self(Reason::Internal);
    /// What cannot be a password cannot be the right one.
    pub(crate) const WRONG_PASSWORD: Self = Self(Reason::WrongPassword);
}

impl From<Reason> for CommandError {
    fn from(reason: Reason) -> Self {
        Self(reason)
    }
}

impl From<FileError> for CommandError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Store(error) => error.into(),
            FileError::Open(error) => error.into(),
            FileError::Seal(error) => error.into(),
            FileError::KeyChanged => Reason::KeyChanged.into(),
            FileError::Replaced => Reason::Replaced.into(),
            FileError::OtherKey => Reason::PasswordNeeded.into(),
            FileError::OtherVault => Reason::OtherVault.into(),
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing => Reason::Absent.into(),
            StoreError::Exists => Reason::Exists.into(),
            StoreError::ChangedOnDisk => Reason::ChangedOnDisk.into(),
            StoreError::Busy => Reason::Busy.into(),
            StoreError::LockNotAFile => Reason::LockNotAFile.into(),
            StoreError::TooLarge => Reason::TooLarge.into(),
            StoreError::Relative => Reason::SecondFolderRelative.into(),
            StoreError::Write {
                kind: io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded,
            } => Reason::NoSpace.into(),
            // Nobody waited for the disk any more: the vault was locked meanwhile.
            StoreError::Read { kind: io::ErrorKind::Interrupted }
            | StoreError::Write { kind: io::ErrorKind::Interrupted } => Self::LOCKED,
            StoreError::Read { .. } | StoreError::NotAFile => Self::READ,
            StoreError::Write { .. } | StoreError::Unverified => Self::WRITE,
        }
    }
}

impl From<OpenError> for CommandError {
    fn from(error: OpenError) -> Self {
        let damaged = |part: VaultPart| Reason::Damaged { part, generations: None };
        Self(match error {
            OpenError::NotAVault => Reason::NotAVault,
            OpenError::TooNew { found, .. } => Reason::TooNew { found },
            OpenError::WrongPassword => Reason::WrongPassword,
            OpenError::WrongRecoveryCode => Reason::WrongRecovery,
            OpenError::Damaged { part } => damaged(part.into()),
            OpenError::Kdf(_) => damaged(VaultPart::Header),
            OpenError::OutOfMemory { .. } => Reason::OutOfMemory,
            OpenError::Interrupted => Reason::Locked,
            // Whoever opens with a recovery code or the keyring says these in words of their own.
            OpenError::NoSuchSlot => Reason::NoRecovery,
            OpenError::WrongDeviceKey => Reason::KeyringChanged,
        })
    }
}

impl From<SealError> for CommandError {
    fn from(error: SealError) -> Self {
        Self(match error {
            SealError::TooLarge => Reason::TooLarge,
            SealError::OutOfMemory { .. } => Reason::OutOfMemory,
            SealError::Interrupted => Reason::Locked,
            SealError::TooManySlots => Reason::TooManyDevices,
            SealError::WaysChanged => Reason::WaysChanged,
            SealError::Encoding | SealError::SlotExists => Reason::Internal,
        })
    }
}

impl From<WriteError> for CommandError {
    fn from(error: WriteError) -> Self {
        Self(match error {
            WriteError::Empty => Reason::NothingToExport,
            WriteError::NeedsPassword => Reason::SealMissing,
            WriteError::TooLarge => Reason::ExportTooLarge,
            WriteError::Cancelled => Reason::Expired,
        })
    }
}

impl From<RecoveryCodeError> for CommandError {
    fn from(error: RecoveryCodeError) -> Self {
        Self(match error {
            RecoveryCodeError::Typo { group } => Reason::RecoveryTypo { group },
            RecoveryCodeError::TooShort { missing } => {
                Reason::RecoveryLength { missing: Some(missing), extra: None }
            }
            RecoveryCodeError::TooLong { extra } => {
                Reason::RecoveryLength { missing: None, extra: Some(extra) }
            }
        })
    }
}

impl From<KeyringError> for CommandError {
    fn from(error: KeyringError) -> Self {
        Self(match error {
            KeyringError::Locked => Reason::KeyringLocked,
            KeyringError::Missing => Reason::KeyringMissing,
            KeyringError::Emptied => Reason::KeyringEmptied,
            KeyringError::Changed => Reason::KeyringChanged,
            KeyringError::Slow => Reason::KeyringSlow,
            KeyringError::Refused => Reason::KeyringRefused,
        })
    }
}

impl From<ScreenError> for CommandError {
    fn from(error: ScreenError) -> Self {
        Self(match error {
            ScreenError::Refused => Reason::ScreenRefused,
            ScreenError::Unsupported => Reason::ScreenUnsupported,
            ScreenError::Failed => Reason::ScreenFailed,
            ScreenError::Cancelled => Reason::Expired,
        })
    }
}

impl From<PasswordError> for CommandError {
    fn from(_: PasswordError) -> Self {
        Self(Reason::WeakPassword)
    }
}

impl From<NotFound> for CommandError {
    fn from(_: NotFound) -> Self {
        Self(Reason::NotFound)
    }
}

impl From<UriError> for CommandError {
    fn from(error: UriError) -> Self {
        Self((&error).into())
    }
}

impl From<TooLong> for CommandError {
    fn from(part: TooLong) -> Self {
        Self(part.into())
    }
}

impl From<TooLong> for Reason {
    fn from(part: TooLong) -> Self {
        match part {
            TooLong::Name => Self::NameTooLong,
            TooLong::Tags => Self::TagsTooLong,
            TooLong::Note => Self::NoteTooLong,
        }
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
impl From<&UriError> for Reason {
    fn from(error: &UriError) -> Self {
        match error {
            UriError::NotOtpauth => Self::InvalidUri,
            UriError::SecretMissing | UriError::Secret(SecretError::Empty) => Self::SecretMissing,
            UriError::Secret(SecretError::Character { position }) => {
                Self::SecretCharacter { position: *position }
            }
            UriError::Secret(SecretError::TooLong) | UriError::Hex | UriError::Base64 => {
                Self::InvalidSecret
            }
            UriError::Algorithm { given } => Self::InvalidAlgorithm { given: given.clone() },
            UriError::Range(OtpError::Digits { given }) => {
                Self::InvalidDigits { given: Some(*given) }
            }
            UriError::Range(OtpError::Period { given }) => {
                Self::InvalidPeriod { given: Some(*given) }
            }
            UriError::DigitsNotANumber => Self::InvalidDigits { given: None },
            UriError::PeriodNotANumber => Self::InvalidPeriod { given: None },
            UriError::Counter => Self::InvalidCounter,
            UriError::Field { given } => Self::UnclearField { given: given.clone() },
            UriError::LinkBroken => Self::LinkBroken,
            UriError::CounterMissing => Self::CounterMissing,
            UriError::UnsupportedType { given } => Self::UnsupportedType { given: given.clone() },
            UriError::Transfer => Self::Transfer,
            UriError::Unreadable => Self::EntryUnreadable,
            UriError::PinMissing => Self::PinMissing,
            UriError::YandexSecret => Self::YandexSecret,
            UriError::TooLong(part) => (*part).into(),
        }
    }
}

impl From<SourceError> for Problem {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Empty => Self::Empty,
            SourceError::TooLarge => Self::TooLarge,
            SourceError::LongText => Self::LongText,
            SourceError::Unknown => Self::NotAPicture,
            SourceError::OtherPicture => Self::OtherPicture,
            SourceError::Damaged => Self::Damaged,
            SourceError::NoCode => Self::NoCode,
            SourceError::NoAccount => Self::NoAccount,
            SourceError::TooSlow => Self::TooSlow,
            SourceError::Unreadable => Self::Unreadable,
            SourceError::NoReader => Self::NoReader,
            SourceError::Vault => Self::Vault,
        }
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NeedsPassword => Self::NeedsPassword,
            ReadError::WrongPassword => Self::WrongPassword,
            ReadError::Damaged => Self::Damaged,
            ReadError::Newer { .. } => Self::Newer,
            ReadError::Unsupported(variant) => match variant {
                Unsupported::AccountRestricted => Self::AccountRestricted,
                Unsupported::DeviceKey => Self::DeviceKey,
                Unsupported::Pgp => Self::Pgp,
                Unsupported::Cipher => Self::Cipher,
                Unsupported::KeePass1 => Self::Keepass1,
                Unsupported::Packing => Self::Packing,
                Unsupported::PushOnly => Self::PushOnly,
                Unsupported::SteamManifest => Self::SteamManifest,
            },
            // Only a file that opens with a password costs more than that, and says so with a reason.
            ReadError::TooCostly
            | ReadError::Costly(_)
            | ReadError::OutOfMemory
            | ReadError::NoKey => Self::TooCostly,
            ReadError::TooLarge => Self::TooLarge,
            ReadError::LongText => Self::LongText,
            ReadError::OtherFormat { .. } => Self::OtherFormat,
            // A file that was given up unread gave nothing, either.
            ReadError::Empty | ReadError::Cancelled => Self::NoAccount,
        }
    }
}

impl From<DamagedPart> for VaultPart {
    fn from(part: DamagedPart) -> Self {
        match part {
            DamagedPart::Length => Self::Length,
            DamagedPart::Header => Self::Header,
            DamagedPart::Payload => Self::Payload,
        }
    }
}

impl From<Difference> for Field {
    fn from(difference: Difference) -> Self {
        match difference {
            Difference::Kind => Self::Kind,
            Difference::Secret => Self::Secret,
            Difference::Algorithm => Self::Algorithm,
            Difference::Digits => Self::Digits,
            Difference::Period => Self::Period,
            Difference::Counter => Self::Counter,
            Difference::Pin => Self::Pin,
        }
    }
}

impl From<write::Loss> for Loss {
    fn from(loss: write::Loss) -> Self {
        match loss {
            write::Loss::Account => Self::Account,
            write::Loss::Trash => Self::Trash,
            write::Loss::Labels => Self::Labels,
            write::Loss::Tags => Self::Tags,
            write::Loss::Note => Self::Note,
            write::Loss::RecoveryCodes => Self::RecoveryCodes,
            write::Loss::Pin => Self::Pin,
            write::Loss::Shared => Self::Shared,
            write::Loss::Iphone => Self::Iphone,
        }
    }
}

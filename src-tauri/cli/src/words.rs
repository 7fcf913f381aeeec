//! The sentence for each code of the application, in one place. The compiler tells which are missing.

use std::fmt::Display;

use tessera_app::types::{
    EntryPart, Field, FileAccess, Loss, Lost, LostField, Meaning, OtherCode, Problem, Reason,
    Remark, Sign, VaultPart,
};
use tessera_core::secret::PasswordError;
use tessera_core::vault::SlotKind;
use tessera_exchange::formats::write::Target;
use tessera_words::say::{self, Source};

/// Why something was refused, or what there is to notice.
pub fn reason(why: &Reason) -> String {
    let said: &dyn Display = match why {
        Reason::Absent => &say::ErrorAbsent,
        Reason::AlreadyHere => &say::ErrorAlreadyHere,
        Reason::BackupFailed => &say::ErrorBackupFailed,
        Reason::BackupStale { days } => &say::ErrorBackupStale { days: (*days).into() },
        Reason::Busy => &say::ErrorBusy,
        Reason::ChangedOnDisk => &say::CliErrorChangedOnDisk,
        Reason::Clipboard => &say::CliErrorClipboard,
        Reason::Costly { seconds, mebibytes } => {
            &say::ErrorCostly { seconds, mebibytes: (*mebibytes).into() }
        }
        Reason::CounterEnd => &say::ErrorCounterEnd,
        Reason::CounterMissing => &say::ErrorCounterMissing,
        Reason::Damaged { part, .. } => &say::CliErrorDamaged { part: of_part(*part) },
        Reason::DamagedCopy => &say::ErrorDamagedCopy,
        Reason::DeviceOff => &say::ErrorDeviceOff,
        Reason::Differs { field } => &say::ErrorDiffers { field: of_field(*field) },
        Reason::Displaced { file_name } => &say::ErrorDisplaced { file_name },
        Reason::EntryUnreadable => &say::ErrorEntryUnreadable,
        Reason::Exists => &say::ErrorExists,
        Reason::Expired => &say::ErrorExpired,
        Reason::ExportTooLarge => &say::ErrorExportTooLarge,
        Reason::FileExists => &say::ErrorFileExists,
        Reason::Internal => &say::CliErrorInternal,
        Reason::InvalidAlgorithm { given } => &say::ErrorInvalidAlgorithm { given },
        Reason::InvalidCounter => &say::ErrorInvalidCounter,
        Reason::InvalidDigits { given: Some(given) } => &say::ErrorInvalidDigits { given },
        Reason::InvalidDigits { given: None } => &say::CliErrorDigits,
        Reason::InvalidPeriod { given: Some(given) } => &say::ErrorInvalidPeriod { given },
        Reason::InvalidPeriod { given: None } => &say::CliErrorPeriod,
        Reason::InvalidSecret => &say::ErrorInvalidSecret,
        Reason::InvalidUri => &say::ErrorInvalidUri,
        Reason::Io { what: FileAccess::Read } => &say::ErrorIo { what: say::What::Read },
        Reason::Io { what: FileAccess::Write } => &say::ErrorIo { what: say::What::Write },
        Reason::KeyChanged => &say::CliErrorKeyChanged,
        Reason::KeyNotMade => &say::ErrorKeyNotMade,
        Reason::KeyOutOfMemory => &say::ErrorKeyOutOfMemory,
        Reason::KeyringChanged => &say::ErrorKeyringChanged,
        Reason::KeyringEmptied => &say::ErrorKeyringEmptied,
        Reason::KeyringLocked => &say::ErrorKeyringLocked,
        Reason::KeyringMissing => &say::ErrorKeyringMissing,
        Reason::KeyringRefused => &say::ErrorKeyringRefused,
        Reason::KeyringSlow => &say::ErrorKeyringSlow,
        Reason::LinkBroken => &say::ErrorLinkBroken,
        Reason::LockNotAFile => &say::ErrorLockNotAFile,
        Reason::Locked => &say::ErrorLocked,
        Reason::Merged { added, changed, removed, kept_both } => &say::ErrorMerged {
            added: (*added).into(),
            changed: (*changed).into(),
            removed: (*removed).into(),
            kept_both: (*kept_both).into(),
        },
        Reason::NameTooLong => &say::ErrorNameTooLong,
        Reason::Nameless => &say::ErrorNameless,
        Reason::NoRecovery => &say::CliErrorNoRecovery,
        Reason::NoSpace => &say::ErrorNoSpace,
        Reason::NotAVault => &say::ErrorNotAVault,
        Reason::NotConfirmed => &say::ErrorNotConfirmed,
        Reason::NotFound => &say::ErrorNotFound,
        Reason::NoTwins => &say::ErrorNoTwins,
        Reason::NoTimeServer => &say::ErrorNoTimeServer,
        Reason::NoRecoveryCodes => &say::ErrorNoRecoveryCodes,
        Reason::TooManyRecoveryCodes => &say::ErrorTooManyRecoveryCodes,
        Reason::NoteTooLong => &say::ErrorNoteTooLong,
        Reason::NothingOnClipboard => &say::ErrorNothingOnClipboard,
        Reason::NothingToExport => &say::ErrorNothingToExport,
        Reason::OlderFile { seen, found } => &say::CliErrorOlderFile { seen, found },
        Reason::OtherVault => &say::ErrorOtherVault,
        Reason::OutOfMemory => &say::ErrorOutOfMemory,
        Reason::OwnFile => &say::ErrorOwnFile,
        Reason::PasswordChanged => &say::ErrorPasswordChanged,
        Reason::PasswordDue => &say::ErrorPasswordDue,
        Reason::PasswordNeeded => &say::CliErrorPasswordNeeded,
        Reason::PinMissing => &say::ErrorPinMissing,
        Reason::Quarantined { count } => &say::ErrorQuarantined { count: (*count).into() },
        Reason::ReaderUnconfined => &say::ErrorReaderUnconfined,
        Reason::RecoveryLength { extra: Some(extra), .. } => {
            &say::CliErrorRecoveryLong { extra: (*extra).into() }
        }
        Reason::RecoveryLength { missing, extra: None } => {
            &say::CliErrorRecoveryShort { missing: missing.unwrap_or_default().into() }
        }
        Reason::RecoveryTypo { group } => &say::ErrorRecoveryTypo { group },
        Reason::Repaired => &say::ErrorRepaired,
        Reason::Replaced => &say::ErrorReplaced,
        Reason::ScreenFailed => &say::CliErrorScreenFailed,
        Reason::ScreenRefused => &say::CliErrorScreenRefused,
        Reason::ScreenUnsupported => &say::CliErrorScreenUnsupported,
        Reason::SealMissing => &say::ErrorSealMissing,
        Reason::SecondFolderRelative => &say::ErrorSecondFolderRelative,
        Reason::SecondBackupFailed => &say::ErrorSecondBackupFailed,
        Reason::SecretCharacter { position } => &say::CliErrorSecretCharacter { position },
        Reason::SecretMissing => &say::ErrorSecretMissing,
        Reason::SettingsSetAside { file_name } => &say::ErrorSettingsSetAside { file_name },
        Reason::TagsTooLong => &say::ErrorTagsTooLong,
        Reason::TooLarge => &say::ErrorTooLarge,
        Reason::TooManyDevices => &say::ErrorTooManyDevices,
        Reason::TooNew { .. } => &say::ErrorTooNew,
        Reason::Transfer => &say::ErrorTransfer,
        Reason::Unheard { sign: Sign::Screen } => &say::ErrorUnheard { sign: say::Sign::Screen },
        Reason::Unheard { sign: Sign::Sleep } => &say::ErrorUnheard { sign: say::Sign::Sleep },
        Reason::Unheard { sign: Sign::Both } => &say::ErrorUnheard { sign: say::Sign::Both },
        Reason::UnclearField { given } => &say::ErrorUnclearField { given },
        Reason::UnsupportedType { given } => &say::ErrorUnsupportedType { given },
        Reason::WaysChanged => &say::ErrorWaysChanged,
        Reason::WeakPassword => &say::CliErrorWeakPassword,
        Reason::WrongPassword => &say::ErrorWrongPassword,
        Reason::WrongRecovery => &say::ErrorWrongRecovery,
        Reason::YandexSecret => &say::ErrorYandexSecret,
    };
    said.to_string()
}

/// Why something was refused, said of the vault file at `path`.
pub fn of_file(path: &dyn Display, why: &Reason) -> String {
    match why {
        Reason::Absent => say::CliErrorAbsent { path }.to_string(),
        Reason::Exists => say::CliErrorExists { path }.to_string(),
        Reason::WrongPassword => say::CliErrorWrongPassword { path }.to_string(),
        other => of(path, &reason(other)),
    }
}

/// A sentence about one of several things, with the name of that one before it.
pub fn of(name: &dyn Display, sentence: &dyn Display) -> String {
    say::ReviewRemark { name, remark: sentence }.to_string()
}

/// Why the file of that name gave nothing.
pub fn problem(name: &dyn Display, problem: Problem) -> String {
    let source = Source::File;
    let said: &dyn Display = match problem {
        Problem::AccountRestricted => &say::ProblemAccountRestricted { source, name },
        Problem::Cipher => &say::ProblemCipher { source, name },
        Problem::Damaged => &say::ProblemDamaged { source, name },
        Problem::DeviceKey => &say::ProblemDeviceKey { source, name },
        Problem::Empty => &say::ProblemEmpty { source, name },
        Problem::EmptyFolder => &say::ProblemEmptyFolder { source, name },
        Problem::Keepass1 => &say::ProblemKeepass1 { source, name },
        Problem::LongText => &say::ProblemLongText { source, name },
        Problem::NeedsPassword => &say::ProblemNeedsPassword { source, name },
        Problem::Newer => &say::ProblemNewer { source, name },
        Problem::NoAccount => &say::ProblemNoAccount { source, name },
        Problem::NoCode => &say::ProblemNoCode { source, name },
        Problem::NoReader => &say::ProblemNoReader { source, name },
        Problem::NotAPicture => &say::ProblemNotAPicture { source, name },
        Problem::NotReadable => &say::CliProblemNotReadable { name },
        Problem::OnAPage => &say::ProblemOnAPage { source, name },
        Problem::OtherFormat => &say::CliProblemOtherFormat { name },
        Problem::OtherPicture => &say::ProblemOtherPicture { source, name },
        Problem::Packing => &say::ProblemPacking { source, name },
        Problem::Pgp => &say::ProblemPgp { source, name },
        Problem::PushOnly => &say::ProblemPushOnly { source, name },
        Problem::SteamManifest => &say::ProblemSteamManifest { source, name },
        Problem::TooCostly => &say::ProblemTooCostly { source, name },
        Problem::TooLarge => &say::ProblemTooLarge { source, name },
        Problem::TooManyFiles => &say::ProblemTooManyFiles { source, name },
        Problem::TooNew => &say::ProblemTooNew { source, name },
        Problem::TooSlow => &say::ProblemTooSlow { source, name },
        Problem::Unreadable => &say::ProblemUnreadable { source, name },
        Problem::Vault => &say::ProblemVault { source, name },
        Problem::WrongPassword => &say::ProblemWrongPassword { source, name },
    };
    said.to_string()
}

/// What else there is to know of a file.
pub fn remark(remark: &Remark) -> String {
    let said: &dyn Display = match remark {
        Remark::Lost { app, field, count } => {
            let field: &dyn Display = match field {
                LostField::Algorithm => &"algorithm",
            };
            &say::RemarkLost { app, field, count: (*count).into() }
        }
        Remark::CodeUnread { count } => &say::RemarkCodeUnread { count: (*count).into() },
        Remark::WithoutCode { count } => &say::RemarkWithoutCode { count: (*count).into() },
        Remark::Lines { count, lines } => {
            &say::RemarkLines { count: (*count).into(), lines: &numbers(lines) }
        }
        Remark::Damaged => &say::RemarkDamaged,
        Remark::EncodingGuessed => &say::RemarkEncodingGuessed,
        Remark::LinksInNotes { count } => &say::RemarkLinksInNotes { count: (*count).into() },
        Remark::MissingParts { of, missing } => {
            &say::RemarkMissingParts { of, missing: &numbers(missing) }
        }
        Remark::Nameless { count } => &say::RemarkNameless { count: (*count).into() },
        Remark::LeftBehind { count } => &say::RemarkLeftBehind { count: (*count).into() },
    };
    said.to_string()
}

/// What another app does not take.
pub fn loss(target: &Target, lost: &Lost) -> String {
    let (format, app): (&dyn Display, &dyn Display) = (&target.name, &target.title);
    let count = lost.count.into();
    let said: &dyn Display = match lost.loss {
        Loss::Account => &say::LossAccount { format, app, count },
        Loss::Trash => &say::LossTrash { count },
        Loss::Labels => &say::LossLabels { count },
        Loss::Tags => &say::LossTags { count },
        Loss::Note => &say::LossNote { count },
        Loss::RecoveryCodes => &say::LossRecoveryCodes { count },
        Loss::Pin => &say::LossPin { count },
        Loss::Shared => &say::LossShared { format, app, count },
        Loss::Iphone => &say::LossIphone { format, app, count },
    };
    said.to_string()
}

/// What a code is that is no account.
pub fn other(other: &OtherCode) -> String {
    let detail = &other.detail;
    let is_unnamed = detail.is_empty();
    let said: &dyn Display = match other.what {
        Meaning::Link => &say::CliOtherLink { host: detail },
        Meaning::Wifi => &say::CliOtherWifi { network: detail },
        Meaning::Passkey => &say::CliOtherPasskey,
        Meaning::SignIn if is_unnamed => &say::CliOtherSignInUnnamed,
        Meaning::SignIn => &say::CliOtherSignIn { app: detail },
        Meaning::Authenticator if is_unnamed => &say::CliOtherAuthenticatorUnnamed,
        Meaning::Authenticator => &say::CliOtherAuthenticator { app: detail },
        Meaning::Contact => &say::CliOtherContact,
        Meaning::Message => &say::CliOtherMessage,
        Meaning::Payment => &say::CliOtherPayment,
        Meaning::Place => &say::CliOtherPlace,
        Meaning::Event => &say::CliOtherEvent,
        Meaning::Bytes => &say::CliOtherBytes,
        Meaning::Text => &say::CliOtherText,
        Meaning::Barcode => &say::CliOtherBarcode { kind: detail },
    };
    said.to_string()
}

/// Why something cannot be a password.
pub fn no_password(error: PasswordError) -> String {
    let bytes = tessera_core::secret::Password::MAX;
    match error {
        PasswordError::Empty => say::CliPasswordEmpty.to_string(),
        PasswordError::TooLong => say::CliPasswordTooLong { bytes: &bytes }.to_string(),
        PasswordError::ControlCharacter => say::CliPasswordControl.to_string(),
    }
}

/// In what two accounts differ.
pub fn of_field(field: Field) -> say::Field {
    match field {
        Field::Kind => say::Field::Kind,
        Field::Secret => say::Field::Secret,
        Field::Algorithm => say::Field::Algorithm,
        Field::Digits => say::Field::Digits,
        Field::Period => say::Field::Period,
        Field::Counter => say::Field::Counter,
        Field::Pin => say::Field::Pin,
    }
}

fn of_part(part: VaultPart) -> say::Part {
    match part {
        VaultPart::Length => say::Part::Length,
        VaultPart::Header => say::Part::Header,
        VaultPart::Payload => say::Part::Payload,
    }
}

/// A part of an entry, for a list.
pub fn of_entry(part: EntryPart) -> String {
    match part {
        EntryPart::Otp => say::BackupsPartOtp.to_string(),
        EntryPart::Labels => say::BackupsPartLabels.to_string(),
        EntryPart::Tags => say::BackupsPartTags.to_string(),
        EntryPart::Note => say::BackupsPartNote.to_string(),
        EntryPart::Pin => say::BackupsPartPin.to_string(),
        EntryPart::RecoveryCodes => say::BackupsPartRecoveryCodes.to_string(),
    }
}

/// A way into the vault, for a list.
pub fn way_in(kind: SlotKind) -> String {
    match kind {
        SlotKind::Password => say::CliCheckWayPassword.to_string(),
        SlotKind::Recovery => say::CliCheckWayRecovery.to_string(),
        SlotKind::Device => say::CliCheckWayDevice.to_string(),
    }
}

/// "1, 2, 5".
pub fn numbers(numbers: &[impl ToString]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use tessera_app::types::{Language, Problem};
    use tessera_exchange::formats::MAX_TEXT;

    #[test]
    fn a_text_that_is_too_long_is_told_how_long_it_may_be() {
        let said = super::problem(&"list.txt", Problem::LongText);
        assert!(said.contains(&format!(" {} MiB", MAX_TEXT >> 20)), "{said}");
    }

    #[test]
    fn every_language_that_there_is_can_be_set() {
        for tag in tessera_words::languages() {
            let language: Language = serde_json::from_value(tag.into()).unwrap();
            assert_eq!(language.tag(), Some(tag));
        }
    }
}

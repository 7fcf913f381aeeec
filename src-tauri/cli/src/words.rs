//! Every sentence that stands for a code of the application: one for each, in one place. The compiler
//! tells which are missing.

use tessera_app::types::{
    EntryPart, Field, FileAccess, Loss, LossCount, LostField, Meaning, OtherCode, Problem, Reason,
    Remark, VaultPart,
};
use tessera_core::vault::MAX_FILE;

use crate::output::{entries, plain};

/// In MiB.
const LARGEST: usize = MAX_FILE / (1024 * 1024);

/// Why something was refused, or what there is to notice.
pub fn reason(reason: &Reason) -> String {
    let text = match reason {
        Reason::Absent => "There is no vault.",
        Reason::AlreadyHere => "It is in the vault already.",
        Reason::BackupFailed => {
            "The change is saved, but the file before it could not be kept as a backup."
        }
        Reason::BackupStale { days } => {
            return format!(
                "No copy has reached the second folder for {days} days. See that its disk is there \
                 and not full."
            );
        }
        Reason::Busy => {
            "Nothing was saved: another program is saving the file. Run the command again."
        }
        Reason::ChangedOnDisk => {
            "Nothing was saved: another program has changed the file. Run the command again."
        }
        Reason::Clipboard => {
            "There is no clipboard: this is not a desktop session. Leave out --copy."
        }
        Reason::CounterEnd => "The counter of this entry is at its end.",
        Reason::Damaged { part, .. } => {
            return format!("The vault is damaged: {}.", of_part(*part));
        }
        Reason::DamagedCopy => "The copy is damaged.",
        Reason::DeviceOff => "Unlocking with the keyring is switched off.",
        Reason::Differs { field } => {
            return format!("There is an entry of these names; its {} differs.", of_field(*field));
        }
        Reason::EntryUnreadable => "The entry cannot be read.",
        Reason::Exists => "There is a file already.",
        Reason::Expired => "That can no longer be done.",
        Reason::ExportTooLarge => "The file would be too large.",
        Reason::FileExists => "There is a file of this name already.",
        Reason::Internal => "Something went wrong inside Tessera.",
        Reason::InvalidAlgorithm { given } => {
            let given = plain(given);
            return format!("The algorithm {given} is not one of SHA1, SHA256 and SHA512.");
        }
        Reason::InvalidCounter => "The counter is not a whole number.",
        Reason::InvalidDigits { given: Some(given) } => {
            return format!("{given} digits: a code has 1 to 10.");
        }
        Reason::InvalidDigits { given: None } => "The number of digits is not a whole number.",
        Reason::InvalidPeriod { given: Some(given) } => {
            return format!("A period of {given} s: it may be 1 to 86400 s.");
        }
        Reason::InvalidPeriod { given: None } => "The period is not a whole number of seconds.",
        Reason::InvalidSecret => "The secret is too long, or is not written as it should be.",
        Reason::InvalidUri => "This is not an otpauth URI.",
        Reason::Io { what: FileAccess::Read } => "The file cannot be read.",
        Reason::Io { what: FileAccess::Write } => "The file cannot be written.",
        Reason::KeyChanged => {
            "Nothing was saved: the vault was replaced or its password was changed elsewhere. Run \
             the command again, with the new password."
        }
        Reason::KeyringChanged => "The key in this computer's keyring does not open the vault.",
        Reason::KeyringEmptied => "The keyring did not keep the key.",
        Reason::KeyringLocked => "The keyring of this computer is locked.",
        Reason::KeyringMissing => "No keyring answers on this computer.",
        Reason::KeyringRefused => "The keyring refused.",
        Reason::KeyringSlow => "The keyring did not answer in time.",
        Reason::Locked => "The vault is locked.",
        Reason::Merged { added, changed, removed, kept_both } => {
            let merged = merged(*added, *changed, *removed, *kept_both);
            return format!("Another program has changed the vault: {merged}");
        }
        Reason::NoRecovery => {
            "This vault has no recovery code: only the password opens it. An older version of it \
             may have one: see tessera-cli check."
        }
        Reason::NoSpace => "Nothing was saved: the disk is full.",
        Reason::NotAVault => "This is not a Tessera vault.",
        Reason::NotConfirmed => "Nothing was written.",
        Reason::NotFound => "This entry is no longer in the vault.",
        Reason::NothingOnClipboard => "The clipboard holds no picture or text.",
        Reason::NothingToExport => "None of these accounts can be written in this format.",
        Reason::OlderFile { seen, found } => {
            return format!(
                "The vault file is older than the one that was here last: its revision is {found}, \
                 not {seen}. If something is missing, see tessera-cli check and restore."
            );
        }
        Reason::OtherVault => "This is a copy of another vault.",
        Reason::OutOfMemory => "There is not enough free memory to derive the key.",
        Reason::OwnFile => "This is the vault itself. Name another file.",
        Reason::PasswordDue => "The password has to be typed this once.",
        Reason::PasswordNeeded => "The copy needs the password that it was saved with.",
        Reason::PinMissing => "There is no PIN, and codes of this kind need one.",
        Reason::Quarantined { count } => {
            return format!(
                "Entries that this version of Tessera cannot read: {count}. They are kept as they are."
            );
        }
        Reason::RecoveryLength { extra: Some(extra), .. } => {
            return format!("The recovery code is {extra} characters too long.");
        }
        Reason::RecoveryLength { missing, extra: None } => {
            let missing = missing.unwrap_or_default();
            return format!("{missing} characters of the recovery code are missing.");
        }
        Reason::RecoveryTypo { group } => {
            return format!("There is a typing error in group {group}.");
        }
        Reason::Repaired => {
            "The vault file was damaged by another program. It was written anew, and the damaged one \
             is kept."
        }
        Reason::ScreenFailed => "The system gave no picture of the screen.",
        Reason::ScreenRefused => "The system does not allow Tessera to look at the screen.",
        Reason::ScreenUnsupported => "There is no way to look at a screen here.",
        Reason::SealMissing => "This format is encrypted; give a password for it.",
        Reason::SecondBackupFailed => {
            "The copy in the second folder could not be written. See that its disk is there and not \
             full."
        }
        Reason::SecretCharacter { position } => {
            return format!(
                "Character {position} of the secret is not base32 (A to Z and 2 to 7)."
            );
        }
        Reason::SecretMissing => "There is no secret.",
        Reason::SettingsSetAside { file_name } => {
            return format!(
                "The settings of this computer could not be understood. They begin anew, and the old \
                 file is kept as {}.",
                plain(file_name)
            );
        }
        Reason::TooLarge => return format!("The vault would be larger than {LARGEST} MiB."),
        Reason::TooManyDevices => "Too many computers open this vault without a password.",
        Reason::TooNew { found } => {
            return format!(
                "This vault was made by a newer version (format {found}). Update Tessera to open it."
            );
        }
        Reason::Transfer => "The transfer code cannot be read.",
        Reason::UnsupportedType { given } => {
            return format!("Codes of type {} are not supported.", plain(given));
        }
        Reason::WeakPassword => {
            "This cannot be a password: it is empty, too long or holds a line break."
        }
        Reason::WrongPassword => "The password is wrong.",
        Reason::WrongRecovery => {
            "This recovery code is not the one of this vault; a newer sheet may have replaced it."
        }
        Reason::YandexSecret => {
            "The secret is not one of Yandex: its length or its check is wrong."
        }
    };
    text.to_owned()
}

/// The same as a part of a line.
pub fn clause(why: &Reason) -> String {
    let sentence = reason(why);
    let mut letters = sentence.strip_suffix('.').unwrap_or(&sentence).chars();
    letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default() + letters.as_str()
}

/// The same about the vault file at `path`.
pub fn of_file(path: &str, why: &Reason) -> String {
    match why {
        Reason::Absent => format!(
            "There is no vault at {path}. Make one with tessera-cli init, or name another one with \
             --vault FILE."
        ),
        Reason::Exists => {
            format!("There is a file at {path} already. Name another one with --vault FILE.")
        }
        Reason::WrongPassword => format!("The password does not open {path}."),
        other => format!("{path}: {}", reason(other)),
    }
}

/// What a join of two copies came to.
pub fn merged(added: usize, changed: usize, removed: usize, kept_both: usize) -> String {
    let parts: Vec<String> = [
        (added, "added"),
        (changed, "changed"),
        (removed, "removed"),
        (kept_both, "kept twice, because both copies had changed the secret"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{} {what}", entries(count)))
    .collect();
    match parts.is_empty() {
        true => "it had nothing new.".to_owned(),
        false => format!("joined; {}.", parts.join(", ")),
    }
}

/// Why a file gave nothing.
pub fn problem(problem: Problem) -> String {
    let text = match problem {
        Problem::AccountRestricted => {
            "Only the Bitwarden account that made this file can open it; export it again as .json, or \
             as .json encrypted with a password."
        }
        Problem::Cipher => "This file is encrypted in a way that Tessera does not know.",
        Problem::Damaged => "The file is damaged.",
        Problem::DeviceKey => "This file is encrypted with a key that its app keeps on the device.",
        Problem::Empty => "The file is empty.",
        Problem::EmptyFolder => "There are no pictures or texts in it.",
        Problem::Keepass1 => {
            "This is a database of KeePass 1; open it in KeePass 2 or KeePassXC and save it there."
        }
        Problem::NeedsPassword => "The file is encrypted, and too many wait for their passwords.",
        Problem::Newer => "The file was made by a newer version of its app.",
        Problem::NoAccount => "There is no authenticator account in this file.",
        Problem::NoCode => "There is no QR code in this picture.",
        Problem::NoReader => {
            "The picture reader, tessera-reader, does not start; install Tessera again."
        }
        Problem::NotAPicture => "This is neither a picture nor a text file.",
        Problem::NotReadable => "There is no such file, or it cannot be read.",
        Problem::OnAPage => "It lies on a web page.",
        Problem::OtherFormat => "This file looks like one of another format. Leave out --from.",
        Problem::OtherPicture => {
            "Pictures of this kind (HEIC, AVIF, JPEG XL) are not read; save it as PNG or JPEG."
        }
        Problem::Packing => {
            "This archive is packed in a way that Tessera does not know; unpack it."
        }
        Problem::Pgp => "This file is encrypted with OpenPGP; decrypt it first.",
        Problem::PushOnly => "These accounts sign in by push messages and have no codes.",
        Problem::TooCostly => "Opening the file would cost more memory or time than is safe.",
        Problem::TooLarge => "The file is too large.",
        Problem::TooManyFiles => "It holds more than is read at once; name the folders in it.",
        Problem::TooNew => "This was made by a newer Tessera. Update Tessera to open it.",
        Problem::TooSlow => "This picture takes too long to read.",
        Problem::Unreadable => "This picture could not be read.",
        Problem::Vault => "This is a Tessera vault; it opens with its password.",
        Problem::WrongPassword => "The password is wrong.",
    };
    text.to_owned()
}

/// What else there is to know of a file.
pub fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Lost { app, field, count } => {
            let field = match field {
                LostField::Algorithm => "algorithm",
                LostField::Counter => "counter",
            };
            format!("{app} does not carry the {field}: {} may give wrong codes.", entries(*count))
        }
        Remark::CodeUnread { count } => format!(
            "{}: the QR code is missing or cannot be read. A code is wrong if its period is not 30 \
             seconds.",
            entries(*count)
        ),
        Remark::WithoutCode { count } => format!("{} without a code left out.", entries(*count)),
        Remark::MissingParts { of, missing } => {
            format!("This is a transfer in {of} parts; missing: {}.", numbers(missing))
        }
        Remark::Nameless { count } => {
            format!("{} cannot be read and have no name.", entries(*count))
        }
        Remark::LeftBehind { count } => {
            format!("{} cannot be read by this version and stay behind.", entries(*count))
        }
    }
}

/// What an app does not take; `app` is what it is called.
pub fn loss(app: &str, lost: LossCount) -> String {
    let count = entries(lost.count);
    match lost.loss {
        Loss::Account => format!("{app} has no such codes: {count} left out."),
        Loss::Trash => format!("{count} left out: in the trash."),
        Loss::Labels => format!("{app} may show other names: {count}."),
        Loss::Tags => format!("{app} does not carry all tags: {count}."),
        Loss::Note => format!("{app} does not carry notes: {count}."),
        Loss::Pin => format!("{app} does not carry what is pinned: {count}."),
        Loss::Shared => format!(
            "{app} keeps only one of accounts with the same secret: {count} may be missing there."
        ),
        Loss::Iphone => format!("{app} on the iPhone refuses such codes: {count}."),
    }
}

/// What a code is that is no account.
pub fn other(other: &OtherCode) -> String {
    let detail = plain(&other.detail);
    let what = match other.what {
        Meaning::Link => format!("A web link to {detail}"),
        Meaning::Wifi => format!("A code for the Wi-Fi network {detail}"),
        Meaning::Passkey => "A passkey code, for the camera of a phone".to_owned(),
        Meaning::SignIn => format!("A code that signs another device in to {detail}"),
        Meaning::Authenticator => format!("A code that only {detail} can use"),
        Meaning::Contact => "A contact".to_owned(),
        Meaning::Message => "An address or a message".to_owned(),
        Meaning::Payment => "A payment".to_owned(),
        Meaning::Place => "A place on a map".to_owned(),
        Meaning::Event => "A date for a calendar".to_owned(),
        Meaning::Text => "A code with plain text".to_owned(),
    };
    format!("{what}. It is no account.")
}

/// In what two accounts differ.
pub fn of_field(field: Field) -> &'static str {
    match field {
        Field::Kind => "kind",
        Field::Secret => "secret",
        Field::Algorithm => "algorithm",
        Field::Digits => "digits",
        Field::Period => "period",
        Field::Counter => "counter",
        Field::Pin => "pin",
    }
}

/// A part of an entry.
pub fn of_entry(part: EntryPart) -> &'static str {
    match part {
        EntryPart::Otp => "secret or parameters",
        EntryPart::Labels => "name",
        EntryPart::Tags => "tags",
        EntryPart::Note => "note",
        EntryPart::Pin => "pin",
    }
}

fn of_part(part: VaultPart) -> &'static str {
    match part {
        VaultPart::Length => "its length is wrong",
        VaultPart::Header => "its header cannot be read",
        VaultPart::Payload => "its content was changed or cut",
    }
}

/// "1, 2, 5".
pub fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

//! Closed lists of everything that the application says in a word: errors, notices, problems of
//! files, remarks, losses. A face turns each into a sentence of its language, and the compiler tells
//! it which are missing. Never another library's text, never a secret.

use serde::Serialize;

out! {
/// Why a command failed, a draft cannot be used, or what there is to notice; with the facts for a
/// sentence.
#[derive(Eq)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum Reason {
    /// There is no vault file.
    Absent,
    /// An account with the same secret and the same names is in the vault.
    AlreadyHere,
    /// The version before a save could not be kept.
    BackupFailed,
    /// No copy has reached the second folder for this many days.
    BackupStale {
        /// Days since the last copy.
        days: u64,
    },
    /// The vault cannot be saved now: another process is saving it.
    Busy,
    /// The vault file was changed by another program while a change was made.
    ChangedOnDisk,
    /// The clipboard cannot be used.
    Clipboard,
    /// Opening a file takes long: the user is to be asked whether it may.
    Costly {
        /// About how many seconds it takes on this machine: at least two.
        seconds: u64,
        /// How many MiB of memory it takes: at most 1,024; 0 where that is little.
        mebibytes: usize,
    },
    /// The counter of an account has reached its end: there is no next code.
    CounterEnd,
    /// A file holds no counter for an account whose codes are made of one.
    CounterMissing,
    /// The vault file is damaged.
    Damaged {
        /// Which part of it.
        part: VaultPart,
        /// How many backup generations lie beside it; none where nobody has looked.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        generations: Option<usize>,
    },
    /// A copy of the vault is damaged.
    DamagedCopy,
    /// Unlocking with the keyring is switched off.
    DeviceOff,
    /// An account of the same names is in the vault, and this field differs.
    Differs {
        /// The first field that differs.
        field: Field,
    },
    /// Another program wrote the vault file while it was saved: what it wrote is kept beside the vault.
    Displaced {
        /// The name of the file that holds it.
        file_name: String,
    },
    /// An entry of a file cannot be read.
    EntryUnreadable,
    /// There is a vault file already.
    Exists,
    /// An undo step, a review or a request that is no longer there.
    Expired,
    /// The file of another app would be too large.
    ExportTooLarge,
    /// A file of that name is there already.
    FileExists,
    /// Something went wrong inside.
    Internal,
    /// An algorithm that is not known.
    InvalidAlgorithm {
        /// The name of the algorithm, as it was given.
        given: String,
    },
    /// A counter that is not a whole number from 0 up.
    InvalidCounter,
    /// A number of digits outside 1 to 10.
    InvalidDigits {
        /// The number of digits that was given; none where that was not a number.
        given: Option<u64>,
    },
    /// A period outside 1 to 86,400 seconds.
    InvalidPeriod {
        /// The period that was given, in seconds; none where that was not a number.
        given: Option<u64>,
    },
    /// A secret that is not valid.
    InvalidSecret,
    /// An address that is not an authenticator's.
    InvalidUri,
    /// A file could not be read or written.
    Io {
        /// What was tried.
        what: FileAccess,
    },
    /// The key of a file of another app was not made: what makes keys does not start, or broke.
    KeyNotMade,
    /// The key of a file of another app was not made: there is not enough memory.
    KeyOutOfMemory,
    /// The password or another way in was changed elsewhere while the vault was open: nothing is saved
    /// before the password is typed that the vault has now.
    KeyChanged,
    /// The keyring gave back something else.
    KeyringChanged,
    /// The keyring does not have the key.
    KeyringEmptied,
    /// The keyring is locked.
    KeyringLocked,
    /// The system offers no keyring.
    KeyringMissing,
    /// The keyring refused.
    KeyringRefused,
    /// The keyring did not answer in time.
    KeyringSlow,
    /// The link of an account is broken over lines, or runs into other text.
    LinkBroken,
    /// Nothing was saved: what stands in the place of the vault's lock file is no ordinary file.
    LockNotAFile,
    /// The vault is locked.
    Locked,
    /// Two copies of the vault became one. Counts of accounts.
    Merged {
        /// Accounts that only the other copy had.
        added: usize,
        /// Accounts that took something from the other copy.
        changed: usize,
        /// Accounts that the other copy had removed.
        removed: usize,
        /// Accounts that are kept twice, as their secrets differ.
        kept_both: usize,
    },
    /// A name of an account is longer than 1,000 characters.
    NameTooLong,
    /// An account has neither the name of a site nor one of its own.
    Nameless,
    /// The vault has no recovery sheet.
    NoRecovery,
    /// The disk is full.
    NoSpace,
    /// The file is not a vault.
    NotAVault,
    /// An export without encryption was not confirmed.
    NotConfirmed,
    /// There is no such account, or no such copy.
    NotFound,
    /// A text that was to bring recovery codes of a site holds none.
    NoRecoveryCodes,
    /// No other account gives the same codes.
    NoTwins,
    /// No time server answers.
    NoTimeServer,
    /// There are more recovery codes of a site than are kept, or one is longer.
    TooManyRecoveryCodes,
    /// A note is longer than 64 KiB.
    NoteTooLong,
    /// The clipboard holds nothing that could be read.
    NothingOnClipboard,
    /// The other app can take none of the accounts.
    NothingToExport,
    /// The vault file is older than the newest that this computer has seen.
    OlderFile {
        /// The newest revision that was seen.
        seen: u64,
        /// The revision of the file.
        found: u64,
    },
    /// A copy of another vault.
    OtherVault,
    /// There is not enough memory to derive the key.
    OutOfMemory,
    /// The place that was chosen is a file of Tessera itself: the vault, its lock, a backup generation, the
    /// settings.
    OwnFile,
    /// The password is wrong, and it or another way in was changed elsewhere since the vault was last
    /// open here.
    PasswordChanged,
    /// The password has to be typed this once.
    PasswordDue,
    /// A copy has another password.
    PasswordNeeded,
    /// Codes of this kind need a PIN, and there is none.
    PinMissing,
    /// Entries of the vault cannot be read, and are kept as they are.
    Quarantined {
        /// How many.
        count: usize,
    },
    /// Pictures are read with nothing but limits around the process that reads them: the system has
    /// neither Landlock nor seccomp, or forbids them.
    ReaderUnconfined,
    /// A recovery code is too short or too long.
    RecoveryLength {
        /// Characters that are missing.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        missing: Option<usize>,
        /// Characters that are too many.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        extra: Option<usize>,
    },
    /// A group of a recovery code has a typing error.
    RecoveryTypo {
        /// Which group, counted from 1.
        group: u8,
    },
    /// The vault file was damaged by another program, and was written anew.
    Repaired,
    /// Another vault lies in the place of the one that was open.
    Replaced,
    /// The screen could not be scanned.
    ScreenFailed,
    /// The system does not allow a look at the screen.
    ScreenRefused,
    /// The desktop lets no app look at the screen.
    ScreenUnsupported,
    /// The file of another app needs a password.
    SealMissing,
    /// The second folder could not take the copy of a save.
    SecondBackupFailed,
    /// The path of the second folder does not start at the root: it would be another folder wherever a
    /// program is started.
    SecondFolderRelative,
    /// A secret holds a character that base32 does not have.
    SecretCharacter {
        /// Where, counted from 1.
        position: usize,
    },
    /// There is no secret.
    SecretMissing,
    /// The settings file could not be understood. It was set aside, and settings begin anew.
    SettingsSetAside {
        /// What the old file is called now, without its folder.
        file_name: String,
    },
    /// An account has more than 100 tags, or a tag of more than 100 characters.
    TagsTooLong,
    /// The content is larger than a vault can be.
    TooLarge,
    /// Too many computers unlock this vault with their keyring.
    TooManyDevices,
    /// The vault was made by a newer version.
    TooNew {
        /// The version of its format.
        found: u16,
    },
    /// The code of a Google transfer cannot be read.
    Transfer,
    /// The desktop does not tell Tessera of something that the user wants the vault to lock with.
    Unheard {
        /// Of what.
        sign: Sign,
    },
    /// A field of a file is unknown, or contradicts another one, and may change the codes.
    UnclearField {
        /// What the field is called; `?` where that could be a secret.
        given: String,
    },
    /// Codes of this type cannot be made.
    UnsupportedType {
        /// The type of the code, as it was given.
        given: String,
    },
    /// The ways into the vault were changed elsewhere while a recovery sheet was made.
    WaysChanged,
    /// A password that cannot guard a vault.
    WeakPassword,
    /// The password is wrong.
    WrongPassword,
    /// The recovery code does not open this vault.
    WrongRecovery,
    /// A secret that is not one of Yandex.
    YandexSecret,
}}

impl Reason {
    /// The word that stands for it in JSON.
    #[must_use]
    pub fn code(&self) -> String {
        let json = serde_json::to_value(self).unwrap_or_default();
        json["code"].as_str().unwrap_or_default().to_owned()
    }
}

out! {
/// Why a file or a folder gave nothing.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Only the Bitwarden account that made it can open it.
    AccountRestricted,
    /// The file is encrypted in a way that is not known.
    Cipher,
    /// The file is damaged.
    Damaged,
    /// The file is encrypted with a key that stays on its device.
    DeviceKey,
    /// The file is empty.
    Empty,
    /// A folder without pictures or texts.
    EmptyFolder,
    /// A database of KeePass 1.
    #[serde(rename = "keepass_1")]
    Keepass1,
    /// The file is a text of more than 16 MiB, or holds one.
    LongText,
    /// The file is encrypted, and too many others wait for their passwords.
    NeedsPassword,
    /// The file was made by a newer version of its app than is known.
    Newer,
    /// The source holds no account.
    NoAccount,
    /// The picture shows no QR code.
    NoCode,
    /// The program that reads pictures is missing.
    NoReader,
    /// The source is not a picture that can be read.
    NotAPicture,
    /// The file could not be opened or read.
    NotReadable,
    /// The picture lies on a web page, and no file came with it.
    OnAPage,
    /// The file is not of the format that was named.
    OtherFormat,
    /// A picture of a kind that is not read.
    OtherPicture,
    /// An archive that is packed in a way that is not known.
    Packing,
    /// The file is encrypted with OpenPGP.
    Pgp,
    /// The file holds only accounts that have no codes.
    PushOnly,
    /// An encrypted account of Steam without the manifest that says how.
    SteamManifest,
    /// Opening the file would cost more memory or time than is safe.
    TooCostly,
    /// The file or picture is too large.
    TooLarge,
    /// A folder that holds more than is read at once.
    TooManyFiles,
    /// The file is a vault that was made by a newer Tessera.
    TooNew,
    /// The picture could not be searched in time.
    TooSlow,
    /// The picture could not be read safely: the process that reads it crashed or hung.
    Unreadable,
    /// The file is a vault of Tessera.
    Vault,
    /// The file does not open with the password that was given.
    WrongPassword,
}}

out! {
/// What else there is to know of a file that was read.
#[derive(Eq)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum Remark {
    /// Files of this app do not carry a parameter: codes may be wrong.
    Lost {
        /// What the app is called that wrote the file.
        app: String,
        /// Which parameter.
        field: LostField,
        /// How many accounts.
        count: usize,
    },
    /// The QR codes of accounts are missing or cannot be read; without them the period is a guess.
    CodeUnread {
        /// How many accounts.
        count: usize,
    },
    /// Items without a code were left out.
    WithoutCode {
        /// How many items.
        count: usize,
    },
    /// Lines of a text held something and gave nothing.
    Lines {
        /// How many lines.
        count: usize,
        /// The numbers of the first ones, counted from 1.
        lines: Vec<usize>,
    },
    /// The file is damaged, and what could be read of it is here.
    Damaged,
    /// The file does not say in which encoding it is: letters of names may be wrong.
    EncodingGuessed,
    /// Links with secrets were taken out of notes.
    LinksInNotes {
        /// How many notes.
        count: usize,
    },
    /// Not all parts of a Google transfer are here.
    MissingParts {
        /// How many parts there are.
        of: u32,
        /// The parts that are missing, counted from 1.
        missing: Vec<u32>,
    },
    /// Entries that cannot be read and have no name.
    Nameless {
        /// How many entries.
        count: usize,
    },
    /// Accounts of another vault that this version cannot read.
    LeftBehind {
        /// How many accounts.
        count: usize,
    },
}}

out! {
/// A parameter that the files of some apps do not carry.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum LostField {
    /// The hash algorithm.
    Algorithm,
}}

out! {
/// What another app does not take.
#[derive(Copy, Eq, Ord, PartialOrd)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// The account itself: the app has no codes of its kind.
    Account,
    /// The account, as it is in the trash.
    Trash,
    /// The names, in part.
    Labels,
    /// The tags.
    Tags,
    /// The note.
    Note,
    /// The recovery codes of the site.
    RecoveryCodes,
    /// The mark that keeps the account at the top of the list.
    Pin,
    /// The app keeps one of several accounts with the same secret.
    Shared,
    /// The app refuses it on the iPhone.
    Iphone,
}}

out! {
/// Something that the vault is to lock with.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// The screen is locked.
    Screen,
    /// The computer goes to sleep.
    Sleep,
    /// Both of these.
    Both,
}}

out! {
/// What was tried with a file.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum FileAccess {
    /// To read it.
    Read,
    /// To write it.
    Write,
}}

out! {
/// A part of a vault file.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum VaultPart {
    /// The length of the file.
    Length,
    /// The header.
    Header,
    /// The encrypted content.
    Payload,
}}

out! {
/// In what two accounts of the same names differ.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The kind of code.
    Kind,
    /// The secret.
    Secret,
    /// The hash algorithm.
    Algorithm,
    /// The length of a code.
    Digits,
    /// The length of a time step.
    Period,
    /// The counter.
    Counter,
    /// The PIN.
    Pin,
}}

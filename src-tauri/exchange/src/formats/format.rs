//! What a format of another app is, what reading one gives, and what writing one takes.

use std::time::Duration;

use tessera_core::entry::Labels;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;
use tessera_derive::Method;
use zeroize::Zeroizing;

use crate::draft::Draft;

use super::content::Content;
use crate::formats::derivation::{Cost, DeriveKey, InThisProcess};
use crate::formats::fields::lenient_json::Each;
use crate::formats::fields::work::{SMALL, Work};

/// The most entries of a file: about as many as a vault holds. A few bytes of a hostile file would
/// otherwise cost the room of an account each.
pub(crate) const MAX_ENTRIES: usize = 100_000;
/// Where readers stop: at one more, so that [`Format::read`] sees that there are too many.
pub(super) const ENOUGH: usize = MAX_ENTRIES + 1;

/// A format of another app, or of ours: recognised by content, read, and maybe written.
pub struct Format {
    /// One word for it, as `--from` and `--to` take it.
    pub name: &'static str,
    /// What the app is called that writes files of this format.
    pub title: &'static str,
    /// Whether a file is one of these. Cheap: it looks, and decodes nothing twice.
    pub(super) recognises: fn(&Content<'_>) -> bool,
    /// Reads one.
    pub(super) read: fn(&Content<'_>, &mut ReadContext<'_>) -> Result<Import, ReadError>,
}

/// Reads the QR codes of a picture.
pub type ReadQr<'a> = &'a mut dyn FnMut(&[u8]) -> Vec<SecretText>;
/// Gives a file by its name, where there is one.
pub type Sibling<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// What a reader may ask of whoever calls it. What is not given is not there; keys are made in this process
/// unless somebody else makes them.
pub struct ReadContext<'a> {
    /// What encrypted files are opened with.
    pub password: Option<&'a SecretText>,
    /// The key file that stands beside the password, or in its place: KeePass has one.
    pub key_file: Option<&'a [u8]>,
    /// Reads the QR codes of a picture that the file holds: in the app, by another process.
    pub read_qr: Option<ReadQr<'a>>,
    /// What the file is called, where it has a name: for what is to be said of it. What it is, is told by
    /// its content.
    pub name: Option<&'a str>,
    /// A file that belongs to this one, by its name in the same folder: a write-ahead log, a manifest.
    pub sibling: Option<Sibling<'a>>,
    /// Asked before every picture and every look at the whole of the file, while a key is derived, and now
    /// and then while something long goes on: the user may no longer want it.
    pub is_cancelled: Option<&'a dyn Fn() -> bool>,
    /// Makes the keys: in the app, another process.
    pub derive: &'a dyn DeriveKey,
    /// Where making keys would take longer than this, the reading ends with [`ReadError::Costly`] before
    /// it; none where it may cost what any file may.
    pub ask_above: Option<Duration>,
    /// What deriving keys for this file has cost so far.
    pub work: Work,
}

impl Default for ReadContext<'_> {
    fn default() -> Self {
        Self {
            password: None,
            key_file: None,
            read_qr: None,
            name: None,
            sibling: None,
            is_cancelled: None,
            derive: &InThisProcess,
            ask_above: None,
            work: Work::default(),
        }
    }
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Import {
    /// Every entry that it names, those that cannot be used among them.
    pub drafts: Vec<Draft>,
    /// What else the user should know.
    pub remarks: Vec<Remark>,
}

/// A parameter that the files of some apps do not carry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LostField {
    /// The hash algorithm.
    Algorithm,
}

impl LostField {
    /// The parameter as a sentence names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Algorithm => "algorithm",
        }
    }
}

/// What the user should know of an import, apart from its entries.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Remark {
    /// The format does not carry a field: these many entries may give wrong codes.
    Lost {
        /// Which parameter.
        field: LostField,
        /// How many entries.
        count: usize,
    },
    /// The QR codes of entries are missing or cannot be read, and only they carry the period: it is
    /// taken to be 30 seconds.
    CodeUnread {
        /// How many entries.
        count: usize,
    },
    /// Items without a code, such as passwords: left out.
    WithoutCode {
        /// How many.
        count: usize,
    },
    /// A transfer of Google Authenticator of which other parts are in other files.
    MissingParts {
        /// How many parts the transfer has.
        of: u32,
        /// The numbers of the parts that are missing, counted from 1.
        missing: Vec<u32>,
    },
    /// Lines of a text that held something and gave nothing.
    Lines {
        /// How many.
        count: usize,
        /// The numbers of the first ones, counted from 1.
        lines: Vec<usize>,
    },
    /// The file does not say in which encoding it is: names may have wrong letters.
    EncodingGuessed,
    /// Links with secrets were taken out of notes.
    LinksInNotes {
        /// How many notes.
        count: usize,
    },
    /// Parts that cannot be read and have no name of their own.
    Unreadable {
        /// How many.
        count: usize,
    },
}

/// Why a file gives nothing.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ReadError {
    /// The file is encrypted, and no password was given.
    #[error("this file is encrypted; give its password")]
    NeedsPassword,
    /// The file does not open with the password.
    #[error("the password is wrong")]
    WrongPassword,
    /// The file begins as the format does and cannot be read further.
    #[error("the file is damaged")]
    Damaged,
    /// Written by a version that is not known here.
    #[error("the file was made by a newer version of its app (format {version})")]
    Newer {
        /// The version that was found.
        version: u64,
    },
    /// A variant that cannot be opened, and what to do instead.
    #[error("{}", .0.sentence())]
    Unsupported(Unsupported),
    /// Opening the file would take more memory or time than a file may cost.
    #[error("opening the file would cost more memory or time than is safe")]
    TooCostly,
    /// The file is a text of more bytes than are read, or holds one.
    #[error("the text is longer than 16 MiB")]
    LongText,
    /// Making the keys of the file takes longer than was allowed without asking.
    #[error("opening the file takes long")]
    Costly(Cost),
    /// There is not as much memory as a key of the file takes.
    #[error("there is not enough memory to make the key of the file")]
    OutOfMemory,
    /// What makes keys does not start, or broke.
    #[error("the key of the file could not be made")]
    NoKey,
    /// The file unpacks to more bytes, or holds more entries, than a file may.
    #[error("the file is too large")]
    TooLarge,
    /// The file was said to be of this format, gives nothing as such, and looks like one of another
    /// format.
    #[error("this file looks like one of another format: {title}")]
    OtherFormat {
        /// What the other one is called.
        title: &'static str,
    },
    /// The file is of this format and holds no entry.
    #[error("the file holds no account")]
    Empty,
    /// The user stopped the reading.
    #[error("stopped")]
    Cancelled,
}

/// Variants that cannot be opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unsupported {
    /// Bitwarden's export that only the same account opens.
    AccountRestricted,
    /// A key that the app keeps on its device.
    DeviceKey,
    /// OpenPGP.
    Pgp,
    /// A cipher or key derivation that is not known here.
    Cipher,
    /// Sign-in by push messages only.
    PushOnly,
    /// A database of KeePass 1.
    KeePass1,
    /// An archive packed in a way that is not known here.
    Packing,
    /// An encrypted account of Steam without the manifest that says how.
    SteamManifest,
}

impl ReadError {
    /// One word for it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NeedsPassword => "needs_password",
            Self::WrongPassword => "wrong_password",
            Self::Damaged => "damaged",
            Self::Newer { .. } => "newer",
            Self::Unsupported(variant) => variant.name(),
            Self::TooCostly => "too_costly",
            Self::LongText => "long_text",
            Self::Costly(_) => "costly",
            Self::OutOfMemory => "out_of_memory",
            Self::NoKey => "no_key",
            Self::TooLarge => "too_large",
            Self::OtherFormat { .. } => "other_format",
            Self::Empty => "no_account",
            Self::Cancelled => "cancelled",
        }
    }
}

impl ReadError {
    /// Whether it says nothing of the file, only that its key was not made: another slot of the same file
    /// would fare no better.
    pub(super) fn is_of_the_key(&self) -> bool {
        matches!(self, Self::Cancelled | Self::Costly(_) | Self::OutOfMemory | Self::NoKey)
    }
}

impl Unsupported {
    const fn name(self) -> &'static str {
        match self {
            Self::AccountRestricted => "account_restricted",
            Self::DeviceKey => "device_key",
            Self::Pgp => "pgp",
            Self::Cipher => "cipher",
            Self::KeePass1 => "keepass_1",
            Self::Packing => "packing",
            Self::PushOnly => "push_only",
            Self::SteamManifest => "steam_manifest",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::AccountRestricted => {
                "only the Bitwarden account that made this file can open it; export it again as \
                 .json, or as .json encrypted with a password"
            }
            Self::DeviceKey => "this file is encrypted with a key that its app keeps on the device",
            Self::Pgp => "this file is encrypted with OpenPGP; decrypt it first",
            Self::Cipher => "this file is encrypted in a way that Tessera does not know",
            Self::KeePass1 => {
                "this is a database of KeePass 1; open it in KeePass 2 or KeePassXC and save it there"
            }
            Self::Packing => {
                "this archive is packed in a way that Tessera does not know; unpack it"
            }
            Self::PushOnly => "these accounts sign in by push messages and have no codes",
            Self::SteamManifest => {
                "this is an encrypted account of Steam; its manifest.json has to lie beside it"
            }
        }
    }
}

impl Import {
    /// A draft for each entry; one that cannot be read is refused by the names that it has.
    pub(super) fn of<T>(entries: Each<T>, mut draft: impl FnMut(T) -> Draft) -> Self {
        let draft = |entry: Result<T, Labels>| entry.map_or_else(Draft::unreadable, &mut draft);
        Self { drafts: entries.0.into_iter().map(draft).collect(), remarks: Vec::new() }
    }

    /// Adds an entry that gives codes, or names one that does not.
    pub(super) fn take(&mut self, draft: Result<Draft, (Labels, UriError)>) {
        self.drafts.push(draft.unwrap_or_else(|(labels, reason)| Draft::refused(labels, reason)));
    }

    /// The import itself, unless there is nothing in it.
    pub(super) fn or_empty(self) -> Result<Self, ReadError> {
        if self.drafts.is_empty() { Err(ReadError::Empty) } else { Ok(self) }
    }
}

impl Format {
    /// Whether a key file may stand beside the password, or in its place: KeePass alone has them.
    #[must_use]
    pub fn takes_key_file(&self) -> bool {
        *self == crate::formats::apps::keepass::FORMAT
    }
}

/// By its name, which no other has.
impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl ReadContext<'_> {
    /// The password, or the word that there has to be one.
    pub(super) fn password(&self) -> Result<&SecretText, ReadError> {
        self.password.ok_or(ReadError::NeedsPassword)
    }

    /// The texts of the QR codes in a picture.
    pub(super) fn texts(&mut self, picture: &[u8]) -> Vec<SecretText> {
        self.read_qr.as_mut().map_or_else(Vec::new, |read_qr| read_qr(picture))
    }

    /// A file that belongs to this one.
    pub(super) fn sibling(&self, name: &str) -> Option<Zeroizing<Vec<u8>>> {
        self.sibling.and_then(|sibling| sibling(name)).map(Zeroizing::new)
    }

    /// Before a key is derived: the user may no longer want it, have to be asked first, or the file cost
    /// enough.
    pub(super) fn begin(&self, method: Method) -> Result<(), ReadError> {
        self.go_on()?;
        let spent = self.work.with(method)?;
        self.ask_first(spent.time, method.memory())?;
        self.work.note(spent);
        Ok(())
    }

    /// To be called before the first of several keys, with all that may be tried: the user is asked once,
    /// for the sum. What no app writes counts as nothing.
    pub(super) fn foresee(&self, methods: impl Iterator<Item = Method>) -> Result<(), ReadError> {
        let (time, memory) = methods.fold((0_u64, 0), |(time, memory), method| {
            (time.saturating_add(method.time()), method.memory().max(memory))
        });
        // About as much is done before the file is given up.
        self.ask_first(time.min(Work::MOST), memory)
    }

    fn ask_first(&self, time: u64, memory: usize) -> Result<(), ReadError> {
        let Some(most) = self.ask_above.filter(|_| time >= SMALL) else {
            return Ok(());
        };
        let speed = self.derive.speed(&|| self.is_cancelled())?;
        let time = Duration::from_secs_f64(time as f64 / speed.max(1) as f64);
        if time > most { Err(ReadError::Costly(Cost { time, memory })) } else { Ok(()) }
    }

    /// To be called before every picture, and now and then while something long goes on.
    pub(super) fn go_on(&self) -> Result<(), ReadError> {
        if self.is_cancelled() { Err(ReadError::Cancelled) } else { Ok(()) }
    }

    /// Whether nobody wants the file any more.
    pub(super) fn is_cancelled(&self) -> bool {
        self.is_cancelled.is_some_and(|is_cancelled| is_cancelled())
    }
}

//! Other apps' data in, drafts out. Touches no vault.

mod apps;
mod containers;
mod content;
mod derivation;
pub(crate) mod endings;
pub(crate) mod fields;
mod format;
mod generic;
mod json;
mod meaning;
pub mod own_vault;
pub(crate) mod text;
pub mod write;

use tessera_core::entry::Labels;
use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::SecretText;

use crate::draft::Draft;

use apps::{
    aegis, andotp, apple, authenticator_cc, authenticator_plus, authme, authy, battlenet,
    bitwarden, cotp, duo, enpass, ente, freeotp, google_database, keepass, keeper, lastpass,
    microsoft, migration, onepassword, otp_auth, otpclient, proton, raivo, steam, stratum,
    totp_authenticator, twofas, twofauth, winauth,
};
use generic::{csv, cxf, generic_json, print_sheet, uris, zip};

pub use apps::migration::{Batch, BatchError, Collector};
pub use content::{Content, MAX_TEXT};
pub use derivation::{Cost, DeriveKey, InThisProcess, NoKey};
pub use endings::{ENDINGS, PICTURES};
pub use fields::work::Work;
pub(crate) use format::MAX_ENTRIES;
pub use format::{
    Format, Import, LostField, ReadContext, ReadError, ReadQr, Remark, Sibling, Unsupported,
};
pub use json::is_broken as is_broken_json;
pub use meaning::Meaning;
pub use text::{TextContent, Unread, read_text};

use text::LinkText;

/// Every format of another app that is read, in the order in which a file is held against them.
pub const FORMATS: &[&Format] = &[
    &print_sheet::FORMAT,
    &aegis::FORMAT,
    &twofas::FORMAT,
    &ente::FORMAT,
    &authy::FORMAT,
    &battlenet::FORMAT,
    &totp_authenticator::FORMAT,
    &freeotp::PLUS,
    &freeotp::BACKUP,
    &freeotp::FORMAT,
    &stratum::FORMAT,
    &andotp::FORMAT,
    &enpass::FORMAT,
    &bitwarden::AUTHENTICATOR,
    &bitwarden::FORMAT,
    &proton::FORMAT,
    &proton::PASS,
    &cxf::FORMAT,
    &lastpass::FORMAT,
    &onepassword::FORMAT,
    &apple::FORMAT,
    &keepass::FORMAT,
    &keepass::SHEET,
    &keeper::FORMAT,
    &google_database::FORMAT,
    &microsoft::FORMAT,
    &steam::FORMAT,
    &duo::FORMAT,
    &cotp::FORMAT,
    &raivo::FORMAT,
    &twofauth::FORMAT,
    &authme::FORMAT,
    &authenticator_cc::FORMAT,
    &otp_auth::FORMAT,
    &otpclient::FORMAT,
    &authenticator_plus::FORMAT,
    &csv::FORMAT,
    &generic_json::FORMAT,
    &winauth::FORMAT,
    &zip::FORMAT,
    &uris::FORMAT,
    &authenticator_plus::DATABASE,
    &andotp::SEALED,
];

/// The format of texts with a URI in each line. Read line by line, so that the parts of a transfer
/// may come in several files.
pub const LINES: &Format = &uris::FORMAT;

/// The formats whose files look like noise. Whether a file is one, only its password tells.
pub const NOISE: &[&Format] = &[&authenticator_plus::DATABASE, &andotp::SEALED];

/// What a file is, by its content; none where it is nothing that is known, or the user has stopped it.
#[must_use]
pub fn recognise(content: &Content<'_>) -> Option<&'static Format> {
    let wanted = FORMATS.iter().copied().take_while(|_| !content.is_cancelled());
    { wanted }.find(|format| (format.recognises)(content))
}

/// The format of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}

impl Format {
    /// Reads a file of this format, or one that is said to be of it.
    ///
    /// # Errors
    /// See [`ReadError`]. An entry that cannot be used is no error: it is among the drafts.
    pub fn read(
        &self,
        content: &Content<'_>,
        context: &mut ReadContext<'_>,
    ) -> Result<Import, ReadError> {
        if content.is_long_text() {
            return Err(ReadError::LongText);
        }
        context.go_on()?;
        let read = (self.read)(content, context);
        context.go_on()?;
        if matches!(read, Err(ReadError::Empty | ReadError::Damaged))
            && !(self.recognises)(content)
            && let Some(other) = recognise(content).filter(|other| !NOISE.contains(other))
        {
            return Err(ReadError::OtherFormat { title: other.title });
        }
        let mut import = read?;
        if import.drafts.len() > MAX_ENTRIES {
            return Err(ReadError::TooLarge);
        }
        if content.is_guessed() {
            import.remarks.push(Remark::EncodingGuessed);
        }
        let notes = import.drafts.iter().filter(|draft| draft.has_link_in_note()).count();
        if notes > 0 {
            import.remarks.push(Remark::LinksInNotes { count: notes });
        }
        import.drafts = import.drafts.into_iter().map(Draft::within_bounds).collect();
        Ok(import)
    }
}

/// What was found in one or several sources.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order in which they were found.
    pub drafts: Vec<Draft>,
    /// Transfers of Google Authenticator that come in several pictures.
    pub batches: Collector,
    /// Codes that are no account, and what they are.
    pub others: Vec<Other>,
}

/// A code that is no account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Other {
    /// What the code is for.
    pub meaning: Meaning,
    /// Which picture of the caller's it was seen in.
    pub picture: Option<usize>,
}

/// A code as a picture of the caller's showed it.
#[derive(Clone, Copy, Debug)]
pub struct Sighting<'a> {
    /// What it holds.
    pub text: &'a SecretText,
    /// What its kind is called, such as Data Matrix; none of a QR code.
    pub barcode: Option<&'static str>,
    /// Which picture of the caller's it was seen in.
    pub picture: Option<usize>,
}

/// A QR code, without a picture.
impl<'a> From<&'a SecretText> for Sighting<'a> {
    fn from(text: &'a SecretText) -> Self {
        Self { text, barcode: None, picture: None }
    }
}

/// What one text turned out to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reading {
    /// One account, or one part of a transfer, good or not: it is among the drafts now.
    Account,
    /// Something else: a web link, a comment, anything.
    NoAccount,
}

impl Found {
    /// Reads the content of a code.
    pub fn read_code(&mut self, code: Sighting<'_>) -> Reading {
        let Sighting { text, barcode, picture } = code;
        let before = self.drafts.len();
        let reading = self.read_all(text);
        for draft in &mut self.drafts[before..] {
            draft.picture = picture;
        }
        if reading == Reading::NoAccount {
            let meaning = match barcode {
                Some(kind) => Meaning::Barcode { kind },
                None => Meaning::of(text),
            };
            let other = Other { meaning, picture };
            if !self.others.contains(&other) {
                self.others.push(other);
            }
        }
        reading
    }

    /// Reads a text that should be one link; of any other every link in it.
    fn read_all(&mut self, text: &SecretText) -> Reading {
        match text::several(text.expose()) {
            Some(links) => self.take_all(links.iter().flat_map(LinkText::pieces).collect()),
            None => self.read(text),
        }
    }

    /// Reads one link: the content of a QR code or of a field.
    pub fn read(&mut self, text: &SecretText) -> Reading {
        self.take_all(Piece::of(text))
    }

    /// Reads every link of a text, as long as it may go on; gives the lines that held something and gave
    /// nothing.
    pub(crate) fn read_lines(&mut self, text: &str, may_go_on: &dyn Fn() -> bool) -> Unread {
        let TextContent { pieces, unread, .. } = read_text(text, may_go_on);
        self.extend(pieces);
        unread
    }

    fn take_all(&mut self, pieces: Vec<Piece>) -> Reading {
        let reading = if pieces.is_empty() { Reading::NoAccount } else { Reading::Account };
        self.extend(pieces);
        reading
    }

    /// Takes in what one text held. Of a part of a transfer that was taken before, nothing.
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Account(draft) => self.drafts.push(draft),
            // Only an app that has used its accounts hands them over.
            Piece::Part(part) => {
                let drafts = self.batches.collect(part).into_iter();
                self.drafts.extend(drafts.map(|draft| Draft { confirmed: true, ..draft }));
            }
        }
    }
}

/// One after another.
impl Extend<Piece> for Found {
    fn extend<I: IntoIterator<Item = Piece>>(&mut self, pieces: I) {
        pieces.into_iter().for_each(|piece| self.take(piece));
    }
}

/// What one text held that is of an authenticator. Reading takes long; a [`Found`] takes it in at once,
/// and puts the parts of a transfer together that come in several texts.
#[derive(Debug)]
pub enum Piece {
    /// An account, good or not.
    Account(Draft),
    /// A part of a transfer, with its accounts.
    Part(migration::Part),
}

impl Piece {
    /// What one text holds; nothing where it is none of an authenticator.
    fn of(text: &SecretText) -> Vec<Self> {
        let uri = text.expose().trim();
        if migration::is_migration(uri) {
            return match migration::parse(uri) {
                Ok(parts) => parts.into_iter().map(Self::Part).collect(),
                Err(_) => vec![Self::refused(UriError::Transfer)],
            };
        }
        draft_of(text).map(Self::Account).into_iter().collect()
    }

    fn refused(reason: UriError) -> Self {
        Self::Account(Draft::refused(Labels::default(), reason))
    }

    pub(crate) fn accounts(&self) -> usize {
        match self {
            Self::Account(_) => 1,
            Self::Part(part) => part.accounts(),
        }
    }
}

/// The draft of one URI; none where it is no URI of an authenticator.
fn draft_of(uri: &SecretText) -> Option<Draft> {
    let uri = uri.expose().trim();
    match otpauth::parse(uri) {
        Ok(account) => Some(Draft::new(account).within_bounds()),
        Err(UriError::NotOtpauth) => None,
        Err(reason) => Some(Draft::refused(otpauth::labels(uri), reason)),
    }
}

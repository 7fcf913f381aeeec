//! Drafts: candidates from an import. Nothing is stored before the user confirms, and one bad
//! draft never sinks the rest.

mod compare;
mod names;
mod secrets;
mod tenant;

use tessera_core::entry::{Entry, Labels, NewEntry, check_lengths};
use tessera_core::otp::Otp;
use tessera_core::otpauth::{Account, UriError, nameable};
use tessera_core::recovery_codes::SiteCodes;
use tessera_core::secret::SecretText;

pub use compare::{compare, compare_import};
pub use tenant::Tenant;

pub(crate) use compare::fingerprint;
pub(crate) use names::tidy;

use crate::formats::text::without_links;

/// A candidate entry, and what the vault says to it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Issuer and account name, as far as they could be read.
    pub labels: Labels,
    /// Free words to group by.
    pub tags: Vec<String>,
    /// Free text, in which people keep recovery codes.
    pub note: SecretText,
    /// Recovery codes of the site.
    pub recovery_codes: SiteCodes,
    /// Ready to give codes, or why not.
    pub otp: Result<Otp, UriError>,
    /// What would happen if it were confirmed.
    pub status: Status,
    /// Which of several accounts of the same names it is; none where its names are its own.
    pub namesake: Option<Namesake>,
    /// What its link says of the issuer beside the issuer's name.
    pub tenant: Option<Tenant>,
    /// Which picture of the caller's it was seen in.
    pub picture: Option<usize>,
    /// A favourite in the other app: kept at the top of our list.
    pub pinned: bool,
    /// In the other app's bin: it comes into our trash.
    pub trashed: bool,
    /// In use in another app, so that its site is known to take its codes.
    pub confirmed: bool,
}

/// The place of an account among those of an import that share its names, secrets apart.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Namesake {
    /// Counted from 1, in the order in which they were found.
    pub number: usize,
    /// How many there are: at least 2.
    pub of: usize,
}

/// What the vault says to a draft.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// Not in the vault: confirming adds it.
    New,
    /// In the vault already, the same in every field.
    Duplicate,
    /// The vault has an entry of these names that no draft is the same as: confirming adds a second one.
    Conflict(Difference),
    /// Gives no codes: it cannot be confirmed.
    Invalid,
    /// Of a kind that Tessera does not make: it cannot be confirmed.
    Unsupported,
}

/// The first parameter in which two entries of the same labels differ.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Difference {
    /// TOTP, HOTP or Steam.
    Kind,
    /// The secret itself.
    Secret,
    /// The hash.
    Algorithm,
    /// The length of the code.
    Digits,
    /// The time step.
    Period,
    /// The counter.
    Counter,
    /// The PIN that goes into the codes.
    Pin,
}

impl Draft {
    /// A draft that the vault has not been asked about yet.
    #[must_use]
    pub fn new(account: Account) -> Self {
        let Account { labels, issuer_alt, otp } = account;
        Self {
            tenant: issuer_alt.and_then(|prefix| Tenant::of(&labels.issuer, &prefix)),
            labels,
            tags: Vec::new(),
            note: SecretText::default(),
            recovery_codes: SiteCodes::default(),
            otp: Ok(otp),
            status: Status::New,
            namesake: None,
            picture: None,
            pinned: false,
            trashed: false,
            confirmed: false,
        }
    }

    /// A draft of a whole entry, as another vault holds it.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self {
            labels: entry.labels().clone(),
            tags: entry.tags().to_vec(),
            note: entry.note().clone(),
            recovery_codes: entry.recovery_codes().clone(),
            otp: Ok(entry.otp().clone()),
            status: Status::New,
            namesake: None,
            tenant: None,
            picture: None,
            pinned: entry.pinned(),
            trashed: entry.trashed_at().is_some(),
            confirmed: entry.usage().confirmed,
        }
    }

    /// A draft that gives no codes, and why. It is shown by its labels: what could hold a secret in
    /// their place is not kept.
    #[must_use]
    pub fn refused(labels: Labels, reason: UriError) -> Self {
        let status = match reason {
            UriError::UnsupportedType { .. } => Status::Unsupported,
            _ => Status::Invalid,
        };
        let Labels { issuer, account } = nameable(tidy(labels));
        Self {
            labels: Labels { issuer: shortened(issuer), account: shortened(account) },
            tags: Vec::new(),
            note: SecretText::default(),
            recovery_codes: SiteCodes::default(),
            otp: Err(reason),
            status,
            namesake: None,
            tenant: None,
            picture: None,
            pinned: false,
            trashed: false,
            confirmed: false,
        }
    }

    /// A draft of an entry of which no more than these names can be read.
    #[must_use]
    pub(crate) fn unreadable(labels: Labels) -> Self {
        Self::refused(labels, UriError::Unreadable)
    }

    /// Whether a link with a secret stands in the note.
    pub(crate) fn has_link_in_note(&self) -> bool {
        without_links(self.note.expose()).is_some()
    }

    /// The draft with names as people can see them and without links and secrets in what is shown of it,
    /// or one that is refused because a name, a tag or the note is too long.
    #[must_use]
    pub fn within_bounds(mut self) -> Self {
        self.labels = tidy(self.labels);
        secrets::hidden(self).checked()
    }

    fn checked(self) -> Self {
        match check_lengths(&self.labels, &self.tags, self.note.expose()) {
            Ok(()) => self,
            Err(error) => Self::refused(self.labels, error.into()),
        }
    }

    /// What to add to the vault; none for a draft that gives no codes.
    #[must_use]
    pub fn confirm(&self) -> Option<NewEntry> {
        Some(NewEntry {
            labels: self.labels.clone(),
            otp: self.otp.as_ref().ok()?.clone(),
            tags: self.tags.clone(),
            note: self.note.clone(),
            pinned: self.pinned,
            trashed: self.trashed,
            confirmed: self.confirmed,
            recovery_codes: self.recovery_codes.clone(),
        })
    }
}

/// The longest name of a refused account that is shown, in characters.
const SHOWN: usize = 100;

fn shortened(name: String) -> String {
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    }
}

impl Difference {
    /// One word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Secret => "secret",
            Self::Algorithm => "algorithm",
            Self::Digits => "digits",
            Self::Period => "period",
            Self::Counter => "counter",
            Self::Pin => "pin",
        }
    }
}

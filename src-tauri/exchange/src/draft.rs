//! Drafts: candidates from an import. Nothing is stored before the user confirms, and one bad
//! draft never sinks the rest.

use std::collections::{HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use tessera_core::entry::{Entry, Labels, NewEntry, check_lengths};
use tessera_core::otp::{Otp, Period};
use tessera_core::otpauth::{Account, UriError, nameable};
use tessera_core::secret::{Pin, SecretText};

/// A candidate entry, and what the vault says to it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Issuer and account name, as far as they could be read.
    pub labels: Labels,
    /// Free words to group by.
    pub tags: Vec<String>,
    /// Free text, in which people keep recovery codes.
    pub note: SecretText,
    /// Ready to give codes, or why not.
    pub otp: Result<Otp, UriError>,
    /// What would happen if it were confirmed.
    pub status: Status,
    /// Which picture of the caller's it was seen in.
    pub picture: Option<usize>,
    /// A favourite in the other app: kept at the top of our list.
    pub pinned: bool,
    /// In the other app's bin: it comes into our trash.
    pub trashed: bool,
}

/// What the vault says to a draft.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// Not in the vault: confirming adds it.
    New,
    /// In the vault already, the same in every field.
    Duplicate,
    /// The vault has an entry of these labels that differs: confirming adds a second one.
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
        Self {
            labels: account.labels,
            tags: Vec::new(),
            note: SecretText::default(),
            otp: Ok(account.otp),
            status: Status::New,
            picture: None,
            pinned: false,
            trashed: false,
        }
    }

    /// A draft of a whole entry, as another vault holds it.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self {
            labels: entry.labels().clone(),
            tags: entry.tags().to_vec(),
            note: entry.note().clone(),
            otp: Ok(entry.otp().clone()),
            status: Status::New,
            picture: None,
            pinned: entry.pinned(),
            trashed: entry.trashed_at().is_some(),
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
        let Labels { issuer, account } = nameable(labels);
        Self {
            labels: Labels { issuer: shortened(issuer), account: shortened(account) },
            tags: Vec::new(),
            note: SecretText::default(),
            otp: Err(reason),
            status,
            picture: None,
            pinned: false,
            trashed: false,
        }
    }

    /// The draft itself, or one that is refused because a name, a tag or the note is too long.
    #[must_use]
    pub fn within_bounds(self) -> Self {
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

/// Sets the status of each draft against what the vault holds and against the drafts before it.
///
/// Two accounts with the same secret are two accounts as long as any other field differs: peers
/// that merge them lose accounts.
pub fn compare<'a>(drafts: &mut [Draft], held: impl IntoIterator<Item = &'a Entry>) {
    let mut known: HashMap<Labels, Namesakes> = HashMap::new();
    for entry in held {
        known.entry(entry.labels().clone()).or_default().add(entry.otp());
    }
    for draft in drafts {
        let Ok(otp) = &draft.otp else { continue };
        let same_labels = known.entry(draft.labels.clone()).or_default();
        draft.status = if same_labels.contain(otp) {
            Status::Duplicate
        } else if let Some(other) = &same_labels.first {
            Status::Conflict(difference(other, otp))
        } else {
            Status::New
        };
        // One that goes to the trash does not stand for one that does not.
        if draft.status != Status::Duplicate && !draft.trashed {
            same_labels.add(otp);
        }
    }
}

/// The accounts of one name. A file may have any number of them.
#[derive(Default)]
struct Namesakes {
    first: Option<Otp>,
    all: HashSet<[u8; 32]>,
}

impl Namesakes {
    fn contain(&self, otp: &Otp) -> bool {
        self.all.contains(&fingerprint(otp))
    }

    fn add(&mut self, otp: &Otp) {
        self.first.get_or_insert_with(|| otp.clone());
        self.all.insert(fingerprint(otp));
    }
}

/// Equal for two `Otp`s exactly if secret, PIN and all parameters are equal.
pub(crate) fn fingerprint(otp: &Otp) -> [u8; 32] {
    let (period, counter) = (otp.period().map(Period::seconds), otp.counter());
    let (kind, algorithm) = (otp.kind().name(), otp.algorithm().name());
    let pin = otp.pin().map(Pin::expose).unwrap_or_default();
    let mut hash = Sha256::new();
    hash.update(format!("{kind} {algorithm} {} {period:?} {counter:?} ", otp.digits()));
    hash.update((pin.len() as u64).to_be_bytes());
    hash.update(pin);
    hash.update(otp.secret().expose());
    hash.finalize().into()
}

/// Sets the status of each draft of an import, as [`compare`] does, against the live entries and
/// those in the trash: what was removed here may be added again, but what comes out of another
/// app's trash and lies in ours is here already.
pub fn compare_import<'a>(
    drafts: &mut [Draft],
    live: impl IntoIterator<Item = &'a Entry>,
    trashed: impl IntoIterator<Item = &'a Entry>,
) {
    compare(drafts, live);
    let mut removed: HashMap<Labels, Namesakes> = HashMap::new();
    for entry in trashed {
        removed.entry(entry.labels().clone()).or_default().add(entry.otp());
    }
    for draft in drafts.iter_mut().filter(|draft| draft.trashed) {
        let Ok(otp) = &draft.otp else { continue };
        let same_labels = removed.entry(draft.labels.clone()).or_default();
        if same_labels.contain(otp) {
            draft.status = Status::Duplicate;
        } else {
            same_labels.add(otp);
        }
    }
}

fn difference(a: &Otp, b: &Otp) -> Difference {
    if a.kind() != b.kind() {
        Difference::Kind
    } else if a.secret() != b.secret() {
        Difference::Secret
    } else if a.algorithm() != b.algorithm() {
        Difference::Algorithm
    } else if a.digits() != b.digits() {
        Difference::Digits
    } else if a.period() != b.period() {
        Difference::Period
    } else if a.pin() != b.pin() {
        Difference::Pin
    } else {
        Difference::Counter
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

//! What a vault holds: entries made of parts that can be edited, and merged, one by one.

mod earlier;
mod part;

use std::collections::BTreeSet;

use uuid::Uuid;

pub use self::earlier::{Earlier, Was};
pub(crate) use self::part::{Part, Value};
use crate::fields::Unknown;
use crate::otp::Otp;
use crate::recovery_codes::SiteCodes;
use crate::search::Account;
use crate::secret::SecretText;
use crate::stamp::{Stamp, StampClock};
use crate::time::UnixTime;

/// Names an entry for ever, in every copy of the vault.
pub type EntryId = Uuid;

/// One account.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub(crate) id: EntryId,
    pub(crate) created_at: UnixTime,
    pub(crate) otp: Part<Otp>,
    /// Versions of the otp part that another copy made, not knowing of this one: the latest first.
    pub(crate) rivals: Vec<Part<Otp>>,
    /// The stamps of the versions of the otp part that were replaced.
    pub(crate) past: BTreeSet<Stamp>,
    pub(crate) labels: Part<Labels>,
    pub(crate) tags: Part<Vec<String>>,
    pub(crate) note: Part<SecretText>,
    pub(crate) pin: Part<bool>,
    pub(crate) order: Part<i64>,
    pub(crate) trash: Part<Option<UnixTime>>,
    pub(crate) usage: Part<Usage>,
    /// When a code was last copied or printed; none before the first time.
    pub(crate) used: Option<Part<UnixTime>>,
    /// None before the first time.
    pub(crate) recovery_codes: Option<Part<SiteCodes>>,
    pub(crate) unknown: Unknown,
}

/// Who issued the secret, and for which of their accounts.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Labels {
    /// The site or service; may be empty.
    pub issuer: String,
    /// The account name there; may be empty.
    pub account: String,
}

/// The longest name of a site or of an account there, in characters.
pub const MAX_NAME: usize = 1_000;
/// The most tags of an entry.
pub const MAX_TAGS: usize = 100;
/// The longest tag, in characters.
pub const MAX_TAG: usize = 100;
/// The longest note, in bytes: 64 KiB.
pub const MAX_NOTE: usize = 64 * 1024;

/// What is too long for an entry that is made or edited. An entry that is in a vault is read however
/// long its parts are.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TooLong {
    /// A name has more than [`MAX_NAME`] characters.
    #[error("a name has more than {MAX_NAME} characters")]
    Name,
    /// There are more than [`MAX_TAGS`] tags, or one has more than [`MAX_TAG`] characters.
    #[error("there are more than {MAX_TAGS} tags, or one has more than {MAX_TAG} characters")]
    Tags,
    /// The note has more than [`MAX_NOTE`] bytes.
    #[error("the note has more than {MAX_NOTE} bytes")]
    Note,
}

/// Whether an entry may be made with these.
///
/// # Errors
/// [`TooLong`], for the first part that is.
pub fn check_lengths(labels: &Labels, tags: &[String], note: &str) -> Result<(), TooLong> {
    let is_longer = |text: &str, most| text.len() > most && text.chars().nth(most).is_some();
    if is_longer(&labels.issuer, MAX_NAME) || is_longer(&labels.account, MAX_NAME) {
        return Err(TooLong::Name);
    }
    if tags.len() > MAX_TAGS || tags.iter().any(|tag| is_longer(tag, MAX_TAG)) {
        return Err(TooLong::Tags);
    }
    if note.len() > MAX_NOTE { Err(TooLong::Note) } else { Ok(()) }
}

/// How an entry has been used.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Usage {
    /// The site took a code: the user said so, or the entry was in use in another app.
    pub confirmed: bool,
    /// Of files from before uses had a part of their own ([`Entry::used_at`]): kept as it is.
    pub used_at: Option<UnixTime>,
}

/// All that is needed for a new entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewEntry {
    /// Issuer and account name.
    pub labels: Labels,
    /// Ready to give codes.
    pub otp: Otp,
    /// Free words to group by.
    pub tags: Vec<String>,
    /// Free text, in which people keep recovery codes.
    pub note: SecretText,
    /// Kept at the top of the list.
    pub pinned: bool,
    /// Comes into the trash.
    pub trashed: bool,
    /// The site has taken codes of it before: it was in use in another app.
    pub confirmed: bool,
    /// Recovery codes of the site.
    pub recovery_codes: SiteCodes,
}

impl NewEntry {
    /// An entry of which nothing more is known.
    #[must_use]
    pub fn new(labels: Labels, otp: Otp) -> Self {
        Self {
            labels,
            otp,
            tags: Vec::new(),
            note: SecretText::default(),
            pinned: false,
            trashed: false,
            confirmed: false,
            recovery_codes: SiteCodes::default(),
        }
    }
}

/// What to change in an entry. `None` leaves a part as it is.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Issuer and account name.
    pub labels: Option<Labels>,
    /// Secret and parameters.
    pub otp: Option<Otp>,
    /// Free words to group by.
    pub tags: Option<Vec<String>>,
    /// Free text, in which people keep recovery codes.
    pub note: Option<SecretText>,
    /// Kept at the top of the list.
    pub pinned: Option<bool>,
    /// Where it stands in the user's order: the lower number first.
    pub position: Option<i64>,
    /// Put into the trash at a moment, or taken out of it.
    pub trashed: Option<Option<UnixTime>>,
    /// Whether the user said that the site took a code of the entry.
    pub usage: Option<Usage>,
    /// Recovery codes of the site, in the place of those that were there.
    pub recovery_codes: Option<SiteCodes>,
}

impl Entry {
    pub(crate) fn new(
        id: EntryId,
        new: NewEntry,
        order: i64,
        clock: &mut StampClock,
        now: UnixTime,
    ) -> Self {
        let stamp = clock.tick(now);
        Self {
            id,
            created_at: now,
            otp: Part::new(new.otp, stamp),
            rivals: Vec::new(),
            past: BTreeSet::new(),
            labels: Part::new(new.labels, stamp),
            tags: Part::new(tidy_tags(new.tags), stamp),
            note: Part::new(new.note, stamp),
            pin: Part::new(new.pinned, stamp),
            order: Part::new(order, stamp),
            trash: Part::new(new.trashed.then_some(now), stamp),
            usage: Part::new(Usage { confirmed: new.confirmed, used_at: None }, stamp),
            used: None,
            recovery_codes: (!new.recovery_codes.all().is_empty())
                .then(|| Part::new(new.recovery_codes, stamp)),
            unknown: Unknown::default(),
        }
    }

    pub(crate) fn edit(&mut self, edit: Edit, clock: &mut StampClock, now: UnixTime) {
        self.labels.set(edit.labels, clock, now);
        self.set_otp(edit.otp, clock, now);
        self.tags.set(edit.tags.map(tidy_tags), clock, now);
        self.note.set(edit.note, clock, now);
        self.pin.set(edit.pinned, clock, now);
        self.order.set(edit.position, clock, now);
        self.trash.set(edit.trashed, clock, now);
        self.usage.set(edit.usage, clock, now);
        if edit.recovery_codes.as_ref().is_some_and(|codes| codes != self.recovery_codes()) {
            Part::set_or_make(&mut self.recovery_codes, edit.recovery_codes, clock, now);
        }
    }

    /// What takes an edit back: the parts that it names, as they are now.
    #[must_use]
    pub fn reverse(&self, edit: &Edit) -> Edit {
        Edit {
            labels: edit.labels.as_ref().map(|_| self.labels().clone()),
            otp: edit.otp.as_ref().map(|_| self.otp().clone()),
            tags: edit.tags.as_ref().map(|_| self.tags().to_vec()),
            note: edit.note.as_ref().map(|_| self.note().clone()),
            pinned: edit.pinned.map(|_| self.pinned()),
            position: edit.position.map(|_| self.order.value),
            trashed: edit.trashed.map(|_| self.trashed_at()),
            usage: edit.usage.as_ref().map(|_| self.usage().clone()),
            recovery_codes: edit.recovery_codes.as_ref().map(|_| self.recovery_codes().clone()),
        }
    }

    /// Notes that a code was copied or printed.
    pub(crate) fn mark_used(&mut self, clock: &mut StampClock, now: UnixTime) {
        Part::set_or_make(&mut self.used, Some(now), clock, now);
    }

    /// A counter that moves up keeps its stamp: two copies that both used it are no clash, and a
    /// merge takes the higher one. Everything else replaces the version that was here.
    fn set_otp(&mut self, otp: Option<Otp>, clock: &mut StampClock, now: UnixTime) {
        match otp {
            Some(otp) if self.otp.value.moves_up_to(&otp) => self.otp.value = otp,
            otp => {
                let before = self.otp.stamp;
                self.otp.set(otp, clock, now);
                if self.otp.stamp != before {
                    self.past.insert(before);
                }
            }
        }
    }

    /// Makes every part the latest there is.
    pub(crate) fn restamp(&mut self, clock: &mut StampClock, now: UnixTime) {
        let stamp = clock.tick(now);
        self.past.insert(self.otp.stamp);
        self.otp.restamp(stamp);
        self.labels.restamp(stamp);
        self.tags.restamp(stamp);
        self.note.restamp(stamp);
        self.pin.restamp(stamp);
        self.order.restamp(stamp);
        self.trash.restamp(stamp);
        self.usage.restamp(stamp);
        if let Some(used) = &mut self.used {
            used.restamp(stamp);
        }
        if let Some(codes) = &mut self.recovery_codes {
            codes.restamp(stamp);
        }
    }

    /// Ticks a recovery code off, or no longer. False where there is no such code.
    pub(crate) fn tick_recovery_code(
        &mut self,
        code: &SecretText,
        is_used: bool,
        clock: &mut StampClock,
        now: UnixTime,
    ) -> bool {
        let codes = self.recovery_codes.iter_mut().flat_map(|part| &mut part.value.0);
        let Some(code) = codes.into_iter().find(|known| known.text == *code) else { return false };
        if code.used_at.is_some() != is_used {
            code.used_at = is_used.then_some(now);
            code.stamp = Some(clock.tick(now));
        }
        true
    }

    /// Every stamp of the entry.
    pub(crate) fn stamps(&self) -> impl Iterator<Item = Stamp> {
        let parts = [
            self.otp.stamp,
            self.labels.stamp,
            self.tags.stamp,
            self.note.stamp,
            self.pin.stamp,
            self.order.stamp,
            self.trash.stamp,
            self.usage.stamp,
        ];
        let rivals = self.rivals.iter().map(|rival| rival.stamp);
        let used = self.used.iter().map(|used| used.stamp);
        let codes = self.recovery_codes.iter();
        let codes = codes.flat_map(|part| part.value.stamps().into_iter().chain([part.stamp]));
        parts.into_iter().chain(used).chain(codes).chain(rivals).chain(self.past.iter().copied())
    }

    /// The entry's name for ever.
    #[must_use]
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// When the entry was added.
    #[must_use]
    pub fn created_at(&self) -> UnixTime {
        self.created_at
    }

    /// Secret and parameters.
    #[must_use]
    pub fn otp(&self) -> &Otp {
        &self.otp.value
    }

    /// Issuer and account name.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels.value
    }

    /// Free words to group by.
    #[must_use]
    pub fn tags(&self) -> &[String] {
        &self.tags.value
    }

    /// Free text, in which people keep recovery codes.
    #[must_use]
    pub fn note(&self) -> &SecretText {
        &self.note.value
    }

    /// Kept at the top of the list.
    #[must_use]
    pub fn pinned(&self) -> bool {
        self.pin.value
    }

    /// When the entry was put into the trash; none if it is live.
    #[must_use]
    pub fn trashed_at(&self) -> Option<UnixTime> {
        self.trash.value
    }

    /// When a code was last copied or printed, to the hour; none if that is not known.
    #[must_use]
    pub fn used_at(&self) -> Option<UnixTime> {
        self.used.as_ref().map(|used| used.value)
    }

    /// Recovery codes of the site; none where nobody has put any there.
    #[must_use]
    pub fn recovery_codes(&self) -> &SiteCodes {
        const NONE: &SiteCodes = &SiteCodes(Vec::new());
        self.recovery_codes.as_ref().map_or(NONE, |part| &part.value)
    }

    /// Names the list of recovery codes until another one takes its place; none where there was never any.
    #[must_use]
    pub fn recovery_codes_stamp(&self) -> Option<Stamp> {
        self.recovery_codes.as_ref().map(|part| part.stamp)
    }

    /// What a search looks at.
    #[must_use]
    pub fn searched(&self) -> Account<'_> {
        let Labels { issuer, account } = self.labels();
        let note = self.note().expose();
        Account { issuer, account, tags: self.tags(), note, used_at: self.used_at() }
    }

    /// When names, tags, note, pin, secret or parameters were last changed. A counter that moves up is no
    /// change.
    #[must_use]
    pub fn changed_at(&self) -> UnixTime {
        let parts =
            [self.otp.stamp, self.labels.stamp, self.tags.stamp, self.note.stamp, self.pin.stamp];
        parts.iter().map(|stamp| UnixTime::from_millis(stamp.0)).max().unwrap_or(self.created_at)
    }

    /// How the entry has been used.
    #[must_use]
    pub fn usage(&self) -> &Usage {
        &self.usage.value
    }

    /// Pinned first, then in the user's order, then by age.
    pub(crate) fn place(&self) -> impl Ord + use<> {
        (!self.pin.value, self.rank())
    }

    /// In the user's order, then by age.
    pub(crate) fn rank(&self) -> (i64, UnixTime, EntryId) {
        (self.order.value, self.created_at, self.id)
    }
}

/// Trimmed, without empty ones and without repeats, in the order given.
fn tidy_tags(tags: Vec<String>) -> Vec<String> {
    let mut tidy: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = tag.trim();
        if !tag.is_empty() && !tidy.iter().any(|t| t == tag) {
            tidy.push(tag.to_owned());
        }
    }
    tidy
}

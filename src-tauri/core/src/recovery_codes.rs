//! Recovery codes of a site: each lets its owner in once, without the second factor. Sites hand out about ten
//! of them, and call them backup codes as well. They have nothing to do with the recovery sheet, which opens the
//! vault.

mod split;

use std::collections::BTreeSet;

use crate::secret::SecretText;
use crate::stamp::Stamp;
use crate::time::UnixTime;

pub use split::{Split, split};

/// The most recovery codes of an entry.
pub const MAX_CODES: usize = 100;
/// With so many left, or fewer, it is time to get new ones.
const FEW: usize = 2;
/// The longest recovery code, in characters.
pub const MAX_CODE: usize = 100;

/// A recovery code, and whether it was used.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct SiteCode {
    /// When `used_at` was last changed; none where it never was.
    pub(crate) stamp: Option<Stamp>,
    pub(crate) text: SecretText,
    pub(crate) used_at: Option<UnixTime>,
}

impl SiteCode {
    /// One that was not used yet.
    #[must_use]
    pub fn new(text: SecretText) -> Self {
        Self { stamp: None, text, used_at: None }
    }

    /// The characters to type.
    #[must_use]
    pub fn text(&self) -> &SecretText {
        &self.text
    }

    /// When it was ticked off; none while it is good.
    #[must_use]
    pub fn used_at(&self) -> Option<UnixTime> {
        self.used_at
    }

    fn is_same(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// The recovery codes of an entry, each once, in the order of the site.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct SiteCodes(pub(crate) Vec<SiteCode>);

/// There are more than [`MAX_CODES`], or one is longer than [`MAX_CODE`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "there are more than {MAX_CODES} recovery codes, or one has more than {MAX_CODE} characters"
)]
pub struct TooMany;

impl SiteCodes {
    /// Codes as they were read somewhere. One that stands twice is taken once, and is used if either was.
    ///
    /// # Errors
    /// [`TooMany`].
    pub fn new(codes: impl IntoIterator<Item = SiteCode>) -> Result<Self, TooMany> {
        let mut all: Vec<SiteCode> = Vec::new();
        for code in codes {
            if code.text.expose().chars().nth(MAX_CODE).is_some() {
                return Err(TooMany);
            }
            if let Some(known) = all.iter_mut().find(|known| known.is_same(&code)) {
                known.used_at = known.used_at.or(code.used_at);
            } else {
                all.push(code);
            }
            if all.len() > MAX_CODES {
                return Err(TooMany);
            }
        }
        Ok(Self(all))
    }

    /// The same codes, of which those are used that were used in the list before.
    #[must_use]
    pub fn after(mut self, before: &Self) -> Self {
        for code in self.0.iter_mut().filter(|code| code.used_at.is_none()) {
            if let Some(known) = before.0.iter().find(|known| known.is_same(code)) {
                code.clone_from(known);
            }
        }
        self
    }

    /// All of them, in order.
    #[must_use]
    pub fn all(&self) -> &[SiteCode] {
        &self.0
    }

    /// How many were not used yet.
    #[must_use]
    pub fn left(&self) -> usize {
        self.0.iter().filter(|code| code.used_at.is_none()).count()
    }

    /// Whether so many were used that it is time to get new ones. Some sites give no more than one.
    #[must_use]
    pub fn are_few(&self) -> bool {
        self.left() <= FEW && self.left() < self.0.len()
    }

    /// Joins the ticks of two copies of one list: of each code, what was said last.
    pub(crate) fn join_ticks(&self, other: &Self) -> Self {
        let join = |code: &SiteCode| {
            let theirs = other.0.iter().filter(|theirs| theirs.is_same(code));
            theirs.chain([code]).max().unwrap_or(code).clone()
        };
        // A list under one stamp is the same list, unless a file was made to say otherwise: then the one
        // with the greater texts, in every copy.
        let texts = |codes: &Self| codes.0.iter().map(|code| code.text.clone()).collect::<Vec<_>>();
        match texts(self).cmp(&texts(other)) {
            std::cmp::Ordering::Less => other.clone(),
            std::cmp::Ordering::Greater => self.clone(),
            std::cmp::Ordering::Equal => Self(self.0.iter().map(join).collect()),
        }
    }

    /// When codes were ticked off, or no longer.
    pub(crate) fn stamps(&self) -> BTreeSet<Stamp> {
        self.0.iter().filter_map(|code| code.stamp).collect()
    }
}

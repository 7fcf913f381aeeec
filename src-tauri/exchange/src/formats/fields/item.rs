//! Items of password managers: a name, a user, folders, and one or several fields with a code.

use std::sync::LazyLock;

use tessera_core::entry::Labels;
use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::fields::parts;
use crate::formats::format::{ENOUGH, Import, MAX_ENTRIES, ReadError, Remark};

/// An item, apart from its codes.
#[derive(Debug, Default)]
pub(crate) struct Item {
    /// What the user calls it: the issuer, where the code itself names none.
    pub(crate) title: String,
    /// The name to sign in with: the account name, where the code itself has none.
    pub(crate) user: String,
    /// Folders, vaults and tags.
    pub(crate) tags: Vec<String>,
    /// Free text.
    pub(crate) note: SecretText,
    /// A favourite.
    pub(crate) pinned: bool,
    /// In the bin.
    pub(crate) trashed: bool,
}

/// The most bytes of names and notes that all codes together take from their items: what a vault
/// holds. An item may have any number of codes, and each takes a copy.
const MAX_COPIED: usize = 64 << 20;

/// What codes take once there is no room for more.
static NOTHING: LazyLock<Item> = LazyLock::new(Item::default);

/// Items becoming drafts.
#[derive(Debug, Default)]
pub(crate) struct Items {
    import: Import,
    without_code: usize,
    /// How many bytes codes have taken from their items.
    copied: usize,
}

impl Items {
    /// Adds an item with the fields that hold its codes, each a URI or a bare secret; empty ones do
    /// not count.
    pub(crate) fn add(&mut self, item: &Item, codes: impl IntoIterator<Item = SecretText>) {
        let before = self.import.drafts.len();
        let codes = codes.into_iter().filter(|code| !code.expose().trim().is_empty());
        for code in codes {
            let item = self.share(item);
            self.push(item.draft(&code));
        }
        if self.import.drafts.len() == before {
            self.without_code += 1;
        }
    }

    /// The item as its next code may have it: whole, as long as there is room for copies.
    pub(crate) fn share<'i>(&mut self, item: &'i Item) -> &'i Item {
        match self.copied.saturating_add(item.length()) {
            copied if copied <= MAX_COPIED => {
                self.copied = copied;
                item
            }
            _ => &NOTHING,
        }
    }

    /// Adds a draft that was made of parts.
    pub(crate) fn add_draft(&mut self, item: &Item, draft: Draft) {
        self.push(item.dress(draft));
    }

    /// Counts an item that cannot be read at all.
    pub(crate) fn add_unreadable(&mut self) {
        self.push(Draft::refused(Labels::default(), UriError::Unreadable));
    }

    fn push(&mut self, draft: Draft) {
        if self.import.drafts.len() < ENOUGH {
            self.import.drafts.push(draft);
        }
    }

    /// Whether there are more than a file may have. What comes behind them changes nothing any more.
    pub(crate) fn are_too_many(&self) -> bool {
        self.without_code > MAX_ENTRIES || self.import.drafts.len() > MAX_ENTRIES
    }

    /// What was found, and how many items had no code.
    pub(crate) fn finish(mut self) -> Result<Import, ReadError> {
        if self.are_too_many() {
            return Err(ReadError::TooLarge);
        }
        if self.without_code > 0 {
            self.import.remarks.push(Remark::WithoutCode { count: self.without_code });
        }
        self.import.or_empty()
    }
}

impl Item {
    fn length(&self) -> usize {
        let texts = [&self.title, &self.user].into_iter().chain(&self.tags);
        self.note.expose().len() + texts.map(String::len).sum::<usize>()
    }

    /// A cell that slipped may hold the code where its name should stand.
    pub(crate) fn labels(&self) -> Labels {
        let (issuer, account) = (self.title.trim().to_owned(), self.user.trim().to_owned());
        otpauth::nameable(Labels { issuer, account })
    }

    fn draft(&self, code: &SecretText) -> Draft {
        self.dress(parts::uri_or_secret(code, self.labels()))
    }

    /// A title that is not the issuer is kept, as a note where there is none.
    fn dress(&self, mut draft: Draft) -> Draft {
        let title = self.labels().issuer;
        let is_kept = draft.labels.issuer == title || !self.note.expose().trim().is_empty();
        draft.note = if is_kept { self.note.clone() } else { title.into() };
        draft.tags = parts::tags(&self.tags);
        draft.pinned = self.pinned;
        draft.trashed = self.trashed;
        draft
    }
}

//! Items of password managers: a name, a user, folders, and one or several fields with a code.

use std::collections::HashSet;
use std::sync::LazyLock;

use tessera_core::entry::Labels;
use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::SecretText;

use crate::draft::{Draft, fingerprint, tidy};
use crate::formats::fields::parts;
use crate::formats::fields::recovery::RecoveryFields;
use crate::formats::fields::words;
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
    /// Recovery codes of the site.
    pub(crate) recovery: RecoveryFields,
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
    /// Adds an item with the fields that hold its codes, each one or several URIs or a bare secret; empty
    /// ones do not count.
    pub(crate) fn add(&mut self, item: &Item, codes: impl IntoIterator<Item = SecretText>) {
        let codes = codes.into_iter().filter(|code| !code.expose().trim().is_empty());
        self.add_each(item, codes.flat_map(|code| apart(code.expose())), |code, item| {
            parts::uri_or_secret(&code, item.labels())
        });
    }

    /// Adds an item with its codes, of each of which a draft is made. A code that the item has twice under
    /// one name is one.
    pub(crate) fn add_each<C>(
        &mut self,
        item: &Item,
        codes: impl IntoIterator<Item = C>,
        draft: impl Fn(C, &Item) -> Draft,
    ) {
        let before = self.import.drafts.len();
        let mut known = HashSet::new();
        for code in codes {
            let item = self.share(item);
            let draft = item.dress(draft(code, item));
            let is_new = draft
                .otp
                .as_ref()
                .map_or(true, |otp| known.insert((fingerprint(otp), draft.labels.clone())));
            if is_new {
                self.push(draft);
            }
        }
        if self.import.drafts.len() == before {
            self.without_code += 1;
        }
        self.give_recovery_codes(before, &item.recovery);
    }

    /// Gives recovery codes to the first draft of an item, whose place is that of all drafts; they let its owner in
    /// once, so that no other draft may have them too.
    pub(crate) fn give_recovery_codes(&mut self, first: usize, codes: &RecoveryFields) {
        if let Some(draft) = self.import.drafts.get_mut(first) {
            codes.give_to(draft);
        }
    }

    /// The item as its next code may have it: whole, as long as there is room for copies.
    fn share<'i>(&mut self, item: &'i Item) -> &'i Item {
        match self.copied.saturating_add(item.length()) {
            copied if copied <= MAX_COPIED => {
                self.copied = copied;
                item
            }
            _ => &NOTHING,
        }
    }

    /// How many codes there are by now, good and bad.
    pub(crate) fn count(&self) -> usize {
        self.import.drafts.len()
    }

    /// Counts items without a code.
    pub(crate) fn add_without_code(&mut self, count: usize) {
        self.without_code += count;
    }

    /// Adds an entry that gives no codes.
    pub(crate) fn add_refused(&mut self, item: &Item, reason: UriError) {
        let item = self.share(item);
        self.push(item.dress(Draft::refused(item.labels(), reason)));
    }

    /// Names an item of which no more can be read.
    pub(crate) fn add_unreadable(&mut self, labels: Labels) {
        self.push(Draft::unreadable(labels));
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

/// The links in the field of a code, of which there may be several; else the field itself.
pub(crate) fn apart(code: &str) -> Vec<SecretText> {
    let starts: Vec<usize> = words::link_starts(code).collect();
    if starts.is_empty() {
        return vec![SecretText::new(code.to_owned())];
    }
    let is_alone = starts.len() == 1 && code.trim_start().len() == code.len() - starts[0];
    let ends = starts.iter().skip(1).copied().chain([code.len()]);
    let links = starts.iter().zip(ends).filter_map(|(start, end)| code.get(*start..end));
    links.map(|link| SecretText::new(without_rest(link, is_alone).to_owned())).collect()
}

/// A link without what stands behind it. One that fills its field may have spaces in it; a line that goes
/// on without any is a link that was broken.
fn without_rest(link: &str, is_alone: bool) -> &str {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '"' | '\'');
    let link = link.trim_end_matches(between);
    let (line, rest) = link.split_once(['\n', '\r']).unwrap_or((link, ""));
    match (is_alone, rest.trim().contains(char::is_whitespace)) {
        (true, false) => link,
        (true, true) => line.trim_end_matches(between),
        (false, _) => {
            link.split(char::is_whitespace).next().unwrap_or(link).trim_end_matches(between)
        }
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
        tidy(otpauth::nameable(Labels { issuer, account }))
    }

    /// A title that says more than the names is kept, as a note where there is none.
    fn dress(&self, mut draft: Draft) -> Draft {
        let title = self.labels().issuer;
        draft.labels = tidy(draft.labels);
        let is_said = draft.labels.issuer == title
            || title.split_once(':').is_some_and(|(issuer, account)| {
                issuer.trim() == draft.labels.issuer && account.trim() == draft.labels.account
            });
        let is_kept = is_said || !self.note.expose().trim().is_empty();
        draft.note = if is_kept { self.note.clone() } else { title.into() };
        draft.tags = parts::tags(&self.tags);
        draft.pinned = self.pinned;
        draft.trashed = self.trashed;
        draft
    }
}

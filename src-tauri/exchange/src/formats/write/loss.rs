//! What a format cannot carry.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use tessera_core::secret::SecretText;

use super::Outgoing;

/// What a format cannot carry of an account.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Loss {
    /// The account itself: the app has no codes of this kind.
    Account,
    /// The account itself, which is in the trash: the app has none.
    Trash,
    /// Issuer or account name arrive changed, or split in another place by some readers.
    Labels,
    /// Tags, or all but the first.
    Tags,
    /// The note.
    Note,
    /// The recovery codes of the site.
    RecoveryCodes,
    /// The mark that keeps the account at the top of the list.
    Pin,
    /// An account before it has the same secret, and the app keeps only one of the two.
    Shared,
    /// The app for the iPhone refuses this number of digits or this period.
    Iphone,
}

impl Loss {
    /// One word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Trash => "trash",
            Self::Labels => "labels",
            Self::Tags => "tags",
            Self::Note => "note",
            Self::RecoveryCodes => "recovery_codes",
            Self::Pin => "pin",
            Self::Shared => "shared",
            Self::Iphone => "iphone",
        }
    }
}

/// What would be lost of accounts, in their order.
#[derive(Clone, Debug)]
pub struct Losses(pub(super) Vec<BTreeSet<Loss>>);

impl Losses {
    /// What would be lost of each.
    #[must_use]
    pub fn each(&self) -> &[BTreeSet<Loss>] {
        &self.0
    }

    /// Of each, whether it comes along at all.
    pub fn carried(&self) -> impl Iterator<Item = bool> + '_ {
        self.0
            .iter()
            .map(|losses| !losses.contains(&Loss::Account) && !losses.contains(&Loss::Trash))
    }

    /// How many come along.
    #[must_use]
    pub fn carried_count(&self) -> usize {
        self.carried().filter(|is_carried| *is_carried).count()
    }

    /// How many accounts have each loss.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Loss, usize> {
        let mut counts = BTreeMap::new();
        for loss in self.0.iter().flatten() {
            *counts.entry(*loss).or_default() += 1;
        }
        counts
    }
}

/// Asks each account for itself.
pub(super) fn each(
    accounts: &[Outgoing<'_>],
    loses: impl Fn(&Outgoing<'_>) -> BTreeSet<Loss>,
) -> Vec<BTreeSet<Loss>> {
    accounts.iter().map(loses).collect()
}

/// Marks accounts whose secret, as the format writes it, one before them has: for apps to which it
/// is the key of an account. What stays behind takes no key.
pub(super) fn mark_shared(
    accounts: &[Outgoing<'_>],
    secret: impl Fn(&Outgoing<'_>) -> SecretText,
    losses: &mut [BTreeSet<Loss>],
) {
    let secrets: Vec<SecretText> = accounts.iter().map(secret).collect();
    let mut taken = HashSet::new();
    for ((account, secret), losses) in accounts.iter().zip(&secrets).zip(losses) {
        let comes_along = !account.trashed && !losses.contains(&Loss::Account);
        if comes_along && !taken.insert(secret.expose()) {
            losses.insert(Loss::Shared);
        }
    }
}

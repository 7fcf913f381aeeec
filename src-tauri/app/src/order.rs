//! In which order the accounts are listed. Pinned ones come first in each.

use std::cmp::Reverse;

use tessera_core::entry::Entry;
use tessera_core::search::folded;

use crate::types::ListOrder;

/// Puts entries that stand in the user's own order into another one. Equal ones stay as they stand.
pub(crate) fn arrange(entries: &mut [&Entry], order: ListOrder) {
    match order {
        ListOrder::Own => {}
        ListOrder::Issuer => {
            entries.sort_by_cached_key(|entry| {
                let labels = entry.labels();
                (!entry.pinned(), names(&labels.issuer, &labels.account))
            });
        }
        ListOrder::Account => {
            entries.sort_by_cached_key(|entry| {
                let labels = entry.labels();
                (!entry.pinned(), names(&labels.account, &labels.issuer))
            });
        }
        ListOrder::LastUsed => {
            entries.sort_by_key(|entry| (!entry.pinned(), Reverse(entry.used_at())));
        }
    }
}

/// What to sort by, without case and accents: the other name where the first is empty.
fn names(first: &str, second: &str) -> (String, String) {
    let first = if first.is_empty() { second } else { first };
    (folded(first).to_string(), folded(second).to_string())
}

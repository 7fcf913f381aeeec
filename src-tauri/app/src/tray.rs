//! What a menu of the system offers: the accounts that are wanted most, while the vault is open. Never
//! a code.

use tessera_core::entry::Entry;

use crate::app::App;
use crate::order::arrange;
use crate::types::{ListOrder, TrayAccount, TrayMenu};

/// The most accounts in the menu: it is for those that are used often, and the window finds the others.
const MOST: usize = 8;

impl App {
    /// What the menu offers now; none while the user wants no tray.
    #[must_use]
    pub fn tray_menu(&self) -> Option<TrayMenu> {
        let settings = self.settings();
        let live = self.open.as_ref().map(|session| session.file.vault().contents().live());
        let accounts = live.map(|live| wanted(live).into_iter().map(account).collect());
        settings.tray.then_some(TrayMenu { accounts, close_to_tray: settings.close_to_tray })
    }
}

/// What is pinned, then what was used, each by its last use.
fn wanted(mut live: Vec<&Entry>) -> Vec<&Entry> {
    live.retain(|entry| entry.pinned() || entry.used_at().is_some());
    arrange(&mut live, ListOrder::LastUsed);
    live.truncate(MOST);
    live
}

fn account(entry: &Entry) -> TrayAccount {
    let labels = entry.labels();
    TrayAccount {
        id: entry.id().to_string(),
        issuer: labels.issuer.clone(),
        account: labels.account.clone(),
    }
}

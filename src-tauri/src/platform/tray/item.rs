//! The icon and its menu on the session bus, as a StatusNotifierItem with a menu of dbusmenu.

use std::path::Path;
use std::sync::Arc;

use ksni::blocking::TrayMethods;
use ksni::menu::StandardItem;
use ksni::{Icon, MenuItem, OfflineReason};
use tauri::async_runtime::spawn;
use tessera_app::commands::{self, Host};
use tessera_app::types::TrayAccount;
use tessera_words::{plain, say};

use super::{Tray, Window};

pub(super) type Handle = ksni::blocking::Handle<Item>;

/// None while the vault is not open.
pub(super) type Accounts = Option<Vec<TrayAccount>>;

/// The longest name in the menu, in characters: a menu is as wide as its widest item.
const LONGEST: usize = 60;

pub(super) struct Item {
    tray: Tray,
    host: Host,
    window: Arc<dyn Window>,
    accounts: Accounts,
}

/// Puts the icon into the tray, now or when there is one. None where there is no bus.
pub(super) fn put(
    tray: Tray,
    host: Host,
    window: Arc<dyn Window>,
    accounts: Accounts,
) -> Option<Handle> {
    // Taken back at once where nobody shows it.
    tray.is_shown(true);
    let item = Item { tray: tray.clone(), host, window, accounts };
    // In a sandbox only names of the app's own can be taken.
    let sandboxed = Path::new("/.flatpak-info").exists();
    let put = item.assume_sni_available(true).disable_dbus_name(sandboxed).spawn();
    put.inspect_err(|_| tray.is_shown(false)).ok()
}

/// Names these accounts in the menu, in the place of those it named before.
pub(super) fn show(item: &Handle, accounts: Accounts) {
    // One that has ended names none.
    let _ = item.update(move |item| item.accounts = accounts);
}

/// Takes the icon out of the tray.
pub(super) fn remove(item: &Handle) {
    item.shutdown().wait();
}

impl Item {
    /// On no thread of the bus: the keeper may be busy. What cannot be copied is said in the window, or
    /// asked there for the password.
    fn copy(&self, id: String) {
        let (host, window) = (self.host.clone(), Arc::clone(&self.window));
        spawn(async move {
            match commands::copy_code(&host, id).await {
                Ok(_) => drop(commands::activity(&host).await),
                Err(_) => window.open(),
            }
        });
    }

    fn lock(&self) {
        let host = self.host.clone();
        spawn(async move { commands::lock(&host).await });
    }
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "tessera".into()
    }

    fn title(&self) -> String {
        "Tessera".into()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        vec![icon()]
    }

    fn activate(&mut self, _: i32, _: i32) {
        self.window.open();
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let open = button(say::ShellTrayOpen.to_string(), |item| item.window.open());
        let quit = button(say::ShellTrayQuit.to_string(), |item| item.window.quit());
        let Some(accounts) = &self.accounts else { return vec![open, quit] };
        let mut menu: Vec<_> = accounts.iter().map(account).collect();
        if !menu.is_empty() {
            menu.push(MenuItem::Separator);
        }
        let lock = button(say::ShellTrayLock.to_string(), |item| item.lock());
        menu.extend([open, lock, quit]);
        menu
    }

    fn watcher_online(&self) {
        self.tray.is_shown(true);
    }

    fn watcher_offline(&self, _: OfflineReason) -> bool {
        self.tray.is_shown(false);
        true
    }
}

fn account(account: &TrayAccount) -> MenuItem<Item> {
    let id = account.id.clone();
    button(name(account), move |item| item.copy(id.clone()))
}

fn button(label: String, chosen: impl Fn(&mut Item) + Send + 'static) -> MenuItem<Item> {
    // An underscore would mark the letter after it.
    let label = label.replace('_', "__");
    StandardItem { label, activate: Box::new(chosen), ..StandardItem::default() }.into()
}

/// Both names, so that two accounts of one site can be told apart; they come from a QR code.
fn name(account: &TrayAccount) -> String {
    let names = [&account.issuer, &account.account].into_iter().filter(|name| !name.is_empty());
    let names: Vec<_> = names.map(String::as_str).collect();
    plain(&names.join(" · ")).chars().take(LONGEST).collect()
}

fn icon() -> Icon {
    let image = tauri::include_image!("icons/32x32.png");
    let pixels = image.rgba().chunks_exact(4);
    Icon {
        width: i32::try_from(image.width()).unwrap_or_default(),
        height: i32::try_from(image.height()).unwrap_or_default(),
        data: pixels.flat_map(|pixel| [pixel[3], pixel[0], pixel[1], pixel[2]]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(issuer: &str, account: &str) -> String {
        name(&TrayAccount { id: String::new(), issuer: issuer.into(), account: account.into() })
    }

    #[test]
    fn an_account_goes_by_the_names_that_it_has() {
        assert_eq!(named("Kestrel", "ada@kestrel.example"), "Kestrel · ada@kestrel.example");
        assert_eq!((named("Kestrel", ""), named("", "ada")), ("Kestrel".into(), "ada".into()));
        assert_eq!(named("Kestrel", &"a".repeat(90)).chars().count(), LONGEST);
        assert_eq!(named("Kes\ntrel", "\u{202e}ada"), "Kes\u{fffd}trel · \u{fffd}ada");
    }

    #[test]
    fn an_underscore_of_a_name_is_shown() {
        let MenuItem::Standard(item) = button("ada_l".into(), |_| ()) else { panic!("no button") };
        assert_eq!(item.label, "ada__l");
    }

    #[test]
    fn the_icon_has_four_bytes_a_pixel() {
        let icon = icon();
        assert_eq!((icon.width, icon.height, icon.data.len()), (32, 32, 32 * 32 * 4));
    }
}

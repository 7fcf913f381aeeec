//! The icon in the desktop's tray: a face of its own, whose menu copies codes without the window. The
//! desktop's programs are told the names of a few accounts while the vault is open, and never a code.
//!
//! Only Linux has it; elsewhere nothing is shown, and the window stays what the app lives by.

#[cfg(target_os = "linux")]
mod item;
#[cfg(target_os = "linux")]
mod watcher;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(target_os = "linux")]
use std::sync::mpsc::{self, Receiver, Sender};

use tessera_app::commands::Host;
use tessera_app::error::CommandError;
use tessera_app::events::{Event, Subscriber, Subscribers};
use tessera_app::ports::face::Face;
#[cfg(target_os = "linux")]
use tessera_app::types::Reason;

#[cfg(target_os = "linux")]
pub use watcher::Watcher;

/// What the tray knows that others ask for. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Tray(Arc<State>);

#[derive(Debug, Default)]
struct State {
    /// The icon is there to be clicked.
    shown: AtomicBool,
    /// The user wants the app to stay where it is.
    stays: AtomicBool,
}

impl Tray {
    /// Whether the app goes on without a window: the user wants that, and there is an icon to open it
    /// again by.
    #[must_use]
    pub fn keeps_the_app(&self) -> bool {
        self.0.shown.load(Ordering::SeqCst) && self.0.stays.load(Ordering::SeqCst)
    }

    #[cfg(target_os = "linux")]
    fn is_shown(&self, shown: bool) {
        self.0.shown.store(shown, Ordering::SeqCst);
    }
}

/// What the menu does beside the vault.
pub trait Window: Send + Sync {
    /// Opens the window, or brings it to the front.
    fn open(&self);

    /// Ends the app.
    fn quit(&self);
}

/// Shows the icon whenever the user wants it, from threads of its own. `host` is that of the window,
/// whose dialogs the tray has no use for.
///
/// # Errors
/// Where the system gives no thread.
pub fn start(
    tray: &Tray,
    host: &Host,
    events: &Subscribers,
    window: Arc<dyn Window>,
) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        let (tell, heard) = mpsc::channel();
        // Looks at once.
        let _ = tell.send(Heard::Change);
        let face = Arc::new(TrayFace(tell));
        let host = Host { id: events.add(face.clone()), face, ..host.clone() };
        let shows = Shows { tray: tray.clone(), host, window };
        std::thread::Builder::new().name("tray".into()).spawn(move || shows.follow(&heard))?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (tray, host, events, window);
    Ok(())
}

/// Something happened that the menu may say.
#[cfg(target_os = "linux")]
enum Heard {
    /// The vault, or the settings.
    Change,
    /// The vault was locked.
    Lock,
}

/// Hears for the thread that shows the icon.
#[cfg(target_os = "linux")]
struct TrayFace(Sender<Heard>);

#[cfg(target_os = "linux")]
impl Subscriber for TrayFace {
    fn emit(&self, event: Event) {
        if matches!(event, Event::Entries | Event::Status) {
            // A tray that has ended shows nothing.
            let _ = self.0.send(Heard::Change);
        }
    }

    fn forget(&self) {
        let _ = self.0.send(Heard::Lock);
    }
}

#[cfg(target_os = "linux")]
impl Face for TrayFace {
    /// A menu is gone once something was chosen from it.
    fn is_hidden(&self) -> bool {
        true
    }

    fn print(&self) -> Result<(), CommandError> {
        Err(Reason::Internal.into())
    }
}

/// Shows the icon, and takes it away.
#[cfg(target_os = "linux")]
struct Shows {
    tray: Tray,
    host: Host,
    window: Arc<dyn Window>,
}

#[cfg(target_os = "linux")]
impl Shows {
    fn follow(&self, heard: &Receiver<Heard>) {
        let mut icon = None;
        while let Ok(first) = heard.recv() {
            // What else was heard meanwhile is answered by the same look.
            let locked = std::iter::once(first).chain(heard.try_iter());
            if locked.filter(|heard| matches!(heard, Heard::Lock)).count() > 0
                && let Some(icon) = &icon
            {
                // At once: the keeper may be busy.
                item::show(icon, None);
            }
            self.look(&mut icon);
        }
    }

    fn look(&self, icon: &mut Option<item::Handle>) {
        let menu = tauri::async_runtime::block_on(tessera_app::commands::tray_menu(&self.host));
        // A keeper that has failed has locked.
        let Ok(menu) = menu else { return };
        let stays = menu.as_ref().is_some_and(|menu| menu.close_to_tray);
        self.tray.0.stays.store(stays, Ordering::SeqCst);
        match (menu, icon.take()) {
            (Some(menu), Some(shown)) => {
                item::show(&shown, menu.accounts);
                *icon = Some(shown);
            }
            (Some(menu), None) => *icon = self.put(menu.accounts),
            (None, Some(shown)) => {
                self.tray.is_shown(false);
                item::remove(&shown);
            }
            (None, None) => {}
        }
    }

    fn put(&self, accounts: item::Accounts) -> Option<item::Handle> {
        let Self { tray, host, window } = self;
        item::put(tray.clone(), host.clone(), Arc::clone(window), accounts)
    }
}

//! Whether something on this desktop shows icons of programs: GNOME does not without an extension.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use zbus::blocking::fdo::DBusProxy;

use crate::platform::bus::Bus;

const NAME: &str = "org.kde.StatusNotifierWatcher";
const LIMIT: Duration = Duration::from_secs(5);

/// What is known of it by now. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Watcher(Arc<AtomicBool>);

impl Watcher {
    /// Whether icons are shown, as far as that is known.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Learns it from now on, on a thread of its own, and calls back whenever it changes. Where there is
    /// no bus, nothing shows icons.
    pub fn learn(&self, bus: Bus, changed: impl Fn() + Send + 'static) {
        let watcher = self.clone();
        let learn = move || {
            let _ = watcher.follow(&bus, &changed);
            watcher.note(false, &changed);
        };
        // Without a thread it is never known.
        drop(thread::Builder::new().name("watcher".into()).spawn(learn));
    }

    fn follow(&self, bus: &Bus, changed: &dyn Fn()) -> zbus::Result<()> {
        let connection = bus.connect(LIMIT)?;
        let daemon = DBusProxy::new(&connection)?;
        let changes = daemon.receive_name_owner_changed_with_args(&[(0, NAME)])?;
        self.note(daemon.name_has_owner(NAME.try_into()?)?, changed);
        for change in changes {
            self.note(change.args()?.new_owner.is_some(), changed);
        }
        Ok(())
    }

    fn note(&self, is_there: bool, changed: &dyn Fn()) {
        if self.0.swap(is_there, Ordering::SeqCst) != is_there {
            changed();
        }
    }
}

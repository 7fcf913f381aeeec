//! Closes the system's dialogs when the vault locks: what they ask belongs to a session that is gone.

use tauri::{AppHandle, Runtime};

/// Closes every dialog of this program as its Cancel button does, also one that is only about to open.
/// Returns at once.
///
/// Only GTK lets a program close them. Elsewhere, and where a portal shows them, they stay until the
/// user closes them, and what they come to is dropped: the commands look whether their session lives.
pub(crate) fn close_dialogs<R: Runtime>(app: &AppHandle<R>) {
    #[cfg(target_os = "linux")]
    // A program that ends has no dialogs.
    let _ = app.run_on_main_thread(|| {
        if gtk::is_initialized_main_thread() {
            gtk_dialogs::close(gtk_dialogs::ROUNDS);
        }
    });
    #[cfg(not(target_os = "linux"))]
    let _ = app;
}

#[cfg(target_os = "linux")]
mod gtk_dialogs {
    use gtk::prelude::*;
    use gtk::{Dialog, ResponseType, Window, glib};

    /// A dialog may have asked something of its own, such as whether a file is to be replaced; and what
    /// was about to open does so when the loop is idle.
    pub(super) const ROUNDS: u8 = 3;

    pub(super) fn close(rounds: u8) {
        let open = open();
        let asks = |dialog: &Dialog| {
            open.iter().any(|other| other.transient_for().as_ref() == Some(dialog.upcast_ref()))
        };
        for dialog in open.iter().filter(|dialog| !asks(dialog)) {
            dialog.response(ResponseType::Cancel);
        }
        if rounds > 0 {
            glib::idle_add_local_once(move || close(rounds - 1));
        }
    }

    fn open() -> Vec<Dialog> {
        let windows = Window::list_toplevels().into_iter();
        let dialogs = windows.filter_map(|window| window.downcast::<Dialog>().ok());
        dialogs.filter(|dialog| dialog.is_visible()).collect()
    }
}

//! The theme outside the page: the frame of the window, and what the system draws over it, such as lists to
//! choose from and file dialogs.

use tauri::{Runtime, WebviewWindow};
use tessera_app::types::Theme;

/// Puts a theme on, on the main thread. A frame in the old colours is no reason to refuse a setting.
#[cfg(target_os = "linux")]
pub fn wear<R: Runtime>(window: &WebviewWindow<R>, theme: Theme) {
    use gtk::prelude::GtkSettingsExt;

    // Tests have windows without GTK.
    if !gtk::is_initialized_main_thread() {
        return;
    }
    // tao leaves the theme of a new window to the desktop, and takes none for a light one.
    let is_dark = match theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => window.theme().is_ok_and(|of_desktop| of_desktop == tauri::Theme::Dark),
    };
    if let Some(settings) = gtk::Settings::default() {
        settings.set_gtk_application_prefer_dark_theme(is_dark);
    }
}

/// Puts a theme on, on the main thread. A frame in the old colours is no reason to refuse a setting.
#[cfg(not(target_os = "linux"))]
pub fn wear<R: Runtime>(window: &WebviewWindow<R>, theme: Theme) {
    let _ = window.set_theme(match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    });
}

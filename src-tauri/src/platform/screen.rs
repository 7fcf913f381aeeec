//! The screen, without our own window on it.

use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Manager, Runtime, WebviewWindow};
use tessera_app::ports::screen::Screen;
use tessera_app::types::ScanScreen;
use tessera_screen::{Ability, ScreenError, Shot};

use super::WINDOW;

/// For a window to be gone, with whatever the desktop draws while it goes.
const GONE: Duration = Duration::from_millis(250);

/// The screens, as they are without our window.
pub struct WithoutWindow<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Screen for WithoutWindow<R> {
    fn shoot(&mut self) -> Result<Vec<Shot>, ScreenError> {
        // Back at the end, also after a panic.
        let _away = self.0.get_webview_window(WINDOW).and_then(Away::send);
        tessera_screen::shoot()
    }
}

/// A window that is out of the way, until this is dropped.
struct Away<R: Runtime> {
    window: WebviewWindow<R>,
    place: Option<tauri::PhysicalPosition<i32>>,
}

impl<R: Runtime> Away<R> {
    /// None of a window that is not there anyway.
    fn send(window: WebviewWindow<R>) -> Option<Self> {
        if !window.is_visible().unwrap_or(true) || window.is_minimized().unwrap_or(false) {
            return None;
        }
        let place = window.outer_position().ok();
        let away = Self { window, place };
        // A window that stays is in the picture, and does no harm there but hide something.
        if away.window.hide().is_ok() {
            thread::sleep(GONE);
        }
        Some(away)
    }
}

impl<R: Runtime> Drop for Away<R> {
    fn drop(&mut self) {
        let _ = self.window.show();
        // Window managers like to find another place; on Wayland they alone decide.
        if let Some(place) = self.place {
            let _ = self.window.set_position(place);
        }
        let _ = self.window.set_focus();
    }
}

/// What is known of [`tessera_screen::ability`], which may have to be waited for.
#[derive(Clone, Debug, Default)]
pub struct Known(Arc<OnceLock<ScanScreen>>);

impl Known {
    /// Asks the desktop, on a thread of its own, and calls back.
    pub fn ask(&self, then: impl FnOnce() + Send + 'static) {
        let answer = Arc::clone(&self.0);
        let ask = move || {
            let ability = match tessera_screen::ability() {
                Ability::Ready => ScanScreen::Ready,
                Ability::Asks => ScanScreen::Asks,
                Ability::None => ScanScreen::None,
            };
            if answer.set(ability).is_ok() {
                then();
            }
        };
        // Without a thread it is never known.
        drop(thread::Builder::new().name("screen".into()).spawn(ask));
    }

    /// Whether the screens can be scanned, as the page is told. `None` until the desktop has
    /// answered.
    pub fn get(&self) -> ScanScreen {
        self.0.get().copied().unwrap_or(ScanScreen::None)
    }
}

//! The page in the window: what it is told, and what it alone can do.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tauri::ipc::{CallbackFn, Channel, InvokeResponseBody};
use tauri::{AppHandle, Manager, Runtime, Webview};
use tessera_app::error::CommandError;
use tessera_app::events::{Event, Subscriber};
use tessera_app::ports::face::Face;
use tessera_app::types::{Reason, Theme};

use super::WINDOW;
use super::closing::close_dialogs;
use super::curtain::Curtain;
use super::theme;

/// The main window.
pub struct Page<R: Runtime>(pub AppHandle<R>);

/// The channel on which the page that is loaded now hears what happens: it brings one when it starts.
/// Nothing else is ever sent to a page without being asked, and it may listen to none of Tauri's own
/// events: those of a drag carry paths.
#[derive(Default)]
pub struct PageChannel(Mutex<Line>);

#[derive(Default)]
struct Line {
    channel: Option<Channel<Event>>,
    /// What was read while no page listened: a file that a later start brought along is read before the
    /// window is open again.
    review: Option<Event>,
}

impl PageChannel {
    /// The page that is there from now on listens here.
    pub fn open(&self, channel: Channel<Event>) {
        let mut line = self.line();
        if let Some(review) = line.review.take() {
            let _ = channel.send(review);
        }
        line.channel = Some(channel);
    }

    /// The page goes: it hears nothing more, and nothing of what it heard is kept.
    pub fn close(&self) {
        *self.line() = Line::default();
    }

    pub(crate) fn send(&self, event: Event) {
        let mut line = self.line();
        match &line.channel {
            // A page that is gone has nothing to be told.
            Some(channel) => drop(channel.send(event)),
            None if matches!(event, Event::Review(_)) => line.review = Some(event),
            None => {}
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hands a message of a channel to the page at once, whatever its length. Tauri would keep a long one
/// until the page fetches it, also for the next page after a lock.
pub fn hand_over<R: Runtime>(
    webview: &Webview<R>,
    channel: CallbackFn,
    index: usize,
    message: &InvokeResponseBody,
) -> bool {
    let InvokeResponseBody::Json(message) = message else { return false };
    let said = format!("{{ message: {message}, index: {index} }}");
    let script = format!("window.__TAURI_INTERNALS__.runCallback({}, {said})", channel.0);
    // A page that is gone has nothing to be told.
    let _ = webview.eval(script);
    true
}

impl<R: Runtime> Subscriber for Page<R> {
    fn emit(&self, event: Event) {
        self.0.state::<PageChannel>().send(event);
    }

    /// Loads the page anew: nothing that it held stays, it hears nothing more, and nothing is in sight
    /// before that. What it had asked the user is closed.
    fn forget(&self) {
        self.0.state::<PageChannel>().close();
        if let Some(window) = self.0.get_webview_window(WINDOW) {
            self.0.state::<Curtain>().draw(&window);
        }
        close_dialogs(&self.0);
    }
}

impl<R: Runtime> Face for Page<R> {
    fn is_hidden(&self) -> bool {
        self.0.get_webview_window(WINDOW).is_none_or(|window| {
            !window.is_visible().unwrap_or(true) || window.is_minimized().unwrap_or(false)
        })
    }

    fn print(&self) -> Result<(), CommandError> {
        let internal = CommandError(Reason::Internal);
        let window = self.0.get_webview_window(WINDOW).ok_or(internal.clone())?;
        window.print().map_err(|_| internal)
    }

    fn wear(&self, wanted: Theme) {
        if let Some(window) = self.0.get_webview_window(WINDOW) {
            // Where the app is about to end, nothing is worn any more.
            let _ = self.0.run_on_main_thread(move || theme::wear(&window, wanted));
        }
    }
}

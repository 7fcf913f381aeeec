//! Takes a window's page off the screen while it is loaded anew. That the page forgets is the web process's
//! work, and one that hangs would leave names and codes in sight: so the window hides it first, shows it
//! when it has loaded, and ends a web process that does not load.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tauri::Runtime;
use tauri::webview::WebviewWindow;

/// A page that has not loaded by then has a web process that hangs. WebDriver's session ends with that
/// process, so that the build which it drives gives a busy machine longer.
const PATIENCE: Duration = Duration::from_millis(if cfg!(feature = "e2e") { 8_000 } else { 500 });

/// How the page of one window stands. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Curtain(Arc<(Mutex<State>, Condvar)>);

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum State {
    #[default]
    Shown,
    /// The page is hidden until it has loaded.
    Loading,
    /// No process runs the page, and the window is hidden.
    Gone,
}

impl Curtain {
    /// Of a window that is not to be shown before its page has loaded for the first time.
    #[must_use]
    pub fn of_no_page_yet() -> Self {
        Self(Arc::new((Mutex::new(State::Loading), Condvar::new())))
    }

    /// Whether the page is there to be seen.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self.state() == State::Shown
    }

    /// Hides the page, and loads it anew. Returns at once.
    pub fn draw<R: Runtime>(&self, window: &WebviewWindow<R>) {
        if *self.state() == State::Gone {
            return;
        }
        self.load(window);
        let (curtain, window) = (self.clone(), window.clone());
        let watch = move || {
            if !curtain.opens_within(PATIENCE) {
                end_web_process(&window);
                let _ = window.reload();
            }
        };
        // Without a thread the page stays hidden until it has loaded, however long that takes.
        let _ = thread::Builder::new().name("curtain".into()).spawn(watch);
    }

    /// Hides the window, and ends the process that runs its page.
    pub fn end<R: Runtime>(&self, window: &WebviewWindow<R>) {
        *self.state() = State::Gone;
        self.0.1.notify_all();
        let _ = window.hide();
        end_web_process(window);
    }

    /// Loads the page of a window that had none. Whether it had none.
    pub fn begin<R: Runtime>(&self, window: &WebviewWindow<R>) -> bool {
        let was_gone = *self.state() == State::Gone;
        if was_gone {
            self.load(window);
        }
        was_gone
    }

    fn load<R: Runtime>(&self, window: &WebviewWindow<R>) {
        *self.state() = State::Loading;
        let webview: &tauri::Webview<R> = window.as_ref();
        // A window that is gone shows nothing.
        let _ = webview.hide();
        let _ = window.reload();
    }

    /// The page has loaded: it is shown again, and takes the keys that it had.
    pub fn open<R: Runtime>(&self, window: &WebviewWindow<R>) {
        {
            let mut state = self.state();
            if *state != State::Loading {
                return;
            }
            *state = State::Shown;
        }
        self.0.1.notify_all();
        let webview: &tauri::Webview<R> = window.as_ref();
        let _ = webview.show();
        if window.is_focused().unwrap_or(false) {
            let _ = webview.set_focus();
        }
    }

    fn opens_within(&self, time: Duration) -> bool {
        let (_, opened) = &*self.0;
        let is_loading = |state: &mut State| *state == State::Loading;
        let waited = opened.wait_timeout_while(self.state(), time, is_loading);
        *waited.unwrap_or_else(PoisonError::into_inner).0 != State::Loading
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the process that runs the page.
#[cfg(target_os = "linux")]
fn end_web_process<R: Runtime>(window: &WebviewWindow<R>) {
    use webkit2gtk::WebViewExt;
    let _ = window.with_webview(|webview| webview.inner().terminate_web_process());
}

/// The systems' own web views end a process that hangs by themselves; until then the page is hidden.
#[cfg(not(target_os = "linux"))]
fn end_web_process<R: Runtime>(_: &WebviewWindow<R>) {}

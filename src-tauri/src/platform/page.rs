//! The page in the window: what it is told, and what it alone can do.

use tauri::{AppHandle, Emitter, Manager, Runtime};
use tessera_app::error::CommandError;
use tessera_app::events::{Event, Subscriber};
use tessera_app::ports::face::Face;
use tessera_app::types::Reason;

use super::WINDOW;
use super::curtain::Curtain;

/// The only window.
pub struct Page<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Subscriber for Page<R> {
    fn emit(&self, event: Event) {
        #[derive(Clone, serde::Serialize)]
        struct Drag {
            over: bool,
        }
        let Self(app) = self;
        // A page that is gone has nothing to be told.
        let _ = match event {
            Event::Codes(codes) => app.emit_to(WINDOW, "codes", codes),
            Event::Entries => app.emit_to(WINDOW, "entries", ()),
            Event::Status => app.emit_to(WINDOW, "status", ()),
            Event::Review(review) => app.emit_to(WINDOW, "review", review),
            Event::Capture(progress) => app.emit_to(WINDOW, "capture", progress),
            Event::Drag { over } => app.emit_to(WINDOW, "drag", Drag { over }),
            Event::Notice(reason) => app.emit_to(WINDOW, "notice", reason),
        };
    }

    /// Loads the page anew: nothing that it held stays, and nothing is in sight before that.
    fn forget(&self) {
        self.0.state::<Curtain>().draw(&self.0);
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
}

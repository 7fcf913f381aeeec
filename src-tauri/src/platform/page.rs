//! What the shell tells the page without being asked.

use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::WINDOW;
use crate::dto::{Progress, Reason, Review, RowCode};

/// An event of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// New codes for the rows that are shown.
    Codes(Vec<RowCode>),
    /// The list has changed.
    Entries,
    /// The status has changed.
    Status,
    /// Something came that was not asked for: files that were dropped on the window, a link.
    Review(Review),
    /// How far the reading of several sources has come; none when it has ended.
    Capture(Option<Progress>),
    /// Files are held over the window, or no longer.
    Drag {
        /// Whether they are.
        over: bool,
    },
    /// Something to say.
    Notice(Reason),
}

/// What the desk does with a page.
pub trait Page: Send {
    /// Sends an event.
    fn tell(&self, event: Event);
    /// Loads the page anew: nothing that it held stays.
    fn reload(&self);
}

impl<R: Runtime> Page for AppHandle<R> {
    fn tell(&self, event: Event) {
        #[derive(Clone, serde::Serialize)]
        struct Drag {
            over: bool,
        }
        // A page that is gone has nothing to be told.
        let _ = match event {
            Event::Codes(codes) => self.emit_to(WINDOW, "codes", codes),
            Event::Entries => self.emit_to(WINDOW, "entries", ()),
            Event::Status => self.emit_to(WINDOW, "status", ()),
            Event::Review(review) => self.emit_to(WINDOW, "review", review),
            Event::Capture(progress) => self.emit_to(WINDOW, "capture", progress),
            Event::Drag { over } => self.emit_to(WINDOW, "drag", Drag { over }),
            Event::Notice(reason) => self.emit_to(WINDOW, "notice", reason),
        };
    }

    fn reload(&self) {
        if let Some(window) = self.get_webview_window(WINDOW) {
            let _ = window.reload();
        }
    }
}

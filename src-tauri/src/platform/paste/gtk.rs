//! Linux: through GTK, which reads X11 and Wayland alike and hands over the bytes as they are.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use gtk::gdk::{Atom, SELECTION_CLIPBOARD};
use gtk::{Clipboard, SelectionData};
use tauri::{AppHandle, Runtime};
use tessera_app::ports::clipboard::{ClipboardError, Paste, Pasted};
use tessera_core::secret::SecretText;
use tessera_exchange::formats::MAX_TEXT;
use tessera_exchange::intake::MAX_SOURCE;
use zeroize::Zeroizing;

use super::files;

/// Whoever holds the clipboard has so long to give what it holds.
const LIMIT: Duration = Duration::from_secs(5);

/// The system's clipboard. GTK speaks on the main thread only.
#[derive(Debug)]
pub struct SystemPaste<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Paste for SystemPaste<R> {
    fn take(&mut self) -> Result<Pasted, ClipboardError> {
        let (tell, told) = mpsc::channel();
        self.0.run_on_main_thread(move || ask(tell)).map_err(|_| ClipboardError)?;
        told.recv_timeout(LIMIT).map_err(|_| ClipboardError)
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Files,
    Picture,
    Text,
}

/// What is taken, the best first: a program that offers files or a picture offers a text for those
/// who can take nothing better.
const WANTED: &[(&str, Kind)] = &[
    ("text/uri-list", Kind::Files),
    ("image/png", Kind::Picture),
    ("image/webp", Kind::Picture),
    ("image/gif", Kind::Picture),
    ("image/bmp", Kind::Picture),
    ("image/tiff", Kind::Picture),
    ("image/jpeg", Kind::Picture),
    ("image/svg+xml", Kind::Picture),
    ("text/plain;charset=utf-8", Kind::Text),
    ("UTF8_STRING", Kind::Text),
    ("text/plain", Kind::Text),
    ("STRING", Kind::Text),
];

fn ask(tell: Sender<Pasted>) {
    let clipboard = Clipboard::get(&SELECTION_CLIPBOARD);
    clipboard.request_contents(&Atom::intern("TARGETS"), move |clipboard, targets| {
        let offered = targets.targets().unwrap_or_default();
        let offers = |name: &str| offered.iter().any(|target| target.name() == name);
        let wanted = WANTED.iter().filter(|(name, _)| offers(name)).copied().collect();
        ask_for(clipboard, wanted, tell);
    });
}

/// One after another, until something comes.
fn ask_for(
    clipboard: &Clipboard,
    mut wanted: VecDeque<(&'static str, Kind)>,
    tell: Sender<Pasted>,
) {
    let Some((name, kind)) = wanted.pop_front() else {
        // Whoever asked may have given up.
        let _ = tell.send(Pasted::Nothing);
        return;
    };
    clipboard.request_contents(&Atom::intern(name), move |clipboard, data| {
        match content(kind, data) {
            Some(pasted) => drop(tell.send(pasted)),
            None => ask_for(clipboard, wanted, tell),
        }
    });
}

fn content(kind: Kind, data: &SelectionData) -> Option<Pasted> {
    // Less than nothing where it could not be had.
    if data.length() <= 0 {
        return None;
    }
    let most = match kind {
        Kind::Text => MAX_TEXT,
        Kind::Files | Kind::Picture => MAX_SOURCE,
    };
    // Before a copy of it is made, which would have to be wiped.
    if usize::try_from(data.length()).is_ok_and(|length| length > most) {
        return Some(Pasted::TooLarge);
    }
    let mut bytes = Zeroizing::new(data.data());
    match kind {
        Kind::Picture => Some(Pasted::Picture(bytes)),
        Kind::Files => {
            let files = files(std::str::from_utf8(&bytes).ok()?);
            (!files.is_empty()).then_some(Pasted::Files(files))
        }
        Kind::Text => {
            let text = String::from_utf8(std::mem::take(&mut *bytes)).ok()?;
            Some(Pasted::Text(SecretText::new(text)))
        }
    }
}

//! Windows and macOS: pictures there are not files, and the system decodes them.

use arboard::{Clipboard, ImageData};
use tauri::{AppHandle, Runtime};
use tessera_app::ports::clipboard::{ClipboardError, Paste, Pasted};
use tessera_exchange::formats::MAX_TEXT;
use tessera_reader_client::Pixels;

/// The system's clipboard.
#[derive(Debug)]
pub struct SystemPaste<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Paste for SystemPaste<R> {
    fn take(&mut self) -> Result<Pasted, ClipboardError> {
        let mut clipboard = Clipboard::new().map_err(|_| ClipboardError)?;
        if let Ok(files) = clipboard.get().file_list()
            && !files.is_empty()
        {
            return Ok(Pasted::Files(files));
        }
        if let Ok(ImageData { width, height, bytes }) = clipboard.get_image() {
            let (Ok(width), Ok(height)) = (width.try_into(), height.try_into()) else {
                return Ok(Pasted::Nothing);
            };
            let rgba = bytes.into_owned().into();
            return Ok(Pasted::Pixels(Pixels { width, height, rgba }));
        }
        Ok(match clipboard.get_text() {
            Ok(text) if text.len() > MAX_TEXT => Pasted::TooLarge,
            Ok(text) => Pasted::Text(text.into()),
            Err(_) => Pasted::Nothing,
        })
    }
}

//! Pictures as tests read them.
#![allow(dead_code)] // Each program uses a part of it.

use std::time::Duration;

use tessera_qr::{self as qr, Budget, Code, Event, Limits, PictureError};

/// On a clock that stands still every pass is made, however slow or busy the machine is.
pub const UNHURRIED: Budget<'_> = Budget { clock: &|| Duration::ZERO, limit: Budget::USUAL };

/// The texts of a file, in the order in which they were found.
pub fn texts(file: &[u8], limits: &Limits) -> Result<Vec<String>, PictureError> {
    collect(|budget, tell| qr::read(file, limits, budget, tell))
}

/// The same of red, green, blue and alpha bytes.
pub fn texts_of_rgba(
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    limits: &Limits,
) -> Result<Vec<String>, PictureError> {
    collect(|budget, tell| qr::read_rgba(width, height, rgba, limits, budget, tell))
}

fn collect(
    read: impl FnOnce(&Budget<'_>, &mut dyn FnMut(Event)) -> Result<(), PictureError>,
) -> Result<Vec<String>, PictureError> {
    let mut texts = Vec::new();
    read(&UNHURRIED, &mut |event| {
        if let Event::Code(Code { text, .. }, ..) = event {
            texts.push(text.expose().to_owned());
        }
    })?;
    Ok(texts)
}

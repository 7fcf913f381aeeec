//! Pictures in, the texts of their QR codes out, with where they lie. Touches no vault.
//!
//! Pictures come from anywhere, so nothing here is trusted to end or to stay alive: the app and the
//! command line run it in a process of its own (`tessera-reader`), and call it nowhere else.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod guard;
mod pages;
mod passes;
mod picture;
mod thumbnail;

use picture::Picture;

pub use tessera_reader_wire::{
    Budget, Code, Corners, Event, Limits, Pass, PictureError, Point, Symbology, Thumbnail,
};

/// Tells every code in every picture of a file; each text once. The format is told by the content.
///
/// # Errors
/// See [`PictureError`]. What was told before stays true.
pub fn read(
    file: &[u8],
    limits: &Limits,
    budget: &Budget<'_>,
    tell: &mut dyn FnMut(Event),
) -> Result<(), PictureError> {
    pages::read(file, limits, budget, tell)
}

/// Tells every code in a picture that is in memory already, from the clipboard or the screen: rows
/// of red, green, blue and alpha bytes. Each text once.
///
/// # Errors
/// [`PictureError::Damaged`] where the number of bytes does not fit; [`PictureError::TooLarge`].
pub fn read_rgba(
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    limits: &Limits,
    budget: &Budget<'_>,
    tell: &mut dyn FnMut(Event),
) -> Result<(), PictureError> {
    search(&picture::from_rgba(width, height, rgba, limits)?, budget, tell);
    Ok(())
}

fn search(picture: &Picture, budget: &Budget<'_>, tell: &mut dyn FnMut(Event)) {
    let (width, height) = picture.size();
    tell(Event::Picture { width, height });
    let start = (budget.clock)();
    let spent = || (budget.clock)().saturating_sub(start);
    let gave_up = passes::run(picture, &|| spent() >= budget.limit, &mut |code| {
        let thumbnail = thumbnail::around(picture, &code.corners);
        tell(Event::Code(code, thumbnail, spent()));
    });
    tell(Event::End { gave_up, took: spent() });
}

//! A file to the pictures in it, one after another. The format is told by the content.

use image::DynamicImage;
use tessera_reader_wire::is_drawing;

use super::{Limits, PictureError, frames, pdf, raster, svg};

/// What a file holds.
pub struct Pictures<'a> {
    /// How many frames there are where the pictures are those of an animation, most of them alike; the file
    /// may be cut off before the last.
    pub frames: Option<usize>,
    decode: Box<dyn Iterator<Item = Result<DynamicImage, PictureError>> + 'a>,
}

impl<'a> Pictures<'a> {
    /// Looks what the file is. Nothing is decoded yet.
    pub fn of(file: &'a [u8], limits: &'a Limits) -> Self {
        if let Some((frames, count)) = frames::of(file, limits) {
            return Self { frames: Some(count), decode: Box::new(frames.map(frames::picture)) };
        }
        if pdf::is_document(file) {
            return Self { frames: None, decode: Box::new(pdf::pages(file, limits)) };
        }
        let decode = if is_drawing(file) { svg::draw } else { raster::decode };
        let one = std::iter::once_with(move || decode(file, limits));
        Self { frames: None, decode: Box::new(one) }
    }
}

impl Iterator for Pictures<'_> {
    type Item = Result<DynamicImage, PictureError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.decode.next()
    }
}

//! Pictures in, the texts of their QR codes out. Touches no vault.
//!
//! Every code in the picture is returned, light on dark ones too. Decoding runs under limits, and a
//! panic in a decoder is one unreadable picture, nothing more.

mod guard;
mod picture;

use image::GrayImage;

use crate::secret::SecretText;

pub use picture::{Limits, PictureError};

/// The texts of all QR codes in a picture file (PNG, JPEG, WebP, GIF, BMP), each once, in the order
/// in which they were found. A picture without any gives an empty list.
///
/// # Errors
/// See [`PictureError`].
pub fn read(file: &[u8], limits: Limits) -> Result<Vec<SecretText>, PictureError> {
    let picture =
        guard::contain(|| picture::decode(file, limits)).unwrap_or(Err(PictureError::Damaged))?;
    let mut texts = Vec::new();
    for pass in PASSES {
        let variant = pass(&picture);
        for text in
            variant.map(|v| guard::contain(|| grids(v)).unwrap_or_default()).unwrap_or_default()
        {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    Ok(texts)
}

/// What is done to the picture before each look at it.
const PASSES: [fn(&GrayImage) -> Option<GrayImage>; 4] = [
    |picture| Some(picture.clone()),
    |picture| Some(inverted(picture.clone())),
    picture::halved,
    |picture| picture::halved(picture).map(inverted),
];

fn inverted(mut picture: GrayImage) -> GrayImage {
    image::imageops::invert(&mut picture);
    picture
}

fn grids(picture: GrayImage) -> Vec<SecretText> {
    let mut prepared = rqrr::PreparedImage::prepare(picture);
    let grids = prepared.detect_grids();
    // One grid at a time: a panic in one leaves the others.
    let texts = grids.iter().filter_map(|grid| guard::contain(|| grid.decode().ok()).flatten());
    texts.map(|(_, text)| text.into()).collect()
}

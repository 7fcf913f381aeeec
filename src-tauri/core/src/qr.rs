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
    let picture = guard::contain(|| picture::decode(file, limits));
    Ok(search(&picture.unwrap_or(Err(PictureError::Damaged))?))
}

/// The same for a picture that is in memory already, such as one from the clipboard: rows of red,
/// green, blue and alpha bytes.
///
/// # Errors
/// [`PictureError::Damaged`] where the number of bytes does not fit; [`PictureError::TooLarge`].
pub fn read_rgba(
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    limits: Limits,
) -> Result<Vec<SecretText>, PictureError> {
    picture::from_rgba(width, height, rgba, limits).map(|picture| search(&picture))
}

fn search(picture: &GrayImage) -> Vec<SecretText> {
    let mut texts = Vec::new();
    for variant in PASSES.iter().filter_map(|pass| pass(picture)) {
        for text in guard::contain(|| grids(variant)).unwrap_or_default() {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts
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

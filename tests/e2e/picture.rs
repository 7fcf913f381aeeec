//! Pictures of QR codes, as a site would show them.

use std::path::Path;

use image::{GrayImage, Luma, imageops};
use qrcode::{Color, QrCode};

use crate::Result;

/// Pixels of one module, and modules of the white border.
const SCALE: u32 = 6;
const BORDER: u32 = 4;

/// Draws each text as a QR code, side by side, into a new PNG file.
pub fn draw(texts: &[String], file: &Path) -> Result<()> {
    let codes = texts.iter().map(|text| draw_one(text)).collect::<Result<Vec<_>>>()?;
    let width = codes.iter().map(GrayImage::width).sum();
    let height = codes.iter().map(GrayImage::height).max().unwrap_or(1);
    let mut picture = GrayImage::from_pixel(width, height, Luma([255]));
    let mut x = 0;
    for code in &codes {
        imageops::replace(&mut picture, code, x, 0);
        x += i64::from(code.width());
    }
    Ok(picture.save(file)?)
}

fn draw_one(text: &str) -> Result<GrayImage> {
    let code = QrCode::new(text)?;
    let modules = u32::try_from(code.width())?;
    let side = (modules + 2 * BORDER) * SCALE;
    Ok(GrayImage::from_fn(side, side, |x, y| {
        let inside =
            |pixel: u32| (pixel / SCALE).checked_sub(BORDER).filter(|module| *module < modules);
        let dark = match (inside(x), inside(y)) {
            (Some(x), Some(y)) => code[(x as usize, y as usize)] == Color::Dark,
            _ => false,
        };
        Luma([if dark { 0 } else { 255 }])
    }))
}

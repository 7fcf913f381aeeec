//! Where a code lies: a coarse mosaic of the picture around it, with a mark in its place.
//!
//! It is shown in the page, which may never hold a secret (docs/threat-model.md). The code itself is
//! painted over. Others may lie beside it, found or not; so the mosaic has fewer tiles a side than the
//! smallest code that can hold a secret has modules: 25, version 2 (ISO/IEC 18004, table 1).

use image::{Rgb, RgbImage};

use super::picture::Picture;
use super::{Corners, Point, Thumbnail};

const TILES: u32 = 24;
const PAPER: Rgb<u8> = Rgb([250, 250, 251]);
const INK: Rgb<u8> = Rgb([38, 44, 52]);

/// What is shown of the surroundings of a code.
pub(super) fn around(picture: &Picture, corners: &Corners) -> Thumbnail {
    let shown = Shown::around(corners, picture.size());
    let from = Point { x: shown.left, y: shown.top };
    let mosaic = picture.mosaic(from, shown.side / TILES as f32, TILES, PAPER);
    let mut thumbnail = enlarged(&mosaic);
    paint_over(&mut thumbnail, &shown, corners);
    Thumbnail(thumbnail.into_raw())
}

/// Each tile as large as it is shown.
fn enlarged(mosaic: &RgbImage) -> RgbImage {
    const TILE: usize = (Thumbnail::SIDE / TILES) as usize;
    let mut pixels = Vec::with_capacity((Thumbnail::SIDE * Thumbnail::SIDE) as usize);
    for row in mosaic.as_raw().as_chunks::<3>().0.chunks_exact(TILES as usize) {
        let from = pixels.len();
        pixels.extend(row.iter().flat_map(|tile| [*tile; TILE]));
        let line = from..pixels.len();
        for _ in 1..TILE {
            pixels.extend_from_within(line.clone());
        }
    }
    let pixels = pixels.into_flattened();
    RgbImage::from_raw(Thumbnail::SIDE, Thumbnail::SIDE, pixels).unwrap_or_default()
}

/// The square part of the picture that is shown.
struct Shown {
    left: f32,
    top: f32,
    side: f32,
}

impl Shown {
    /// At least twice the code's width and at most six times; no further out of the picture than it
    /// has to be.
    fn around(corners: &Corners, (width, height): (u32, u32)) -> Self {
        let [left, top, right, bottom] = corners.bounds();
        let code = (right - left).max(bottom - top).max(1.0);
        let (width, height) = (width as f32, height as f32);
        let side = width.max(height).clamp(2.0 * code, 6.0 * code);
        let from = |middle: f32, whole: f32| {
            if whole <= side {
                (whole - side) / 2.0
            } else {
                (middle - side / 2.0).clamp(0.0, whole - side)
            }
        };
        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        Self { left: from(x, width), top: from(y, height), side }
    }
}

/// How much more than the code is painted over on each side, as a part of its width: corners are
/// not exact, and tiles at its edge hold some of it.
const MARGIN: f32 = 0.1;

/// Paints a square over the code, upright, with the three marks that every code has.
fn paint_over(thumbnail: &mut RgbImage, shown: &Shown, corners: &Corners) {
    let [left, top, right, bottom] = corners.bounds();
    let side = (right - left).max(bottom - top).max(1.0) * (1.0 + 2.0 * MARGIN);
    let step = shown.side / Thumbnail::SIDE as f32;
    // For each pixel of a side that is painted, how deep it lies in a mark at either end.
    let depths = |shown_from: f32, low: f32, high: f32| {
        let from = (low + high - side) / 2.0;
        (0..Thumbnail::SIDE).map(move |i| {
            let u = ((i as f32 + 0.5) * step + shown_from - from) / side;
            (0.0..1.0).contains(&u).then(|| [depth(u), depth(1.0 - u)])
        })
    };
    let columns: Vec<_> = depths(shown.left, left, right).collect();
    let rows = thumbnail.chunks_exact_mut(Thumbnail::SIDE as usize * 3);
    for (row, depths) in rows.zip(depths(shown.top, top, bottom)) {
        let Some([above, below]) = depths else { continue };
        for (pixel, depths) in row.chunks_exact_mut(3).zip(&columns) {
            let Some([left, right]) = *depths else { continue };
            let marks = [left.min(above), right.min(above), left.min(below)];
            let Rgb(colour) = if marks.iter().any(|depth| depth % 2 == 1) { INK } else { PAPER };
            pixel.copy_from_slice(&colour);
        }
    }
}

/// How many of the three squares of a mark a place along the painted square's side, from 0 to 1,
/// lies within: dark, light and dark again.
fn depth(u: f32) -> usize {
    [0.1..0.42, 0.16..0.36, 0.21..0.31].iter().filter(|square| square.contains(&u)).count()
}

#[cfg(test)]
mod tests {
    use image::imageops;

    use super::*;

    /// A page with a code's corners, and two other codes beside it that nobody has found.
    fn thumbnail(text: &str) -> Thumbnail {
        let code = |text: &str, module| {
            let drawn = qrcode::QrCode::new(text).map(|code| {
                code.render::<image::Luma<u8>>()
                    .quiet_zone(false)
                    .module_dimensions(module, module)
                    .build()
            });
            image::DynamicImage::from(drawn.unwrap_or_default()).into_rgba8()
        };
        let mut page = image::RgbaImage::from_pixel(900, 900, image::Rgba([255; 4]));
        imageops::replace(&mut page, &code(text, 4), 300, 300);
        imageops::replace(&mut page, &code(text, 4), 480, 300);
        imageops::replace(&mut page, &code(text, 1), 300, 480);
        let corner = |x, y| Point { x, y };
        let side = 4.0 * 33.0;
        let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
        let corners = Corners(corners.map(|(x, y)| corner(300.0 + x, 300.0 + y)));
        around(&Picture::new(page.into()), &corners)
    }

    #[test]
    fn a_thumbnail_shows_no_module_of_any_code() {
        let one = thumbnail("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
        let other = thumbnail("otpauth://totp/A:b?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK");
        let side = Thumbnail::SIDE as usize;
        let pixel = |of: &Thumbnail, x: usize, y: usize| of.0[(y * side + x) * 3];
        // The code in the middle is the same whatever it holds.
        let middle = |of: &Thumbnail| -> Vec<u8> {
            (42..54)
                .flat_map(|y| (42..54).map(move |x| (x, y)))
                .map(|(x, y)| pixel(of, x, y))
                .collect()
        };
        assert_eq!(middle(&one), middle(&other));
        // Nor can those beside it be read, at any size.
        for scale in [1, 2, 4, 8] {
            let shown = RgbImage::from_raw(Thumbnail::SIDE, Thumbnail::SIDE, one.0.clone());
            let large = Thumbnail::SIDE * scale;
            let large = shown
                .map(|shown| imageops::resize(&shown, large, large, imageops::FilterType::Nearest));
            let mut found = Vec::new();
            let picture = Picture::new(large.unwrap_or_default().into());
            crate::passes::run(&picture, &|| false, &mut |code| found.push(code));
            assert!(found.is_empty(), "{scale}");
        }
    }
}

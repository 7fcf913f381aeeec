//! SVG: how many sites draw the code of an enrolment page. Without letters, and without anything
//! that is not in the file itself.

use std::sync::Arc;

use image::{DynamicImage, ImageFormat, RgbaImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageKind, Options, Tree};

use super::{Limits, PictureError, raster};

/// The longer side that a drawing gets, in pixels: twice its own, within these. A code of one unit a
/// module is drawn large, a poster small.
const SIDES: std::ops::RangeInclusive<f32> = 800.0..=3_000.0;

pub fn draw(file: &[u8], limits: &Limits) -> Result<DynamicImage, PictureError> {
    let mut options = Options::default();
    // Nothing outside of the file: not even a name of it is looked at.
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options.image_href_resolver.resolve_data = Box::new(|_, data, _| shown(data, limits));
    let tree = Tree::from_data(file, &options).map_err(|_| PictureError::Damaged)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let longer = width.max(height);
    let scale = (2.0 * longer).clamp(*SIDES.start(), *SIDES.end()) / longer;
    let [width, height] = [width, height].map(|side| ((side * scale).ceil() as u32).max(1));
    limits.allow(width, height)?;
    let mut drawn = Pixmap::new(width, height).ok_or(PictureError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut drawn.as_mut());
    let straight = drawn.pixels().iter().flat_map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    let picture = RgbaImage::from_raw(width, height, straight.collect());
    picture.map(DynamicImage::from).ok_or(PictureError::Damaged)
}

/// A picture inside of the drawing: it is decoded without limits, so it has to be within ours. No
/// drawing in a drawing: it could be packed, or hold others.
fn shown(picture: Arc<Vec<u8>>, limits: &Limits) -> Option<ImageKind> {
    match raster::format(&picture, limits).ok()? {
        ImageFormat::Png => Some(ImageKind::PNG(picture)),
        ImageFormat::Jpeg => Some(ImageKind::JPEG(picture)),
        ImageFormat::Gif => Some(ImageKind::GIF(picture)),
        ImageFormat::WebP => Some(ImageKind::WEBP(picture)),
        _ => None,
    }
}

//! PDF: enrolment sheets that are kept to be printed, each page a picture. Without letters that are
//! not in the file itself.

use std::ops::RangeInclusive;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::{DynamicImage, RgbaImage};
use zeroize::Zeroizing;

use super::{Limits, PictureError};

/// How many pixels a point gets, of which 72 make an inch.
const SCALE: f32 = 200.0 / 72.0;
/// The longer side that a page gets, in pixels: as printed, within these. A label is drawn large, a
/// poster small.
const SIDES: RangeInclusive<f32> = 800.0..=3_500.0;

pub fn is_document(file: &[u8]) -> bool {
    file.trim_ascii_start().starts_with(b"%PDF-")
}

/// The pages of a document, in their order. A document behind a password shows none.
pub fn pages(
    file: &[u8],
    limits: &Limits,
) -> impl Iterator<Item = Result<DynamicImage, PictureError>> + use<> {
    let limits = *limits;
    let document = Pdf::new(Arc::new(Zeroizing::new(file.to_vec())));
    // One that shows none has to say so.
    let count = document.as_ref().map_or(0, |document| document.pages().len()).max(1);
    (0..count).map(move |number| {
        let document = document.as_ref().map_err(|_| PictureError::NotAPicture)?;
        draw(document, number, &limits)
    })
}

fn draw(document: &Pdf, number: usize, limits: &Limits) -> Result<DynamicImage, PictureError> {
    let page = document.pages().get(number).ok_or(PictureError::Damaged)?;
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    let scale = (SCALE * longer).clamp(*SIDES.start(), *SIDES.end()) / longer;
    let [width, height] = [width, height].map(|side| (side * scale) as u32);
    // So narrow that nothing can be drawn, or no number at all.
    if width.min(height) == 0 {
        return Err(PictureError::Damaged);
    }
    limits.allow(width, height)?;
    let drawn = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let (width, height) = (drawn.width().into(), drawn.height().into());
    // On white paper nothing is left transparent, so no colour stands multiplied by its alpha.
    let picture = RgbaImage::from_raw(width, height, drawn.data_as_u8_slice().to_vec());
    picture.map(DynamicImage::from).ok_or(PictureError::Damaged)
}

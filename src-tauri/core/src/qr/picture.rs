//! Picture files to grey values, under limits that are checked before memory is spent.

mod frames;
mod open;
mod raster;

use image::{DynamicImage, GrayImage, Luma, Rgb, Rgba, RgbaImage};

pub(super) use frames::is_new;
pub(super) use open::Pictures;

use super::code::Point;

/// What a picture may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest side, in pixels.
    pub side: u32,
    /// The most pixels that are decoded.
    pub area: u64,
    /// The most memory that decoding may take, in bytes.
    pub memory: u64,
}

impl Default for Limits {
    /// 16,384 pixels a side, 64 megapixels, 512 MiB.
    fn default() -> Self {
        Self { side: 16_384, area: 64_000_000, memory: 512 * 1024 * 1024 }
    }
}

impl Limits {
    /// Whether a picture of this size is taken.
    fn allow(&self, width: u32, height: u32) -> Result<(), PictureError> {
        let area = u64::from(width) * u64::from(height);
        if width.max(height) > self.side || area > self.area {
            return Err(PictureError::TooLarge);
        }
        Ok(())
    }
}

/// Why a picture gives no texts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PictureError {
    /// None of the formats that are read.
    #[error("this is not a picture")]
    NotAPicture,
    /// Over the [`Limits`].
    #[error("the picture is too large")]
    TooLarge,
    /// It starts as a picture does, but cannot be decoded.
    #[error("the picture is damaged")]
    Damaged,
}

/// A decoded picture, within the limits.
pub(super) struct Picture {
    rgba: RgbaImage,
    grey: GrayImage,
}

impl Picture {
    pub(super) fn new(picture: DynamicImage) -> Self {
        let rgba = picture.into_rgba8();
        Self { grey: flatten(rgba.clone().into()), rgba }
    }

    /// Width and height in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        self.rgba.dimensions()
    }

    /// Grey values on white paper.
    pub(super) fn grey(&self) -> &GrayImage {
        &self.grey
    }

    /// The mean colour of a square around a point, so many pixels a side; none outside.
    pub(super) fn colour_at(&self, at: Point, side: f32) -> Option<Rgb<u8>> {
        let (width, height) = (self.rgba.width() as f32, self.rgba.height() as f32);
        let range = |middle: f32, whole: f32| {
            let from = (middle - side / 2.0).clamp(0.0, whole) as u32;
            let to = (middle + side / 2.0).ceil().clamp(0.0, whole) as u32;
            // Five values a side are mean enough.
            (from..to).step_by(((to - from.min(to)) / 5).max(1) as usize)
        };
        let (mut sum, mut count) = ([0_u32; 3], 0_u32);
        for y in range(at.y, height) {
            for x in range(at.x, width) {
                let Rgba([r, g, b, a]) = *self.rgba.get_pixel(x, y);
                let over_white =
                    |c: u8| (u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
                sum = [sum[0] + over_white(r), sum[1] + over_white(g), sum[2] + over_white(b)];
                count += 1;
            }
        }
        let [r, g, b] = sum.map(|sum| sum.checked_div(count).unwrap_or(0) as u8);
        if count == 0 {
            return None;
        }
        Some(Rgb([r, g, b]))
    }
}

pub(super) fn from_rgba(
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    limits: &Limits,
) -> Result<Picture, PictureError> {
    limits.allow(width, height)?;
    // from_raw takes a buffer that is too long.
    if rgba.len() as u64 != u64::from(width) * u64::from(height) * 4 {
        return Err(PictureError::Damaged);
    }
    let picture = RgbaImage::from_raw(width, height, rgba).ok_or(PictureError::Damaged)?;
    Ok(Picture::new(picture.into()))
}

/// Grey on white paper: what is transparent is white.
fn flatten(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let rgba = picture.into_rgba8();
    GrayImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let Rgba([r, g, b, a]) = *rgba.get_pixel(x, y);
        let over_white = |c: u8| (u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
        // Rec. 709 luma in thousandths.
        let grey = 213 * over_white(r) + 715 * over_white(g) + 72 * over_white(b);
        Luma([(grey / 1000) as u8])
    })
}

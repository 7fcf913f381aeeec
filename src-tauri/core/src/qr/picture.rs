//! Picture files to grey values, under limits that are checked before memory is spent.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageDecoder, ImageReader, Luma, Rgb, Rgba, RgbaImage};

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

/// Why a picture gives no texts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PictureError {
    /// None of the formats that are read.
    #[error("this is not a picture (PNG, JPEG, WebP, GIF and BMP are read)")]
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
            // Sixteen values a side are mean enough.
            (from..to).step_by(((to - from.min(to)) / 16).max(1) as usize)
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

pub(super) fn decode(file: &[u8], limits: &Limits) -> Result<Picture, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| PictureError::NotAPicture)?;
    if reader.format().is_none() {
        return Err(PictureError::NotAPicture);
    }
    let mut bounds = image::Limits::no_limits();
    bounds.max_image_width = Some(limits.side);
    bounds.max_image_height = Some(limits.side);
    bounds.max_alloc = Some(limits.memory);
    reader.limits(bounds);
    let decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    let area = u64::from(width) * u64::from(height);
    if width.max(height) > limits.side
        || area > limits.area
        || decoder.total_bytes() > limits.memory
    {
        return Err(PictureError::TooLarge);
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    Ok(Picture::new(picture))
}

pub(super) fn from_rgba(
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    limits: &Limits,
) -> Result<Picture, PictureError> {
    let (area, memory) = (u64::from(width) * u64::from(height), rgba.len() as u64);
    if width.max(height) > limits.side || area > limits.area || memory > limits.memory {
        return Err(PictureError::TooLarge);
    }
    // from_raw takes a buffer that is too long.
    if memory != area * 4 {
        return Err(PictureError::Damaged);
    }
    let picture = RgbaImage::from_raw(width, height, rgba).ok_or(PictureError::Damaged)?;
    Ok(Picture::new(picture.into()))
}

fn refused(error: image::ImageError) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        image::ImageError::Unsupported(_) => PictureError::NotAPicture,
        _ => PictureError::Damaged,
    }
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

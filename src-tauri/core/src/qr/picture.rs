//! Picture files to grey values, under limits that are checked before memory is spent.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageDecoder, ImageReader, Luma, Rgba, RgbaImage};

/// What a picture may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest side, in pixels.
    pub side: u32,
    /// The most pixels that are decoded.
    pub area: u64,
    /// The most memory that decoding may take, in bytes.
    pub memory: u64,
    /// The most pixels that are searched for codes; larger pictures are made smaller first.
    pub pixels: u32,
}

impl Default for Limits {
    /// 16,384 pixels a side, 100 megapixels, 256 MiB; 4 megapixels are searched.
    fn default() -> Self {
        Self { side: 16_384, area: 100_000_000, memory: 256 * 1024 * 1024, pixels: 4_000_000 }
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

pub(super) fn decode(file: &[u8], limits: Limits) -> Result<GrayImage, PictureError> {
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
    Ok(within(flatten(picture), limits.pixels))
}

pub(super) fn from_rgba(
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    limits: Limits,
) -> Result<GrayImage, PictureError> {
    let (area, memory) = (u64::from(width) * u64::from(height), rgba.len() as u64);
    if width.max(height) > limits.side || area > limits.area || memory > limits.memory {
        return Err(PictureError::TooLarge);
    }
    // from_raw takes a buffer that is too long.
    if memory != area * 4 {
        return Err(PictureError::Damaged);
    }
    let picture = RgbaImage::from_raw(width, height, rgba).ok_or(PictureError::Damaged)?;
    Ok(within(flatten(picture.into()), limits.pixels))
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

/// The picture, or a smaller one of at most so many pixels.
fn within(picture: GrayImage, pixels: u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    let excess = f64::from(width) * f64::from(height) / f64::from(pixels);
    if excess <= 1.0 {
        return picture;
    }
    let shrink = |side: u32| ((f64::from(side) / excess.sqrt()) as u32).max(1);
    image::imageops::thumbnail(&picture, shrink(width), shrink(height))
}

/// Half the size: rqrr reads large, noisy codes better so. None where there is nothing to gain.
pub(super) fn halved(picture: &GrayImage) -> Option<GrayImage> {
    let (width, height) = picture.dimensions();
    (width.min(height) >= 400).then(|| image::imageops::thumbnail(picture, width / 2, height / 2))
}

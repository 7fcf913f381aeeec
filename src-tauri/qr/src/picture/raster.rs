//! Still pictures, by the image crate, under limits that are checked before memory is spent.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};

use super::{Limits, PictureError};

/// The one picture of a file, or the first of them.
pub fn decode(file: &[u8], limits: &Limits) -> Result<DynamicImage, PictureError> {
    let (_, decoder) = open(file, limits)?;
    DynamicImage::from_decoder(decoder).map_err(refused)
}

/// What a file is, if it is within the limits. Nothing is decoded.
pub fn format(file: &[u8], limits: &Limits) -> Result<ImageFormat, PictureError> {
    open(file, limits).map(|(format, _)| format)
}

fn open<'a>(
    file: &'a [u8],
    limits: &Limits,
) -> Result<(ImageFormat, impl ImageDecoder + 'a), PictureError> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| PictureError::NotAPicture)?;
    let format = reader.format().filter(|format| format.reading_enabled());
    let format = format.ok_or_else(|| unread(file))?;
    reader.limits(bounds(limits));
    let decoder = reader.into_decoder().map_err(refused)?;
    check(&decoder, limits)?;
    Ok((format, decoder))
}

/// Why what no decoder knows gives no picture.
fn unread(file: &[u8]) -> PictureError {
    /// Of containers as ISO/IEC 14496-12 has them, with still pictures in them.
    const BRANDS: [&[u8]; 10] =
        [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"];
    const JPEG_XL: &[u8] = b"\0\0\0\x0cJXL \r\n\x87\n";
    let brand = file.get(4..12).and_then(|head| head.strip_prefix(b"ftyp"));
    if brand.is_some_and(|brand| BRANDS.contains(&brand)) || file.starts_with(JPEG_XL) {
        PictureError::OtherKind
    } else {
        PictureError::NotAPicture
    }
}

/// The limits that the decoders hold themselves.
pub fn bounds(limits: &Limits) -> image::Limits {
    let mut bounds = image::Limits::no_limits();
    bounds.max_image_width = Some(limits.side);
    bounds.max_image_height = Some(limits.side);
    bounds.max_alloc = Some(limits.memory);
    bounds
}

/// The limits that they do not hold.
pub fn check(decoder: &impl ImageDecoder, limits: &Limits) -> Result<(), PictureError> {
    let (width, height) = decoder.dimensions();
    limits.allow(width, height)?;
    if decoder.total_bytes() > limits.memory {
        return Err(PictureError::TooLarge);
    }
    Ok(())
}

pub fn refused(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooLarge,
        ImageError::Unsupported(_) => PictureError::NotAPicture,
        _ => PictureError::Damaged,
    }
}

//! Animations: how something is set up is often shown in one, with the code in some frame.

mod count;

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{
    AnimationDecoder, DynamicImage, Frame, Frames, ImageDecoder, ImageFormat, ImageResult,
};

use super::raster::{bounds, check, refused};
use super::{Limits, PictureError};

/// The frames of an animation, each as it is seen, and how many there are; none where the file is a
/// still picture, or would not be decoded as one either.
pub fn of<'a>(file: &'a [u8], limits: &Limits) -> Option<(Frames<'a>, usize)> {
    let format = image::guess_format(file).ok()?;
    Some((decoded(file, format, limits)?, count::frames(file, format)))
}

fn decoded<'a>(file: &'a [u8], format: ImageFormat, limits: &Limits) -> Option<Frames<'a>> {
    let file = Cursor::new(file);
    match format {
        ImageFormat::Gif => {
            let mut decoder = GifDecoder::new(file).ok()?;
            check(&decoder, limits).ok()?;
            decoder.set_limits(bounds(limits)).ok()?;
            Some(decoder.into_frames())
        }
        ImageFormat::Png => {
            let decoder = PngDecoder::with_limits(file, bounds(limits)).ok()?;
            check(&decoder, limits).ok()?;
            decoder.is_apng().ok()?.then(|| decoder.apng())?.ok().map(AnimationDecoder::into_frames)
        }
        ImageFormat::WebP => {
            let mut decoder = WebPDecoder::new(file).ok()?;
            check(&decoder, limits).ok()?;
            decoder.set_limits(bounds(limits)).ok()?;
            decoder.has_animation().then(|| decoder.into_frames())
        }
        _ => None,
    }
}

/// A frame without its time.
pub fn picture(frame: ImageResult<Frame>) -> Result<DynamicImage, PictureError> {
    frame.map(|frame| frame.into_buffer().into()).map_err(refused)
}

/// Fewer changed pixels than these show no code: a mouse pointer is about as large.
const POINTER: usize = 400;
/// How much a value has to change to be seen.
const CHANGE: u8 = 32;

/// Whether a picture shows something that the one before did not.
pub fn is_new(picture: &DynamicImage, before: &DynamicImage) -> bool {
    if (picture.width(), picture.height()) != (before.width(), before.height()) {
        return true;
    }
    let (new, old) = (picture.as_bytes(), before.as_bytes());
    if new.len() != old.len() {
        return true;
    }
    let size = usize::from(picture.color().bytes_per_pixel());
    let changed = |(new, old): &(&[u8], &[u8])| {
        new.iter().zip(*old).any(|(new, old)| new.abs_diff(*old) >= CHANGE)
    };
    let pixels = new.chunks_exact(size).zip(old.chunks_exact(size));
    pixels.filter(changed).nth(POINTER).is_some()
}

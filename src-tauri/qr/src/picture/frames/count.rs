//! How many frames an animation has, told by the parts of its file: nothing is decoded.
//!
//! Sources: GIF89a; PNG, 3rd edition, 5.3 and 11.3.6; WebP container, "Animation".

use image::ImageFormat;

/// The frames of a GIF, PNG or WebP, as many as the file goes on; at least one.
pub fn frames(file: &[u8], format: ImageFormat) -> usize {
    let count = match format {
        ImageFormat::Gif => gif(file),
        ImageFormat::Png => png(file.get(8..).unwrap_or_default()),
        ImageFormat::WebP => webp(file.get(12..).unwrap_or_default()),
        _ => 1,
    };
    count.max(1)
}

/// Behind the head, each picture and each extension ends in blocks of up to 255 bytes, of which the last
/// is empty.
fn gif(file: &[u8]) -> usize {
    let byte = |at: usize| file.get(at).copied();
    let colours = |at: usize| match byte(at) {
        Some(flags) if flags & 0x80 != 0 => 3 * (2 << (flags & 7)),
        _ => 0,
    };
    let (mut count, mut at) = (0, 13 + colours(10));
    loop {
        match byte(at) {
            Some(0x2c) => {
                count += 1;
                at += 11 + colours(at + 9);
            }
            Some(0x21) => at += 2,
            _ => return count,
        }
        while let Some(length @ 1..) = byte(at) {
            at += 1 + usize::from(length);
        }
        at += 1;
    }
}

/// Chunks of a length, a name, so many bytes and a checksum.
fn png(mut chunks: &[u8]) -> usize {
    let mut count = 0;
    while let Some(([a, b, c, d, name @ ..], rest)) = chunks.split_first_chunk::<8>() {
        count += usize::from(name == b"fcTL");
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        chunks = rest.get(length.saturating_add(4)..).unwrap_or_default();
    }
    count
}

/// Chunks of a name, a length and so many bytes, and one more where that is odd.
fn webp(mut chunks: &[u8]) -> usize {
    let mut count = 0;
    while let Some(([name @ .., a, b, c, d], rest)) = chunks.split_first_chunk::<8>() {
        count += usize::from(name == b"ANMF");
        let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        chunks = rest.get(length.saturating_add(length % 2)..).unwrap_or_default();
    }
    count
}

#[cfg(test)]
mod tests {
    use image::codecs::gif::GifEncoder;
    use image::{Frame, RgbaImage};

    use super::*;

    fn animated_gif(count: usize) -> Vec<u8> {
        let mut file = Vec::new();
        let frames = (0..count).map(|_| Frame::new(RgbaImage::new(30, 20)));
        GifEncoder::new(&mut file).encode_frames(frames).unwrap();
        file
    }

    #[test]
    fn the_frames_of_each_format_are_counted() {
        let png =
            b"12345678\0\0\0\x02acTL..crc.\0\0\0\0fcTLcrc.\0\0\0\x01IDAT.crc.\0\0\0\0fcTLcrc.";
        let webp = b"RIFF....WEBPANIM\x03\0\0\0....ANMF\0\0\0\0ANMF\x01\0\0\0..ANMF\x02\0\0\0..";
        let gif = animated_gif(7);
        assert_eq!(frames(&gif, ImageFormat::Gif), 7);
        assert_eq!(frames(png, ImageFormat::Png), 2);
        assert_eq!(frames(webp, ImageFormat::WebP), 3);
    }

    #[test]
    fn what_is_cut_off_has_the_frames_that_are_there() {
        let gif = animated_gif(7);
        let counts: Vec<_> =
            (0..gif.len()).map(|at| frames(&gif[..at], ImageFormat::Gif)).collect();
        assert!(counts.is_sorted() && counts.first() == Some(&1) && counts.last() == Some(&7));
        for format in [ImageFormat::Gif, ImageFormat::Png, ImageFormat::WebP] {
            assert_eq!(frames(&[0xff; 40], format), 1, "{format:?}");
        }
    }
}

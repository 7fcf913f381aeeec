//! Small files that ask for much.

use std::io::Cursor;

use data_encoding::BASE64;
use image::{DynamicImage, GrayImage, ImageBuffer, ImageFormat, Rgba};

use crate::samples::{deflated, png_chunk, png_start};

/// Each claims to be larger than what is taken.
pub fn of_each_format() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a PNG of 16,000 by 16,000", png(16_000, 16_000)),
        ("a PNG of 2 million by 1", png(2_000_000, 1)),
        ("a PNG of 2^31 by 2^31", png(0x7fff_ffff, 0x7fff_ffff)),
        ("an animated PNG of 16,000 by 16,000", apng(16_000, 16_000)),
        ("a JPEG of 65,500 by 65,500", jpeg(65_500, 65_500)),
        ("a WebP of 16,384 by 16,384", webp(16_384, 16_384)),
        ("a GIF of 65,535 by 65,535", gif(65_535, 65_535)),
        ("a BMP of 30,000 by 30,000", bmp(30_000, 30_000)),
        ("a TIFF of 60,000 by 60,000", tiff(60_000, 60_000)),
        ("a TIFF of 2^32 by 2^32", tiff(u32::MAX, u32::MAX)),
        ("an ICO that holds a PNG of 16,000 by 16,000", ico(&png(16_000, 16_000))),
        ("an ICO that holds a BMP of 30,000 by 60,000", ico(&bmp(30_000, 60_000)[14..])),
    ]
}

/// Each grows when it is drawn.
pub fn drawings() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("an SVG of ten elements in each of ten, twelve times", svg_of_copies()),
        ("an SVG of 100,000 elements in each other", svg_of_depth()),
        ("an SVG that shows a PNG of 16,000 by 16,000", svg_that_shows(&png(16_000, 16_000))),
    ]
}

/// Each has as many pixels as this much memory holds, or hides more somewhere else.
pub fn within(memory: u64) -> Vec<(&'static str, Vec<u8>)> {
    let side = |bytes: u64| (memory / bytes).isqrt() as u32;
    let deep = ImageBuffer::from_pixel(side(8), side(8), Rgba([40_000_u16, 1, 2, 3]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgba16(deep).write_to(&mut file, ImageFormat::Png).unwrap();
    let zeros = deflated(&GrayImage::new(8_000, 8_000));
    vec![
        ("a PNG of 16 bits a colour", file.into_inner()),
        ("a PNG with a colour profile of 61 MiB", with_chunk(b"iCCP", &zeros)),
        ("a PNG with a text of 61 MiB", with_chunk(b"zTXt", &zeros)),
    ]
}

/// One bit a pixel.
fn png(width: u32, height: u32) -> Vec<u8> {
    let end = [png_chunk(b"IDAT", &NOTHING), png_chunk(b"IEND", &[])].concat();
    [png_start(width, height, 1), end].concat()
}

/// No bytes, deflated.
const NOTHING: [u8; 8] = [0x78, 0x9c, 3, 0, 0, 0, 0, 1];

fn apng(width: u32, height: u32) -> Vec<u8> {
    let sizes = [0, width, height, 0, 0].map(u32::to_be_bytes).concat();
    [
        png_start(width, height, 1),
        png_chunk(b"acTL", &[0, 0, 3, 0, 0, 0, 0, 0]),
        png_chunk(b"fcTL", &[&sizes[..], &[0, 1, 0, 10, 0, 0]].concat()),
        png_chunk(b"IDAT", &NOTHING),
        png_chunk(b"IEND", &[]),
    ]
    .concat()
}

/// A PNG of a pixel, with something deflated beside it.
fn with_chunk(kind: &[u8; 4], packed: &[u8]) -> Vec<u8> {
    let pixel = deflated(&GrayImage::new(1, 1));
    [
        png_start(1, 1, 8),
        png_chunk(kind, &[b"name\0\0", packed].concat()),
        png_chunk(b"IDAT", &pixel),
        png_chunk(b"IEND", &[]),
    ]
    .concat()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
    [
        &[0xff, 0xd8, 0xff, 0xc0, 0, 17, 8][..],
        &size,
        &[3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0],
        &[0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0xff, 0xd9],
    ]
    .concat()
}

/// Lossless: 14 bits a side, less one.
fn webp(width: u32, height: u32) -> Vec<u8> {
    let sizes = (width - 1) | (height - 1) << 14;
    let chunk = [&b"VP8L\x0a\0\0\0\x2f"[..], &sizes.to_le_bytes(), &[0; 5]].concat();
    [&b"RIFF"[..], &(4 + chunk.len() as u32).to_le_bytes(), b"WEBP", &chunk].concat()
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    let mut gif = b"GIF89a".to_vec();
    gif.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
    gif.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0]);
    gif.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
    gif.extend([0, 2, 2, 0x44, 1, 0, 0x3b]);
    gif
}

fn bmp(width: i32, height: i32) -> Vec<u8> {
    let mut bmp = b"BM".to_vec();
    bmp.extend([62_u32, 0, 62, 40].map(u32::to_le_bytes).concat());
    bmp.extend([width, height].map(i32::to_le_bytes).concat());
    bmp.extend([1, 0, 1, 0]);
    bmp.extend([0_u32, 0, 0, 0, 2, 0, 0, 0x00ff_ffff].map(u32::to_le_bytes).concat());
    bmp
}

/// One strip of eight bits a pixel.
fn tiff(width: u32, height: u32) -> Vec<u8> {
    let tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (279, 9)];
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend((tags.len() as u16).to_le_bytes());
    for (tag, value) in tags {
        tiff.extend((tag as u16).to_le_bytes());
        tiff.extend(4_u16.to_le_bytes());
        tiff.extend([1, value].map(u32::to_le_bytes).concat());
    }
    tiff.extend([0; 4]);
    tiff
}

fn ico(picture: &[u8]) -> Vec<u8> {
    let place = [picture.len() as u32, 22].map(u32::to_le_bytes).concat();
    [&[0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 32, 0][..], &place, picture].concat()
}

fn svg(inside: &str) -> Vec<u8> {
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inside}</svg>").into()
}

fn svg_of_copies() -> Vec<u8> {
    let copies = |n: u32| format!("<use href='#g{}'/>", n - 1).repeat(10);
    let more: String = (1..=12).map(|n| format!("<g id='g{n}'>{}</g>", copies(n))).collect();
    svg(&format!("<g id='g0'><path d='M0 0h9v9z'/></g>{more}"))
}

fn svg_of_depth() -> Vec<u8> {
    svg(&["<g>".repeat(100_000), "</g>".repeat(100_000)].concat())
}

fn svg_that_shows(picture: &[u8]) -> Vec<u8> {
    let data = BASE64.encode(picture);
    svg(&format!("<image width='9' height='9' href='data:image/png;base64,{data}'/>"))
}

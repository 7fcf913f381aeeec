//! A small picture of one code in every format that is read.
#![allow(dead_code)] // Each program uses a part of it.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use qrcode::QrCode;

/// What they all say.
pub const TEXT: &str = "otpauth://totp/a?secret=AA";

/// The name of each format, and a file in it.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<_> = [
        ("png", ImageFormat::Png),
        ("jpeg", ImageFormat::Jpeg),
        ("webp", ImageFormat::WebP),
        ("gif", ImageFormat::Gif),
        ("bmp", ImageFormat::Bmp),
        ("tiff", ImageFormat::Tiff),
        ("ico", ImageFormat::Ico),
    ]
    .map(|(name, format)| (name, file(format)))
    .into();
    all.push(("apng", apng()));
    all.push(("svg", svg()));
    all
}

fn drawn() -> GrayImage {
    QrCode::new(TEXT).unwrap().render::<Luma<u8>>().module_dimensions(2, 2).build()
}

fn file(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    // In colours that the format knows.
    let picture = match format {
        ImageFormat::Gif | ImageFormat::WebP | ImageFormat::Ico => {
            DynamicImage::from(drawn()).into_rgba8().into()
        }
        _ => DynamicImage::from(drawn()),
    };
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Two frames, the second one paper.
fn apng() -> Vec<u8> {
    let (code, mut paper) = (drawn(), drawn());
    paper.fill(255);
    let (width, height) = code.dimensions();
    let mut bytes = png_start(width, height, 8);
    bytes.extend(png_chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]));
    let control = |number: u32| {
        let sizes = [number, width, height, 0, 0].map(u32::to_be_bytes).concat();
        png_chunk(b"fcTL", &[&sizes[..], &[0, 1, 0, 10, 0, 0]].concat())
    };
    bytes.extend(control(0));
    bytes.extend(png_chunk(b"IDAT", &deflated(&code)));
    bytes.extend(control(1));
    bytes.extend(png_chunk(b"fdAT", &[&[0, 0, 0, 2], &deflated(&paper)[..]].concat()));
    bytes.extend(png_chunk(b"IEND", &[]));
    bytes
}

fn svg() -> Vec<u8> {
    let code = QrCode::new(TEXT).unwrap();
    let side = code.width();
    let colours = code.into_colors().into_iter().enumerate();
    let dark = colours.filter(|(_, colour)| *colour == qrcode::Color::Dark);
    let modules: String =
        dark.map(|(i, _)| format!("M{} {}h1v1h-1z", i % side, i / side)).collect();
    let view = format!("-4 -4 {0} {0}", side + 8);
    format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='{view}'><path d='{modules}'/></svg>")
        .into_bytes()
}

/// The signature and the header of a grey PNG.
pub fn png_start(width: u32, height: u32, bits: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[bits, 0, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &png_chunk(b"IHDR", &header)].concat()
}

pub fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let length = (data.len() as u32).to_be_bytes();
    [&length[..], &body, &crc32(&body).to_be_bytes()].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

/// The rows of a picture as a PNG holds them.
pub fn deflated(picture: &GrayImage) -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).unwrap();
    let mut rest = &png.get_ref()[8..];
    let mut data = Vec::new();
    while let Some((length, chunk)) = rest.split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        if chunk.starts_with(b"IDAT") {
            data.extend(&chunk[4..4 + length]);
        }
        rest = &chunk[8 + length..];
    }
    data
}

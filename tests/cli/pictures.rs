//! Pictures with QR codes, drawn here.

use image::{ImageFormat, Luma};
use qrcode::{EcLevel, QrCode, Version};

/// A PNG of one code, with paper around it.
pub fn of(text: &str) -> Vec<u8> {
    let picture = QrCode::new(text).unwrap().render::<Luma<u8>>().min_dimensions(240, 240).build();
    png(picture)
}

/// A PNG of a QR code that holds bytes, whatever they are.
pub fn of_bytes(bytes: &[u8]) -> Vec<u8> {
    png(QrCode::new(bytes).unwrap().render::<Luma<u8>>().min_dimensions(240, 240).build())
}

/// A PNG of a Micro QR code.
pub fn micro(text: &str) -> Vec<u8> {
    let code = QrCode::with_version(text, Version::Micro(4), EcLevel::L).unwrap();
    png(code.render::<Luma<u8>>().min_dimensions(240, 240).build())
}

/// A PNG of nothing but paper.
pub fn empty() -> Vec<u8> {
    png(image::GrayImage::from_pixel(64, 64, Luma([255])))
}

fn png(picture: image::GrayImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

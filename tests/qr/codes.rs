//! Pictures of our own: every format, every ground, several codes, and what is no picture.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use qrcode::QrCode;
use tessera_qr::{Limits, PictureError};

use crate::pictures;

const URI: &str = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example";
const FORMATS: [ImageFormat; 5] =
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp];

/// Black on white, with a quiet zone of four modules.
fn code(text: &str, module: u32) -> GrayImage {
    let code = QrCode::new(text).unwrap();
    code.render::<Luma<u8>>().quiet_zone(true).module_dimensions(module, module).build()
}

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    // In colours that every format knows.
    let picture = picture.into();
    let picture = match format {
        ImageFormat::Gif | ImageFormat::WebP => picture.into_rgba8().into(),
        ImageFormat::Jpeg => picture.into_rgb8().into(),
        _ => picture,
    };
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn read(file: &[u8]) -> Result<Vec<String>, PictureError> {
    pictures::texts(file, &Limits::default())
}

fn texts(file: &[u8]) -> Vec<String> {
    read(file).unwrap()
}

fn inverted(mut picture: GrayImage) -> GrayImage {
    image::imageops::invert(&mut picture);
    picture
}

#[test]
fn a_code_is_read_from_every_format() {
    for format in FORMATS {
        assert_eq!(texts(&file(code(URI, 6), format)), [URI], "{format:?}");
    }
}

#[test]
fn a_code_is_read_at_every_size_and_in_colour() {
    for module in [1, 2, 3, 5, 10, 30] {
        assert_eq!(texts(&file(code(URI, module), ImageFormat::Png)), [URI], "{module} px");
    }
    let code = code(URI, 4);
    let dark = RgbImage::from_fn(300, 300, |x, y| {
        let ink = code.get_pixel_checked(x, y).is_some_and(|p| p.0[0] == 0);
        if ink { Rgb([20, 30, 90]) } else { Rgb([255, 240, 200]) }
    });
    assert_eq!(texts(&file(dark, ImageFormat::Png)), [URI]);
}

#[test]
fn a_transparent_ground_counts_as_white_paper() {
    let code = code(URI, 5);
    let (width, height) = code.dimensions();
    for hidden_colour in [0, 255] {
        let clear = RgbaImage::from_fn(width, height, |x, y| match code.get_pixel(x, y).0[0] {
            0 => Rgba([0, 0, 0, 255]),
            _ => Rgba([hidden_colour, hidden_colour, hidden_colour, 0]),
        });
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
            assert_eq!(texts(&file(clear.clone(), format)), [URI], "{format:?} {hidden_colour}");
        }
        let pixels = clear.into_raw();
        let read = pictures::texts_of_rgba(width, height, pixels, &Limits::default());
        assert_eq!(read.as_deref(), Ok(&[URI.to_owned()][..]));
    }
}

#[test]
fn a_light_code_on_a_dark_ground_is_read() {
    assert_eq!(texts(&file(inverted(code(URI, 5)), ImageFormat::Png)), [URI]);
}

#[test]
fn every_code_in_the_picture_is_read_once() {
    let others = ["otpauth://totp/b?secret=AAAAAAAA", "https://example.com"];
    let mut page = GrayImage::from_pixel(1_000, 500, Luma([255]));
    image::imageops::overlay(&mut page, &code(URI, 4), 20, 20);
    image::imageops::overlay(&mut page, &code(others[0], 5), 400, 100);
    image::imageops::overlay(&mut page, &inverted(code(others[1], 5)), 700, 200);
    // The first one again.
    image::imageops::overlay(&mut page, &code(URI, 3), 150, 300);
    let mut read = texts(&file(page, ImageFormat::Png));
    read.sort();
    assert_eq!(read, [others[1], URI, others[0]]);
}

#[test]
fn a_picture_without_a_code_gives_none() {
    for grey in [0, 127, 255] {
        let blank = GrayImage::from_pixel(200, 100, Luma([grey]));
        assert_eq!(texts(&file(blank, ImageFormat::Png)), [""; 0]);
    }
    for (width, height) in [(1, 1), (1, 500), (500, 1), (7, 7)] {
        let tiny = GrayImage::from_fn(width, height, |x, y| Luma([((x + y) % 2 * 255) as u8]));
        assert_eq!(texts(&file(tiny, ImageFormat::Png)), [""; 0], "{width} by {height}");
    }
}

#[test]
fn what_is_no_picture_says_so() {
    for bytes in [&b""[..], b"x", b"%PDF-1.7", b"<html><svg/></html>", b"\x89PN", &[0; 64]] {
        assert_eq!(read(bytes), Err(PictureError::NotAPicture), "{bytes:?}");
    }
    let kinds = [&b"\0\0\0\x18ftypheic"[..], b"\0\0\0\x20ftypavif", b"\0\0\0\x0cJXL \r\n\x87\n"];
    for head in kinds {
        let file = [head, &[0; 64]].concat();
        assert_eq!(read(&file), Err(PictureError::OtherKind), "{head:?}");
    }
    // Formats that are not read: QOI, farbfeld, Radiance.
    for bytes in [&b"qoif"[..], b"farbfeld", b"#?RADIANCE"] {
        assert_eq!(read(bytes), Err(PictureError::NotAPicture), "{bytes:?}");
    }
}

#[test]
fn a_picture_that_was_cut_off_is_damaged_or_read_as_far_as_it_goes() {
    for format in FORMATS {
        let whole = file(code(URI, 6), format);
        for length in (0..whole.len()).step_by(whole.len() / 40 + 1) {
            if let Ok(texts) = read(&whole[..length]) {
                let fits = texts.iter().all(|text| text == URI);
                assert!(fits, "{format:?} cut to {length} bytes");
            }
        }
        let head = read(&whole[..whole.len().min(60)]);
        assert_eq!(head, Err(PictureError::Damaged), "{format:?}");
    }
}

#[test]
fn a_picture_over_the_limits_is_refused() {
    let picture = file(code(URI, 6), ImageFormat::Png);
    let usual = Limits::default();
    for tight in [
        Limits { side: 100, ..usual },
        Limits { area: 10_000, ..usual },
        Limits { memory: 10_000, ..usual },
    ] {
        assert_eq!(pictures::texts(&picture, &tight), Err(PictureError::TooLarge), "{tight:?}");
    }
    let pixels = vec![255; 200 * 200 * 4];
    for tight in [Limits { side: 100, ..usual }, Limits { memory: 10_000, ..usual }] {
        let refused = pictures::texts_of_rgba(200, 200, pixels.clone(), &tight);
        assert_eq!(refused, Err(PictureError::TooLarge), "{tight:?}");
    }
    for (width, height) in [(200, 201), (u32::MAX, u32::MAX), (0, 7)] {
        let refused = pictures::texts_of_rgba(width, height, pixels.clone(), &usual);
        assert!(refused.is_err(), "{width} {height}");
    }
}

#[test]
fn a_large_picture_is_searched_at_a_smaller_size() {
    let mut page = GrayImage::from_pixel(4_000, 3_000, Luma([255]));
    image::imageops::overlay(&mut page, &code(URI, 30), 300, 200);
    assert_eq!(texts(&file(page, ImageFormat::Png)), [URI]);
}

//! Drawn codes, treated as life treats them.

use image::{GrayImage, Luma, imageops};
use qrcode::{EcLevel, QrCode, Version};

use super::codes;

const TEXT: &str = "otpauth://totp/Tessera:ada?secret=JBSWY3DPEHPK3PXP";

/// With a border of four modules.
fn drawn(version: i16, module: u32) -> GrayImage {
    let code = QrCode::with_version(TEXT, Version::Normal(version), EcLevel::M).unwrap();
    code.render::<Luma<u8>>().module_dimensions(module, module).build()
}

fn read(picture: &GrayImage) -> Vec<String> {
    let mut texts = Vec::new();
    codes(picture, &|| false, &mut |code| texts.push(code.text.expose().to_owned()));
    texts
}

/// The picture that has at each place what `from` says of the first.
fn warped(picture: &GrayImage, from: impl Fn(f32, f32) -> (f32, f32)) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let (x, y) = from(x as f32, y as f32);
        imageops::interpolate_bilinear(picture, x, y).unwrap_or(Luma([255]))
    })
}

#[test]
fn a_code_under_a_blur_of_most_of_a_module_is_read() {
    for (version, module) in [(4, 4.0), (4, 8.0), (7, 6.0)] {
        let blurred = imageops::blur(&drawn(version, module as u32), 0.75 * module);
        assert_eq!(read(&blurred), [TEXT], "version {version}, {module} pixels");
    }
}

#[test]
fn a_code_on_bent_paper_is_read() {
    let bent =
        warped(&drawn(4, 6), |x, y| (x + 3.0 * (y / 25.0).sin(), y + 3.0 * (x / 30.0).cos()));
    assert_eq!(read(&bent), [TEXT]);
}

#[test]
fn a_code_is_read_at_every_angle_mirrored_and_with_its_colours_exchanged() {
    let code = drawn(5, 6);
    let middle = code.width() as f32 / 2.0;
    for degrees in (0..360).step_by(30) {
        let (sin, cos) = (degrees as f32).to_radians().sin_cos();
        let turned = warped(&code, |x, y| {
            let (x, y) = ((x - middle) * 1.2, (y - middle) * 1.2);
            (middle + x * cos - y * sin, middle + x * sin + y * cos)
        });
        assert_eq!(read(&turned), [TEXT], "{degrees} degrees");
        let mut negative = imageops::flip_horizontal(&turned);
        imageops::invert(&mut negative);
        assert_eq!(read(&negative), [TEXT], "{degrees} degrees, mirrored and inverted");
    }
}

#[test]
fn a_code_without_a_border_on_dark_ground_is_read() {
    let mut code = drawn(4, 6);
    let inner = code.width() - 48;
    let code = imageops::crop(&mut code, 24, 24, inner, inner).to_image();
    let mut ground = GrayImage::from_pixel(inner + 80, inner + 80, Luma([12]));
    imageops::replace(&mut ground, &code, 40, 40);
    assert_eq!(read(&ground), [TEXT]);
}

#[test]
fn a_code_that_lost_a_finder_is_read() {
    let code = drawn(5, 6);
    let far = i64::from(code.width()) - 24 - 42;
    let patch = GrayImage::from_pixel(48, 48, Luma([255]));
    for (x, y) in [(24, far), (far, 24)] {
        let mut damaged = code.clone();
        imageops::replace(&mut damaged, &patch, x - 3, y - 3);
        assert_eq!(read(&damaged), [TEXT], "at {x}, {y}");
    }
}

#[test]
fn a_code_with_half_of_its_data_gone_gives_nothing() {
    let mut code = drawn(4, 6);
    let half = code.width() / 2;
    let noise = GrayImage::from_fn(half, half, |x, y| Luma([(x / 6 * 73 + y / 6 * 151) as u8]));
    imageops::replace(&mut code, &noise, i64::from(half) - 30, i64::from(half) - 30);
    assert!(read(&code).is_empty());
}

#[test]
fn a_picture_full_of_finder_patterns_gives_nothing_and_ends_when_time_is_over() {
    let ring = |at: u32| (at % 8).abs_diff(3);
    let finders = GrayImage::from_fn(800, 800, |x, y| {
        let (x, y) = (x / 3, y / 3);
        let light = matches!(ring(x).max(ring(y)), 2 | 4);
        Luma([if light { 255 } else { 0 }])
    });
    let asked = std::cell::Cell::new(0);
    let is_over = || {
        asked.set(asked.get() + 1);
        asked.get() > 60
    };
    codes(&finders, &is_over, &mut |_| panic!("no code is there"));
    assert!(asked.get() < 70);
}

#[test]
fn pictures_too_small_for_a_code_give_nothing() {
    for (width, height) in [(0, 0), (1, 1), (1, 400), (7, 7), (12, 3)] {
        assert!(read(&GrayImage::new(width, height)).is_empty());
    }
}

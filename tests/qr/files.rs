//! Files that hold several pictures, and formats that are rare: what is searched, and for how long.

use std::cell::Cell;
use std::io::Cursor;
use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, GrayImage, ImageFormat, Luma, Rgba, RgbaImage};
use qrcode::QrCode;
use tessera_qr::{self as qr, Budget, Event, Limits, PictureError};

use crate::{pictures, samples};

const URI: &str = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example";

fn code(text: &str) -> GrayImage {
    QrCode::new(text).unwrap().render::<Luma<u8>>().module_dimensions(4, 4).build()
}

/// What was told: how many pictures were searched, and the texts.
fn read(file: &[u8]) -> (Result<(), PictureError>, usize, Vec<String>) {
    // Each look at the clock takes a millisecond, so that time passes without waiting.
    let now = Cell::new(Duration::ZERO);
    let clock = || {
        now.set(now.get() + Duration::from_millis(1));
        now.get()
    };
    let budget = Budget { clock: &clock, limit: Budget::USUAL };
    let (mut pictures, mut texts) = (0, Vec::new());
    let result = qr::read(file, &Limits::default(), &budget, &mut |event| match event {
        Event::Picture { .. } => pictures += 1,
        Event::Code(code, ..) => texts.push(code.text.expose().to_owned()),
        Event::End { .. } => {}
    });
    (result, pictures, texts)
}

fn gif(frames: impl IntoIterator<Item = RgbaImage>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 30);
    encoder.encode_frames(frames.into_iter().map(Frame::new)).unwrap();
    drop(encoder);
    bytes
}

/// Paper with a code on it, if there is one.
fn slide(text: Option<&str>, grey: u8) -> RgbaImage {
    let mut slide = RgbaImage::from_pixel(240, 240, Rgba([grey, grey, grey, 255]));
    if let Some(text) = text {
        let code = DynamicImage::from(code(text)).into_rgba8();
        image::imageops::overlay(&mut slide, &code, 20, 20);
    }
    slide
}

/// The fuzzer begins with them (src-tauri/fuzz/seeds/picture). `UPDATE_SEEDS=1` writes them anew.
#[test]
fn the_samples_of_the_fuzzer_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds/picture");
    for (name, sample) in samples::all() {
        if std::env::var_os("UPDATE_SEEDS").is_some() {
            std::fs::write(folder.join(name), sample).unwrap();
        }
        let seed = std::fs::read(folder.join(name)).unwrap();
        let texts = pictures::texts(&seed, &Limits::default());
        assert_eq!(texts.as_deref(), Ok(&[samples::TEXT.to_owned()][..]), "{name}");
    }
}

#[test]
fn a_code_in_a_late_frame_is_read_and_told_once() {
    let frames = (0..12).map(|n| slide((6..9).contains(&n).then_some(URI), 255 - 4 * n));
    let (result, _, texts) = read(&gif(frames));
    assert_eq!((result, texts), (Ok(()), vec![URI.to_owned()]));
}

/// Slides of which each is new, and one with a code from here to there.
fn slides(count: u32, shown: Range<u32>) -> Vec<u8> {
    let grey = |n: u32| 255 - (n % 3 * 40) as u8;
    gif((0..count).map(|n| slide(shown.contains(&n).then_some(URI), grey(n))))
}

#[test]
fn a_code_is_read_wherever_it_stands_in_a_long_animation() {
    const COUNT: u32 = 300;
    for shown in [0..1, 148..153, COUNT - 1..COUNT] {
        let (result, pictures, texts) = read(&slides(COUNT, shown.clone()));
        assert_eq!((result, texts), (Ok(()), vec![URI.to_owned()]), "{shown:?}");
        assert!(pictures <= 100, "{pictures}");
    }
}

#[test]
fn a_code_is_read_that_comes_after_a_long_time_of_nothing_new() {
    let file = gif((0..700).map(|n| slide((n == 699).then_some(URI), 255)));
    let (result, pictures, texts) = read(&file);
    assert_eq!((result, texts), (Ok(()), vec![URI.to_owned()]));
    assert!(pictures < 10, "{pictures}");
}

#[test]
fn frames_that_show_nothing_new_are_not_searched() {
    let pointer = |n: u32| {
        let mut slide = slide(Some(URI), 255);
        (0..12).for_each(|i| slide.put_pixel(230, 10 * n + i, Rgba([0, 0, 0, 255])));
        slide
    };
    let (_, pictures, texts) = read(&gif((0..20).map(pointer)));
    assert_eq!((pictures, texts.len()), (1, 1));
}

#[test]
fn an_animation_ends_after_the_time_of_four_pictures() {
    let noise = |n: u32| {
        RgbaImage::from_fn(64, 64, |x, y| {
            let value = (x * 7919 + y * 104_729 + n * 1_299_709).wrapping_mul(2_654_435_761) >> 24;
            Rgba([value as u8, value as u8, value as u8, 255])
        })
    };
    let (result, pictures, texts) = read(&gif((0..300).map(noise)));
    assert_eq!((result, texts), (Ok(()), vec![]));
    assert!((2..=100).contains(&pictures), "{pictures}");
}

#[test]
fn what_comes_before_the_damage_counts() {
    let mut file = gif((0..6).map(|n| slide(Some(URI), 255 - 20 * n)));
    file.truncate(file.len() * 2 / 3);
    let (result, _, texts) = read(&file);
    assert_eq!((result, texts), (Ok(()), vec![URI.to_owned()]));
}

#[test]
fn rare_formats_are_read() {
    for format in [ImageFormat::Tiff, ImageFormat::Ico] {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(code(URI)).into_rgba8().write_to(&mut bytes, format).unwrap();
        assert_eq!(read(bytes.get_ref()).2, [URI], "{format:?}");
    }
}

#[test]
fn a_drawing_is_read_however_small_it_is_drawn() {
    let drawn = QrCode::new(URI).unwrap();
    let side = drawn.width();
    let dark = drawn.to_colors().into_iter().enumerate().filter(|(_, c)| *c == qrcode::Color::Dark);
    let modules: String = dark
        .map(|(i, _)| format!("<rect x='{}' y='{}' width='1' height='1'/>", i % side, i / side))
        .collect();
    let view = format!("xmlns='http://www.w3.org/2000/svg' viewBox='-4 -4 {0} {0}'", side + 8);
    for drawing in [
        format!("<svg {view}>{modules}</svg>"),
        format!("\u{feff}<?xml version='1.0'?>\n<!-- made by hand --><svg {view}>{modules}</svg>"),
        format!("<svg {view} width='4000' height='4000'><g fill='#123'>{modules}</g></svg>"),
        format!(
            "<svg {view}><rect width='100' height='100' x='-4' y='-4'/><g fill='#fff'>{modules}</g></svg>"
        ),
    ] {
        assert_eq!(read(drawing.as_bytes()).2, [URI], "{}", &drawing[..40]);
    }
}

#[test]
fn a_drawing_reaches_no_file() {
    let folder = std::env::temp_dir().join(format!("tessera-qr-files-{}", std::process::id()));
    let file = Cursor::new(Vec::new());
    let mut file = file;
    DynamicImage::from(code(URI)).write_to(&mut file, ImageFormat::Png).unwrap();
    std::fs::write(&folder, file.into_inner()).unwrap();
    let drawing = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'>\
         <image href='{}' width='300' height='300'/></svg>",
        folder.display()
    );
    let texts = read(drawing.as_bytes()).2;
    std::fs::remove_file(folder).unwrap();
    assert_eq!(texts, [""; 0]);
}

#[test]
fn a_bomb_is_too_large_before_it_takes_memory() {
    // 65,535 pixels a side.
    let gif = b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x08\x00";
    assert_eq!(read(gif).0, Err(PictureError::TooLarge));
    let mut tiff = b"II*\0\x08\0\0\0\x04\0".to_vec();
    for (tag, value) in [(256_u16, 60_000_u32), (257, 60_000), (258, 8), (262, 1)] {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(4_u16.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    let result = read(&tiff).0;
    assert!(matches!(result, Err(PictureError::TooLarge | PictureError::Damaged)), "{result:?}");
    // Ten times ten times ten … copies.
    let more: String = (1..12)
        .map(|n| format!("<g id='g{n}'>{}</g>", format!("<use href='#g{}'/>", n - 1).repeat(10)))
        .collect();
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g id='g0'/>{more}</svg>"
    );
    assert!(read(svg.as_bytes()).2.is_empty());
}

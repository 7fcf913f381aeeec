//! What keeps other authenticators from reading a code, one picture each; and pictures that look
//! like codes and hold none.

mod drawing;
pub(crate) mod mimics;

use std::io::Cursor;

use drawing::{Code, DARK, LIGHT};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, ImageBuffer, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use qrcode::EcLevel;
use tessera_qr::Limits;

use crate::pictures;

const URI: &str = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example";

/// How a code is drawn in a picture.
type Quirk = fn(&Code) -> DynamicImage;

const QUIRKS: &[(&str, Quirk)] = &[
    ("light on dark", |code| {
        let mut picture = code.drawn(5, 4);
        imageops::invert(&mut picture);
        picture.into()
    }),
    ("white ink on nothing, for a dark page", |code| on_nothing(&code.drawn(5, 4), 255)),
    ("black ink on nothing", |code| on_nothing(&code.drawn(5, 4), 0)),
    ("16 bits, of which few are used", |code| {
        let drawn = code.drawn(5, 4);
        let (width, height) = drawn.dimensions();
        let deep = ImageBuffer::from_fn(width, height, |x, y| {
            Luma([30_000 + u16::from(drawn.get_pixel(x, y).0[0])])
        });
        DynamicImage::ImageLuma16(deep)
    }),
    ("little contrast", |code| in_greys(code.drawn(5, 4), 118, 130).into()),
    ("red on green of the same brightness", |code| {
        let drawn = code.drawn(5, 4);
        let (width, height) = drawn.dimensions();
        let coloured = RgbImage::from_fn(width, height, |x, y| match drawn.get_pixel(x, y) {
            &DARK => Rgb([255, 0, 0]),
            _ => Rgb([0, 76, 0]),
        });
        coloured.into()
    }),
    ("mirrored", |code| imageops::flip_horizontal(&code.drawn(5, 4)).into()),
    ("on its side", |code| imageops::rotate90(&code.drawn(5, 4)).into()),
    ("turned by 17 degrees", |code| code.turned(6.0, 17.0).into()),
    ("cut off at its edge", |code| code.drawn(5, 0).into()),
    ("without a border on a dark page", |code| {
        let mut page = GrayImage::from_pixel(400, 300, Luma([30]));
        imageops::replace(&mut page, &code.drawn(4, 0), 120, 70);
        page.into()
    }),
    ("without a border in a dark window full of writing", |code| {
        let mut page = dark_writing(1_280, 900);
        imageops::replace(&mut page, &code.drawn(2, 0), 64, 300);
        page.into()
    }),
    ("light, without a border, in a bright page", |code| {
        let mut light = code.drawn(4, 0);
        imageops::invert(&mut light);
        let mut page = GrayImage::from_pixel(1_280, 900, LIGHT);
        imageops::replace(&mut page, &light, 700, 411);
        page.into()
    }),
    ("black on a dark page beside a bright window", |code| {
        let mut screen = GrayImage::from_pixel(1_280, 800, Luma([47]));
        imageops::replace(&mut screen, &mimics::writing(640, 800), 0, 0);
        imageops::replace(&mut screen, &in_greys(code.drawn(4, 0), 0, 47), 700, 83);
        screen.into()
    }),
    ("on a faint panel of a bright page", |code| {
        let mut page = GrayImage::from_pixel(1_020, 1_020, Luma([250]));
        imageops::replace(&mut page, &in_greys(code.drawn(2, 2), 60, 110), 503, 401);
        page.into()
    }),
    ("black on a page that is nearly black", |code| {
        let mut page = dark_writing(1_280, 900);
        let code = in_greys(code.drawn(5, 4), 0, 20);
        imageops::replace(&mut page, &code, 90, 300);
        page.into()
    }),
    ("a pixel a module", |code| code.drawn(1, 4).into()),
    ("modules of two pixels and a half", |code| {
        let drawn = code.drawn(5, 4);
        let (width, height) = (drawn.width() / 2, drawn.height() / 2);
        imageops::resize(&drawn, width, height, FilterType::Triangle).into()
    }),
    ("small on a large desktop", |code| {
        let mut desktop = mimics::writing(3_840, 2_160);
        imageops::replace(&mut desktop, &code.drawn(3, 4), 2_900, 1_500);
        desktop.into()
    }),
    ("saved as a poor JPEG", |code| {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 20).encode_image(&code.drawn(4, 4)).unwrap();
        image::load_from_memory(&bytes).unwrap()
    }),
    ("blurred", |code| {
        // The deviation is in pixels: 0.7 of a module.
        imageops::blur(&code.drawn(6, 4), 0.7 * 6.0).into()
    }),
    ("seen from the side", |code| {
        let (drawn, mut page) = (code.drawn(4, 4), GrayImage::from_pixel(700, 500, Luma([230])));
        let width = drawn.width() * 10 / 27;
        let narrow = imageops::resize(&drawn, width, drawn.height(), FilterType::Triangle);
        imageops::replace(&mut page, &slanted(&narrow), 100, 60);
        page.into()
    }),
    ("round modules", |code| code.dotted(10, 0.42).into()),
];

#[test]
fn a_code_is_read_however_it_is_drawn() {
    let code = Code::of(URI, EcLevel::M);
    let missed: Vec<_> = QUIRKS
        .iter()
        .map(|(name, draw)| (*name, texts(&draw(&code))))
        .filter(|(_, texts)| *texts != [URI])
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_code_is_read_under_the_logo_of_a_site() {
    let mut picture = Code::of(URI, EcLevel::H).drawn(6, 4);
    let side = picture.width() / 5;
    let at = i64::from((picture.width() - side) / 2);
    imageops::replace(&mut picture, &GrayImage::from_pixel(side, side, LIGHT), at, at);
    let (logo, at) = (GrayImage::from_pixel(side - 8, side - 8, Luma([90])), at + 4);
    imageops::replace(&mut picture, &logo, at, at);
    assert_eq!(texts(&picture.into()), [URI]);
}

#[test]
fn a_transfer_of_many_accounts_is_read() {
    let data: String = ('A'..='Z').chain('a'..='z').cycle().take(1_300).collect();
    let text = format!("otpauth-migration://offline?data={data}");
    let code = Code::of(&text, EcLevel::L);
    // 25 versions: 17 + 4 * 25 modules.
    assert!(code.side() >= 117);
    for module in [2, 3, 5] {
        assert_eq!(texts(&code.drawn(module, 4).into()), [text.as_str()], "{module} px");
    }
}

#[test]
fn every_code_of_a_page_is_read() {
    for a_side in [2, 3] {
        let mut expected: Vec<_> = (0..a_side * a_side).map(|n| format!("{URI}&n={n}")).collect();
        let drawn: Vec<_> =
            expected.iter().map(|text| Code::of(text, EcLevel::L).drawn(3, 4)).collect();
        let step = drawn[0].width() + 12;
        let mut page = GrayImage::from_pixel(a_side * step, a_side * step, LIGHT);
        for (n, code) in (0_u32..).zip(&drawn) {
            let (x, y) = (n % a_side * step, n / a_side * step);
            imageops::replace(&mut page, code, x.into(), y.into());
        }
        let mut found = texts(&page.into());
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }
}

/// Of the threes of patterns that could be a code most belong to neighbours, and come first.
#[test]
fn every_code_of_a_turned_sheet_is_read() {
    const COLUMNS: u16 = 10;
    let mut expected: Vec<_> = (100..180).map(|n| format!("{URI}&n={n}")).collect();
    let (sin, cos) = 4_f32.to_radians().sin_cos();
    let mut sheet = GrayImage::from_pixel(1_250, 1_050, LIGHT);
    for (n, text) in (0_u16..).zip(&expected) {
        let code = Code::of(text, EcLevel::L).turned(2.4, 4.0);
        let (x, y) = (f32::from(n % COLUMNS) * 114.0, f32::from(n / COLUMNS) * 114.0);
        let (left, top) = (60.0 + x * cos - y * sin, x * sin + y * cos);
        // What is around a code covers nothing of the others.
        for (x, y, ink) in code.enumerate_pixels().filter(|(.., ink)| **ink != LIGHT) {
            sheet.put_pixel(left as u32 + x, top as u32 + y, *ink);
        }
    }
    let mut found = texts(&sheet.into());
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

/// In the picture as it is, one of its finder patterns is seldom seen.
#[test]
fn a_small_turned_code_is_read_beside_another_wherever_it_lies() {
    let (one, other) = (format!("{URI}&n=1"), format!("{URI}&n=2"));
    let large = Code::of(&one, EcLevel::L).drawn(4, 4);
    let small = imageops::blur(&Code::of(&other, EcLevel::L).turned(1.8, 40.0), 0.5);
    for place in 0..16 {
        let mut page = GrayImage::from_pixel(500, 260, Luma([40]));
        imageops::replace(&mut page, &large, 10, 20);
        imageops::replace(&mut page, &small, 300 + place % 4, 40 + place / 4);
        let mut found = texts(&page.into());
        found.sort();
        assert_eq!(found, [one.as_str(), other.as_str()], "place {place}");
    }
}

#[test]
fn what_only_looks_like_a_code_gives_no_text() {
    let invented: Vec<_> = [
        ("writing", mimics::writing(600, 400)),
        ("noise", mimics::noise(300, 300)),
        ("a chequered board", mimics::board(320, 8)),
        ("a chequered board, a pixel a field", mimics::board(120, 1)),
        ("finder patterns around paper", mimics::finders_around(29, |_, _| false)),
        ("finder patterns around noise", mimics::finders_around(29, mimics::chance)),
        ("finder patterns around stripes", mimics::finders_around(37, |x, _| x % 2 == 0)),
    ]
    .into_iter()
    .map(|(name, picture)| (name, texts(&picture.into())))
    .filter(|(_, texts)| !texts.is_empty())
    .collect();
    assert!(invented.is_empty(), "{invented:#?}");
}

/// Through a file, as everything comes in.
fn texts(picture: &DynamicImage) -> Vec<String> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    pictures::texts(file.get_ref(), &Limits::default()).unwrap()
}

/// Ink of one grey, and nothing where it is light.
fn on_nothing(drawn: &GrayImage, ink: u8) -> DynamicImage {
    let (width, height) = drawn.dimensions();
    let clear = RgbaImage::from_fn(width, height, |x, y| match drawn.get_pixel(x, y) {
        &DARK => Rgba([ink, ink, ink, 255]),
        _ => Rgba([0; 4]),
    });
    clear.into()
}

/// A window of light letters on dark.
fn dark_writing(width: u32, height: u32) -> GrayImage {
    in_greys(mimics::writing(width, height), 215, 20)
}

fn in_greys(mut drawn: GrayImage, dark: u8, light: u8) -> GrayImage {
    for pixel in drawn.pixels_mut() {
        *pixel = Luma([if *pixel == DARK { dark } else { light }]);
    }
    drawn
}

/// Every third column a pixel lower.
fn slanted(picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    GrayImage::from_fn(width, height + width / 3, |x, y| match y.checked_sub(x / 3) {
        Some(y) if y < height => *picture.get_pixel(x, y),
        _ => Luma([230]),
    })
}

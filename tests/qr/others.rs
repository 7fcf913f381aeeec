//! Codes of other kinds than QR: each is read and told for what it is, where no QR code is seen.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma, imageops};
use qrcode::{EcLevel, QrCode, Version};
use rxing::aztec::AztecWriter;
use rxing::common::BitMatrix;
use rxing::datamatrix::DataMatrixWriter;
use rxing::{BarcodeFormat, Writer};
use tessera_qr::{self as qr, Event, Limits, Symbology};

use crate::pictures::UNHURRIED;
use crate::quirks::mimics;

const URI: &str = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example";
/// The text of [`RMQR`].
const SHORT: &str = "otpauth://totp/a?secret=MFRGGZDFMZTWQ2LK";

/// No library that is well kept draws these (ISO/IEC 23941).
const RMQR: [&str; 17] = [
    "#######.#.#.#.#.#.#.###.#.#.#.#.#.#.#.#.###",
    "#.....#..#..####.##.#.###.##......#...###.#",
    "#.###.#...#.#.#.#.#.###..###.....###.....##",
    "#.###.#.#...#.####.##...##...#..####.#.#...",
    "#.###.#.#..##......#.#...#..####.##.#..####",
    "#.....#.####.#...####.###.....#...##..##.#.",
    "#######.#.....####.#.#.##.###.###..#.#.#.##",
    ".........#.##.####.##.##.##..####.##.#.###.",
    "##.#...######.#...####.#.#..#..####.#..#.##",
    "..###....###...#......##..#.#.#...#...#.#..",
    "##...#...##.#...########.#.##....#...#.#..#",
    ".####....###.#..##.....####..##.##.##.####.",
    "##.#####.....##.##.###.....#####.#..#######",
    ".....#.....#####.#.##...##.........####...#",
    "##..##..##.##.......####..##..###....##.#.#",
    "#.#.#.###.#..#####..#.##.#.#.####.###.#...#",
    "###.#.#.#.#.#.#.#.#.###.#.#.#.#.#.#.#.#####",
];

/// Light and dark modules of a code.
struct Modules {
    width: u32,
    height: u32,
    is_dark: Box<dyn Fn(u32, u32) -> bool>,
}

impl Modules {
    fn drawn(&self, module: u32) -> GrayImage {
        const BORDER: u32 = 4;
        let side = |modules: u32| (modules + 2 * BORDER) * module;
        GrayImage::from_fn(side(self.width), side(self.height), |x, y| {
            let at = |pixel: u32| (pixel / module).checked_sub(BORDER);
            let is_dark = |(x, y)| x < self.width && y < self.height && (self.is_dark)(x, y);
            let dark = at(x).zip(at(y)).is_some_and(is_dark);
            Luma([if dark { 0 } else { 255 }])
        })
    }
}

fn micro(text: &str, version: i16) -> Modules {
    // The smallest knows no levels.
    let code = QrCode::with_version(text, Version::Micro(version), EcLevel::L).unwrap();
    let side = code.width() as u32;
    let colours = code.into_colors();
    let is_dark = move |x, y| colours[(y * side + x) as usize] == qrcode::Color::Dark;
    Modules { width: side, height: side, is_dark: Box::new(is_dark) }
}

fn rmqr() -> Modules {
    let is_dark = |x: u32, y: u32| RMQR[y as usize].as_bytes()[x as usize] == b'#';
    let (width, height) = (RMQR[0].len() as u32, RMQR.len() as u32);
    Modules { width, height, is_dark: Box::new(is_dark) }
}

fn by_rxing(writer: &impl Writer, format: BarcodeFormat, text: &str) -> Modules {
    let bits: BitMatrix = writer.encode(text, &format, 1, 1).unwrap();
    let (width, height) = (bits.width(), bits.height());
    Modules { width, height, is_dark: Box::new(move |x, y| bits.get(x, y)) }
}

fn data_matrix(text: &str) -> Modules {
    by_rxing(&DataMatrixWriter, BarcodeFormat::DATA_MATRIX, text)
}

fn aztec(text: &str) -> Modules {
    by_rxing(&AztecWriter, BarcodeFormat::AZTEC, text)
}

/// One of each kind, with what it holds.
fn each() -> Vec<(Symbology, Modules, &'static str)> {
    vec![
        (Symbology::MicroQr, micro("31415", 1), "31415"),
        (Symbology::MicroQr, micro("MILL 1", 2), "MILL 1"),
        (Symbology::MicroQr, micro("Mill 1", 4), "Mill 1"),
        (Symbology::Rmqr, rmqr(), SHORT),
        (Symbology::DataMatrix, data_matrix("Mill 1"), "Mill 1"),
        (Symbology::DataMatrix, data_matrix(URI), URI),
        (Symbology::Aztec, aztec("Mill 1"), "Mill 1"),
        (Symbology::Aztec, aztec(URI), URI),
    ]
}

/// What is told of a picture.
fn read(picture: &GrayImage) -> Vec<(Symbology, String)> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    let mut codes = Vec::new();
    qr::read(file.get_ref(), &Limits::default(), &UNHURRIED, &mut |event| {
        if let Event::Code(code, ..) = event {
            codes.push((code.symbology, code.text.expose().to_owned()));
        }
    })
    .unwrap();
    codes
}

/// Each is told for what it is, and nothing else, when it is drawn so.
#[track_caller]
fn are_told(draw: impl Fn(&Modules) -> GrayImage) {
    let codes = each().into_iter();
    let is_told = |(symbology, modules, text): &(Symbology, Modules, &str)| {
        read(&draw(modules)) == [(*symbology, (*text).to_owned())]
    };
    let missed = codes.filter(|code| !is_told(code)).map(|(symbology, _, text)| (symbology, text));
    let missed: Vec<_> = missed.collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_code_of_another_kind_is_told_for_what_it_is() {
    for module in [3, 5, 12] {
        are_told(|code| code.drawn(module));
    }
}

#[test]
fn a_code_of_another_kind_is_told_on_its_side_and_light_on_dark() {
    are_told(|code| imageops::rotate90(&code.drawn(5)));
    are_told(|code| {
        let mut drawn = code.drawn(5);
        imageops::invert(&mut drawn);
        drawn
    });
}

#[test]
fn a_code_of_another_kind_is_told_in_a_window_of_writing() {
    are_told(|code| {
        let mut window = mimics::writing(900, 700);
        imageops::replace(&mut window, &code.drawn(6), 80, 300);
        window
    });
}

#[test]
fn where_there_is_a_qr_code_no_other_is_told() {
    let qr = QrCode::new(URI).unwrap();
    let qr: GrayImage = qr.render::<Luma<u8>>().module_dimensions(5, 5).build();
    for (_, modules, _) in each() {
        let other = modules.drawn(5);
        let height = qr.height().max(other.height());
        let mut page = GrayImage::from_pixel(qr.width() + other.width(), height, Luma([255]));
        imageops::replace(&mut page, &qr, 0, 0);
        imageops::replace(&mut page, &other, i64::from(qr.width()), 0);
        assert_eq!(read(&page), [(Symbology::Qr, URI.to_owned())]);
    }
}

/// A single finder pattern, rings and L shapes are on many pages.
#[test]
fn what_only_looks_like_a_code_of_another_kind_is_none() {
    let page = |is_dark: &dyn Fn(i32, i32) -> bool| {
        GrayImage::from_fn(300, 300, |x, y| {
            Luma([if is_dark(x as i32 - 150, y as i32 - 150) { 0 } else { 255 }])
        })
    };
    let ring = |x: i32, y: i32| x.abs().max(y.abs()) / 6;
    for (name, picture) in [
        ("a finder pattern", page(&|x, y| matches!(ring(x, y), 0 | 1 | 3))),
        ("rings", page(&|x, y| ring(x, y) < 9 && ring(x, y) % 2 == 0)),
        ("an L", page(&|x, y| ring(x, y) < 9 && (x < -48 || y > 48))),
        ("a box", page(&|x, y| ring(x, y) == 9)),
        ("a chequered board", mimics::board(320, 8)),
        ("noise", mimics::noise(300, 300)),
        ("writing", mimics::writing(900, 600)),
        ("one finder pattern beside noise", mimics::finders_around(29, mimics::chance)),
    ] {
        let told = read(&picture);
        assert!(told.is_empty(), "{name}: {told:?}");
    }
}

//! Pictures are read in a process of their own, and whatever happens there ends there.

#[cfg(unix)]
pub mod broken;
#[cfg(target_os = "linux")]
mod linux;

use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use image::{ImageFormat, Luma};
use qrcode::{EcLevel, QrCode, Version};
use tessera_reader_client::{
    Patience, PictureError, Pixels, Problem, Reader, Symbology, Thumbnail,
};

const TEXT: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";

/// Longer than anything takes here, however busy the machine is.
const ENDLESS: Duration = Duration::from_secs(60);
pub const PATIENT: Patience =
    Patience { start: ENDLESS, decode: ENDLESS, search: ENDLESS, file: ENDLESS, heard: ENDLESS };
/// What takes no longer did not wait until an endless time was over.
const AT_ONCE: Duration = Duration::from_secs(30);

pub fn reader() -> Reader {
    Reader::at(env!("CARGO_BIN_EXE_tessera-reader").into()).with_patience(PATIENT)
}

fn drawn(text: &str) -> image::GrayImage {
    QrCode::new(text).unwrap().render::<Luma<u8>>().min_dimensions(240, 240).build()
}

fn png(text: &str) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    drawn(text).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// It reads a picture as it should.
#[track_caller]
pub fn works(reader: &mut Reader) {
    let reading = reader.file(&png(TEXT));
    assert_eq!(reading.problem, None);
    assert_eq!(reading.pictures[0].codes[0].text.expose(), TEXT);
}

#[test]
fn a_picture_file_gives_its_text_and_its_place() {
    let reading = reader().file(&png(TEXT));
    let [picture] = &reading.pictures[..] else { panic!("{reading:?}") };
    let [code] = &picture.codes[..] else { panic!("{picture:?}") };
    assert_eq!((reading.problem, code.text.expose()), (None, TEXT));
    let (width, height) = (picture.width as f32, picture.height as f32);
    let [left, top, right, bottom] = code.corners.bounds();
    assert!(0.0 < left && left < right && right < width, "{:?}", code.corners);
    assert!(0.0 < top && top < bottom && bottom < height, "{:?}", code.corners);
    assert_eq!(code.thumbnail.0.len(), 3 * Thumbnail::SIDE.pow(2) as usize);
    assert!(!picture.gave_up);
}

#[test]
fn a_code_of_another_kind_is_told_with_its_kind() {
    let code = QrCode::with_version("Mill 1", Version::Micro(4), EcLevel::L).unwrap();
    let picture = code.render::<Luma<u8>>().min_dimensions(240, 240).build();
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    let reading = reader().file(file.get_ref());
    let codes: Vec<_> = reading.codes().map(|code| (code.symbology, code.text.expose())).collect();
    assert_eq!(codes, [(Symbology::MicroQr, "Mill 1")]);
}

#[test]
fn a_picture_in_memory_gives_the_same() {
    let rgba = image::DynamicImage::from(drawn(TEXT)).into_rgba8();
    let (width, height) = rgba.dimensions();
    let reading = reader().pixels(&Pixels { width, height, rgba: rgba.into_raw().into() });
    assert_eq!(reading.pictures[0].codes[0].text.expose(), TEXT);
}

#[test]
fn a_batch_is_read_in_one_process_that_ends_with_it() {
    let mut reader = reader();
    assert_eq!(reader.process_id(), None);
    works(&mut reader);
    let id = reader.process_id().unwrap();
    for text in ["one", "two", "three"] {
        assert_eq!(reader.file(&png(text)).pictures[0].codes[0].text.expose(), text);
    }
    assert_eq!(reader.file(b"GIF89a").problem, Some(Problem::Picture(PictureError::Damaged)));
    assert_eq!(reader.process_id(), Some(id));
    drop(reader);
    #[cfg(target_os = "linux")]
    assert!(!Path::new(&format!("/proc/{id}")).exists());
}

#[test]
fn what_cannot_be_read_has_a_name() {
    let mut reader = reader();
    let mut cut = png(TEXT);
    cut.truncate(60);
    for (file, problem) in [
        (&b"dear all"[..], Problem::Picture(PictureError::NotAPicture)),
        (&b""[..], Problem::Picture(PictureError::NotAPicture)),
        (&cut[..], Problem::Picture(PictureError::Damaged)),
        (
            &vec![0; tessera_exchange::intake::MAX_SOURCE + 1],
            Problem::Picture(PictureError::TooLarge),
        ),
    ] {
        assert_eq!(reader.file(file).problem, Some(problem));
    }
    let rgba = vec![0; 16].into();
    let reading = reader.pixels(&Pixels { width: 3, height: 2, rgba });
    assert_eq!(reading.problem, Some(Problem::Picture(PictureError::Damaged)));
}

/// A document of one page: what is drawn on it, and a form that may be drawn.
fn pdf(content: &str, form: &str) -> Vec<u8> {
    let stream = |dict: &str, data: &str| {
        format!("<<{dict}/Length {}>>stream\n{data}\nendstream", data.len())
    };
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</XObject<</Form 5 0 R>>>>>>"
            .to_owned(),
        stream("", content),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 600 900]", form),
    ];
    let objects = objects.iter().enumerate();
    let objects: String =
        objects.map(|(n, object)| format!("{} 0 obj\n{object}\nendobj\n", n + 1)).collect();
    format!("%PDF-1.7\n{objects}trailer\n<</Size 6/Root 1 0 R>>\n%%EOF").into_bytes()
}

#[test]
fn a_page_is_drawn_in_confinement_and_one_that_never_ends_is_given_up() {
    let dark = QrCode::new(TEXT).unwrap();
    let side = dark.width();
    let squares = dark.to_colors().into_iter().enumerate();
    let squares = squares.filter(|(_, color)| *color == qrcode::Color::Dark);
    let squares: String = squares
        .map(|(at, _)| format!("{} {} 3 3 re ", 100 + 3 * (at % side), 700 - 3 * (at / side)))
        .collect();
    let decode = Duration::from_secs(3);
    let mut reader = reader().with_patience(Patience { decode, ..PATIENT });
    let reading = reader.file(&pdf(&format!("0 g {squares}f"), ""));
    assert_eq!(reading.problem, None);
    assert_eq!(reading.pictures[0].codes[0].text.expose(), TEXT);

    let endless = pdf(&"/Form Do ".repeat(50), &"/Form Do ".repeat(50));
    assert_eq!(reader.file(&endless).problem, Some(Problem::Unreadable));
    works(&mut reader);
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let mut reader = Reader::at(Path::new("/nowhere/tessera-reader").into());
    assert_eq!(reader.file(&png(TEXT)).problem, Some(Problem::NoReader));
    // An empty path, and a name that would be looked for along PATH.
    assert_eq!(Reader::at("".into()).file(&png(TEXT)).problem, Some(Problem::NoReader));
}

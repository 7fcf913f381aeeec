//! What `--json` prints for a picture. Fields may be added, never renamed.

use serde::Serialize;
use tessera_exchange::formats::{Found, Meaning, Reading as Words, Sighting};
use tessera_reader_client::{PictureRead, Seen};

use super::Scanned;

#[derive(Serialize)]
pub struct Line<'a> {
    file: &'a str,
    texts: Vec<&'a str>,
    codes: Vec<Code<'a>>,
    /// One, or each page or frame that held something new.
    pictures: Vec<Picture>,
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct Code<'a> {
    text: &'a str,
    /// "qr", or another kind of codes: "micro_qr", "rmqr", "data_matrix", "aztec".
    symbology: &'static str,
    /// "account", or what it is instead.
    is: &'static str,
    /// The host of a link, the name of a network, an app or a kind of codes.
    detail: Option<String>,
    /// Which of the pictures, from 0.
    picture: usize,
    /// In pixels from the top left: the code's own top left, top right, bottom right, bottom left.
    corners: [[f32; 2]; 4],
    /// The upright box around them: left, top, right, bottom.
    bounds: [f32; 4],
    /// What found it.
    pass: &'a str,
    /// Since the search of the picture began.
    milliseconds: f64,
}

#[derive(Serialize)]
struct Picture {
    width: u32,
    height: u32,
    /// How long the search took.
    milliseconds: f64,
    /// Time ran out: there may be more in it.
    gave_up: bool,
}

impl<'a> Line<'a> {
    pub fn of(file: &'a str, scanned: &'a Scanned) -> Self {
        let pictures = &scanned.reading.pictures;
        let codes = pictures.iter().enumerate().flat_map(|(number, picture)| {
            picture.codes.iter().map(move |seen| Code::of(seen, number))
        });
        Self {
            file,
            texts: scanned.reading.codes().map(|seen| seen.text.expose()).collect(),
            codes: codes.collect(),
            pictures: pictures.iter().map(Picture::of).collect(),
            error: scanned.error.as_deref(),
        }
    }
}

impl<'a> Code<'a> {
    fn of(seen: &'a Seen, picture: usize) -> Self {
        let mut found = Found::default();
        let barcode = seen.symbology.other();
        let sighting = Sighting { text: &seen.text, barcode, picture: None };
        let is_account = found.read_code(sighting) == Words::Account;
        let meaning = found.others.first().map(|other| &other.meaning);
        let instead = meaning.map_or("text", Meaning::name);
        let detail = meaning.map(Meaning::detail).filter(|detail| !detail.is_empty());
        Self {
            text: seen.text.expose(),
            symbology: seen.symbology.name(),
            is: if is_account { "account" } else { instead },
            detail: detail.map(str::to_owned),
            picture,
            corners: seen.corners.0.map(|point| [point.x, point.y]),
            bounds: seen.corners.bounds(),
            pass: &seen.pass,
            milliseconds: seen.after.as_secs_f64() * 1_000.0,
        }
    }
}

impl Picture {
    fn of(picture: &PictureRead) -> Self {
        let PictureRead { width, height, gave_up, took, .. } = *picture;
        Self { width, height, gave_up, milliseconds: took.as_secs_f64() * 1_000.0 }
    }
}

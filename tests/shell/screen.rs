//! Real screens: an X server's, and through a portal that stands in for the desktop's own.

mod portal;
mod x11;

use tessera_reader_client::{Pixels, Reader, Reading};
use tessera_screen::{Content, Shot};

use crate::reader_program::reader_program;

/// The texts in the pictures, read as the app reads them.
fn texts(shots: Vec<Shot>) -> Vec<String> {
    let mut reader = Reader::at(reader_program().to_owned());
    let readings = shots.into_iter().map(|shot| match shot.content {
        Content::File(bytes) => reader.file(&bytes),
        Content::Pixels { width, height, rgba } => reader.pixels(&Pixels { width, height, rgba }),
    });
    let mut texts: Vec<_> = readings.flat_map(read).collect();
    texts.sort();
    texts
}

fn read(reading: Reading) -> Vec<String> {
    assert_eq!(reading.problem, None);
    let codes = reading.pictures.into_iter().flat_map(|picture| picture.codes);
    codes.map(|code| code.text.expose().to_owned()).collect()
}

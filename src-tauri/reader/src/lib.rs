//! Reads QR codes out of pictures in a process of its own.
//!
//! Pictures come from anywhere, and what decodes them is large. So they are decoded in
//! `tessera-reader`, a small program that holds no vault, opens no file and reaches no network; this
//! crate is the side of it that the app and the command line call. Whatever happens there is "this
//! picture could not be read" here, within two seconds.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tessera_core::intake::SourceError;
use tessera_core::qr::{self, Budget, Corners, Event, Limits, PictureError, Thumbnail};
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

/// Reads pictures, one after another, in a process that is started when it is first needed.
#[derive(Debug)]
pub struct Reader {
    program: PathBuf,
}

/// A picture in memory: rows of red, green, blue and alpha bytes. Wiped when it is dropped.
#[derive(Debug)]
pub struct Pixels {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Four bytes a pixel.
    pub rgba: Zeroizing<Vec<u8>>,
}

/// What a file or a picture gave.
#[derive(Debug, Default)]
pub struct Reading {
    /// Every picture that was searched: one, or each page or frame that held something new.
    pub pictures: Vec<PictureRead>,
    /// Why there is no more than that.
    pub problem: Option<Problem>,
}

/// What one picture gave.
#[derive(Debug)]
pub struct PictureRead {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// In the order in which they were found.
    pub codes: Vec<Seen>,
    /// Time ran out before everything was tried.
    pub gave_up: bool,
    /// How long the search took, without decoding the file.
    pub took: Duration,
}

/// A code that was read.
#[derive(Debug)]
pub struct Seen {
    /// What it holds.
    pub text: SecretText,
    /// Where it lies in the picture, in pixels.
    pub corners: Corners,
    /// What found it, in one word.
    pub pass: String,
    /// How long after the search began.
    pub after: Duration,
    /// Its surroundings, with every code painted over.
    pub thumbnail: Thumbnail,
}

/// Why a picture could not be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Problem {
    /// None of the formats that are read.
    #[error("this is not a picture")]
    NotAPicture,
    /// More pixels or bytes than are taken.
    #[error("the picture is too large")]
    TooLarge,
    /// It begins as a picture does, but cannot be decoded.
    #[error("the picture is damaged")]
    Damaged,
    /// The process crashed, or did not answer in time and was ended.
    #[error("this picture could not be read")]
    Unreadable,
    /// The program is not there or does not start.
    #[error("the picture reader, tessera-reader, does not start; install Tessera again")]
    NoReader,
}

impl From<Problem> for SourceError {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NotAPicture => Self::Unknown,
            Problem::TooLarge => Self::TooLarge,
            Problem::Damaged => Self::Damaged,
            Problem::Unreadable => Self::Unreadable,
            Problem::NoReader => Self::NoReader,
        }
    }
}

impl Reader {
    /// With the program that lies beside the one that runs.
    #[must_use]
    pub fn beside_this_program() -> Self {
        let name = format!("tessera-reader{}", std::env::consts::EXE_SUFFIX);
        Self::at(
            std::env::current_exe()
                .map_or_else(|_| name.clone().into(), |exe| exe.with_file_name(&name)),
        )
    }

    /// With the program at a place.
    #[must_use]
    pub fn at(program: PathBuf) -> Self {
        Self { program }
    }

    /// Reads a picture file. Never waits much longer than the budget of its pictures.
    pub fn file(&mut self, bytes: &[u8]) -> Reading {
        let _ = &self.program;
        collect(|budget, tell| qr::read(bytes, &Limits::default(), budget, tell))
    }

    /// Reads a picture that is in memory.
    pub fn pixels(&mut self, pixels: &Pixels) -> Reading {
        collect(|budget, tell| {
            let rgba = pixels.rgba.to_vec();
            qr::read_rgba(pixels.width, pixels.height, rgba, &Limits::default(), budget, tell)
        })
    }
}

fn collect(
    read: impl FnOnce(&Budget<'_>, &mut dyn FnMut(Event)) -> Result<(), PictureError>,
) -> Reading {
    let start = Instant::now();
    let clock = || start.elapsed();
    let mut reading = Reading::default();
    let pictures = &mut reading.pictures;
    let result = read(&Budget { clock: &clock, limit: Budget::USUAL }, &mut |event| match event {
        Event::Picture { width, height } => pictures.push(PictureRead {
            width,
            height,
            codes: Vec::new(),
            gave_up: false,
            took: Duration::ZERO,
        }),
        Event::Code(code, thumbnail, after) => {
            if let Some(picture) = pictures.last_mut() {
                let (text, corners, pass) = (code.text, code.corners, code.pass.name().to_owned());
                picture.codes.push(Seen { text, corners, pass, after, thumbnail });
            }
        }
        Event::End { gave_up, took } => {
            if let Some(picture) = pictures.last_mut() {
                (picture.gave_up, picture.took) = (gave_up, took);
            }
        }
    });
    reading.problem = result.err().map(|error| match error {
        PictureError::NotAPicture => Problem::NotAPicture,
        PictureError::TooLarge => Problem::TooLarge,
        PictureError::Damaged => Problem::Damaged,
    });
    reading
}

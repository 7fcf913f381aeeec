//! What goes in and what comes out.

use std::time::Duration;

use tessera_core::intake::SourceError;
use tessera_core::qr::{Corners, PictureError, Thumbnail};
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

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

impl From<PictureError> for Problem {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::NotAPicture => Self::NotAPicture,
            PictureError::TooLarge => Self::TooLarge,
            PictureError::Damaged => Self::Damaged,
        }
    }
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

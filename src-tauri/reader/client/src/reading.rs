//! What goes in and what comes out.

use std::time::Duration;

use tessera_exchange::intake::SourceError;
use tessera_reader_wire::{PictureError, Seen};
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

impl Reading {
    /// Every code, in the order of the pictures.
    pub fn codes(&self) -> impl Iterator<Item = &Seen> {
        self.pictures.iter().flat_map(|picture| &picture.codes)
    }

    /// Time ran out before everything was tried: there may be more.
    #[must_use]
    pub fn gave_up(&self) -> bool {
        self.pictures.iter().any(|picture| picture.gave_up)
    }

    /// What became of it, given what the codes held.
    ///
    /// # Errors
    /// Its problem, if there is one; [`SourceError::TooSlow`] where it gave up without a code; else
    /// what was given.
    pub fn outcome(&self, held: Result<(), SourceError>) -> Result<(), SourceError> {
        match (self.problem, held) {
            (Some(problem), _) => Err(problem.into()),
            (None, Err(SourceError::NoCode)) if self.gave_up() => Err(SourceError::TooSlow),
            (None, held) => held,
        }
    }
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

/// Why a picture could not be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The picture cannot be decoded, or is not one that is read.
    #[error(transparent)]
    Picture(#[from] PictureError),
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
            Problem::Picture(PictureError::NotAPicture) => Self::Unknown,
            Problem::Picture(PictureError::OtherKind) => Self::OtherPicture,
            Problem::Picture(PictureError::TooLarge) => Self::TooLarge,
            Problem::Picture(PictureError::Damaged) => Self::Damaged,
            Problem::Unreadable => Self::Unreadable,
            Problem::NoReader => Self::NoReader,
        }
    }
}

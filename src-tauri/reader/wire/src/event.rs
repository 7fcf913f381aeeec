//! What is told while a file is read, and how long that may take.

use std::time::Duration;

use crate::code::{Code, Thumbnail};

/// How long one picture may be searched.
pub struct Budget<'a> {
    /// The time since any fixed moment.
    pub clock: &'a dyn Fn() -> Duration,
    /// How much of it one picture may take.
    pub limit: Duration,
}

impl Budget<'_> {
    /// What the app gives a picture.
    pub const USUAL: Duration = Duration::from_millis(1_500);
}

/// What is told while a file is read.
#[derive(Debug)]
pub enum Event {
    /// A picture of the file is searched: the only one, a page or a frame.
    Picture {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// A code in that picture, with its surroundings and the time since the search began.
    Code(Code, Thumbnail, Duration),
    /// The picture that was announced last was searched.
    End {
        /// Time ran out before all passes were made.
        gave_up: bool,
        /// How long it took, without decoding the file.
        took: Duration,
    },
}

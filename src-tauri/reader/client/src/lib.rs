//! The side that asks for pictures to be read.
//!
//! Pictures come from anywhere, and what decodes them is large. So they are decoded in
//! `tessera-reader`, a small program that holds no vault, opens no file and reaches no network; here
//! it is started, asked and replaced, and no decoder is linked. Whatever happens there is "this
//! picture could not be read" here, within two seconds.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod process;
mod reader;
mod reading;

pub use process::Patience;
pub use reader::Reader;
pub use reading::{PictureRead, Pixels, Problem, Reading};
pub use tessera_reader_wire::{
    Corners, Limits, MOST_CODES, PictureError, Point, Seen, Thumbnail, Wall, Walls,
};

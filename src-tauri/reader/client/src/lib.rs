//! The side that asks for pictures to be read and keys to be derived.
//!
//! Pictures come from anywhere, and what decodes them is large. So they are decoded in
//! `tessera-reader`, a small program that holds no vault, opens no file and reaches no network; here
//! it is started, asked and replaced, and no decoder is linked. Whatever happens there is "this
//! picture could not be read" here, within two seconds.
//!
//! The keys of other apps' files are derived in the same program, started anew with another argument: what
//! a file costs in memory and time ends with that process, whenever nobody wants the file any more.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod deriver;
mod pictures;
mod process;
mod reader;
mod reading;

pub use deriver::Deriver;
pub use pictures::Patience;
pub use reader::Reader;
pub use reading::{PictureRead, Pixels, Problem, Reading};
pub use tessera_reader_wire::{
    Corners, Limits, MOST_CODES, PictureError, Point, Seen, Symbology, Thumbnail, Wall, Walls,
};

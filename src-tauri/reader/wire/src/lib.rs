//! What the picture reader and whoever asks it have in common: the limits of a picture, what is
//! told of it, and how questions and answers cross the pipe between the two processes.
//!
//! It decodes nothing and starts nothing, so both sides can link it: `tessera-qr` and the program
//! on the one, `tessera-reader-client` on the other.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod code;
mod event;
mod frames;
mod meter;
mod picture;
mod walls;

pub use code::{Code, Corners, Pass, Point, Seen, Thumbnail};
pub use event::{Budget, Event};
pub use frames::{Ask, Asked, Tell, write_done, write_event, write_ready};
pub use meter::{MOST_BYTES, MOST_CODES, Meter};
pub use picture::{Limits, PictureError, is_drawing};
pub use walls::{Wall, Walls};

/// How much processor time the reading process may take, in seconds: then the system ends it. Who
/// started it replaces it before.
pub const PROCESSOR_SECONDS: u64 = 90;

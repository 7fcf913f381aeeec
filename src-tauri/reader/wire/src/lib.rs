//! What the program `tessera-reader` and whoever asks it have in common: the limits of a picture, what is
//! told of it, and how questions, pictures, passwords and keys cross the pipe between the two processes.
//!
//! It decodes nothing, derives nothing and starts nothing, so both sides can link it: `tessera-qr` and the program
//! on the one, `tessera-reader-client` on the other.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod code;
mod event;
mod frames;
mod keys;
mod meter;
mod picture;
mod walls;

pub use code::{Code, Corners, Pass, Point, Seen, Symbology, Thumbnail};
pub use event::{Budget, Event};
pub use frames::{Ask, Asked, Tell, write_done, write_event, write_key, write_ready, write_speed};
pub use keys::{AskKey, AskedKey, OwnRequest};
pub use meter::{MOST_BYTES, MOST_CODES, Meter};
pub use picture::{Limits, PictureError, is_drawing};
pub use walls::{Wall, Walls};

/// The argument that the program is started with to derive keys. Without one it reads pictures.
pub const KEYS: &str = "keys";

/// How much processor time a process that reads pictures may take, in seconds: then the system ends it.
/// Who started it replaces it before.
pub const PROCESSOR_SECONDS: u64 = 90;

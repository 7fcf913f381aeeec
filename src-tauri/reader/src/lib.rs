//! Reads QR codes out of pictures in a process of its own.
//!
//! Pictures come from anywhere, and what decodes them is large. So they are decoded in
//! `tessera-reader`, a small program that holds no vault, opens no file and reaches no network; this
//! crate is that program, and the side of it that the app and the command line call. Whatever
//! happens there is "this picture could not be read" here, within two seconds.

pub mod confine;
mod process;
mod reader;
mod reading;
pub mod wire;

pub use process::Patience;
pub use reader::Reader;
pub use reading::{PictureRead, Pixels, Problem, Reading, Seen};

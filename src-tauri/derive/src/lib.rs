//! Keys from passwords, by the derivations that files of other apps name: what may be asked for, what it
//! costs, and how it is made. Knows no file, no format and no process.
//!
//! A stranger chose the numbers in a file. A [`Method`] that exists is within bounds, and so is a
//! [`Request`].
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod make;
mod method;
mod request;
mod speed;

pub use make::{NotMade, make};
pub use method::{Argon2Cost, Argon2Kind, Hash, MAX_ROUNDS, Method, Numbers, Refused};
pub use request::{LONGEST_INPUT, LONGEST_KEY, Request};
pub use speed::speed;

//! The installable packages: the app, the command line, the program that reads pictures, and what a
//! desktop wants to know of them.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{check, start, try_package};
#[cfg(target_os = "linux")]
pub use linux::{check, start, try_package};

/// What is packed. The app starts the reader, which lies beside it.
const PROGRAMS: [&str; 3] = ["tessera", "tessera-cli", "tessera-reader"];

//! What the command line and the shell say, in the languages of `locales/`. The page reads the same files.
//!
//! [`say`] has a struct for each message, with a field for each argument; its [`Display`](std::fmt::Display) is the
//! sentence in the language that is spoken:
//!
//! ```
//! use tessera_words::say;
//! assert_eq!(say::ProblemTooLarge { source: say::Source::File, name: &"a.png" }.to_string(), "a.png is too large.");
//! ```
//!
//! A message that is not in `locales/en.ftl` does not compile, nor does one that lacks an argument or
//! gets another kind of it. Texts come from anywhere and are made [`plain`]; where a text is a sentence
//! itself, hand over its struct.

mod argument;
mod language;
#[cfg(test)]
mod tests;

use std::fmt::{self, Formatter};

pub use argument::{Number, plain};
pub use language::{languages, speak};

use argument::Argument;

/// The messages of `locales/en.ftl`.
pub mod say {
    include!(concat!(env!("OUT_DIR"), "/say.rs"));
}

fn write(f: &mut Formatter<'_>, id: &str, given: &[(&'static str, Argument<'_>)]) -> fmt::Result {
    f.pad(&language::said(id, given))
}

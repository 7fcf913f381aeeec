//! What sentences are told beside their words.

use std::fmt::Display;

use fluent_bundle::FluentValue;

/// A number that plural rules can count by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Number(u64);

macro_rules! from_small {
    ($($number:ty),*) => {$(
        impl From<$number> for Number {
            fn from(number: $number) -> Self {
                Self(u64::from(number))
            }
        }
    )*};
}
from_small!(u8, u16, u32, u64);

impl From<usize> for Number {
    fn from(number: usize) -> Self {
        Self(number as u64)
    }
}

pub(crate) enum Argument<'a> {
    Number(Number),
    /// One of those that the message singles out.
    Word(&'static str),
    Text(&'a dyn Display),
}

impl Argument<'_> {
    pub(crate) fn value(&self) -> FluentValue<'static> {
        match self {
            Self::Number(Number(number)) => (*number).into(),
            Self::Word(word) => (*word).into(),
            Self::Text(text) => plain(&text.to_string()).into(),
        }
    }
}

/// Text from outside as it may stand on a terminal or in a dialog: no control characters, none that turn
/// the direction of what follows or end a line, and no blanks without width, which make two names look
/// the same. U+FFFD stands in their place.
#[must_use]
pub fn plain(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

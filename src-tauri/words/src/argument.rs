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

/// Text from outside as it may stand on a terminal, in a dialog or in a menu: no control characters, none
/// that turn the direction of what follows or end a line, and none without ink, which make two names look
/// the same or hide words of their own. U+FFFD stands in their place. Joiners stay: Persian and emoji are
/// written with them.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || steers(c) { '\u{fffd}' } else { c }).collect()
}

const fn steers(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

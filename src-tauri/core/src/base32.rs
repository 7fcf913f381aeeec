//! Base32 secrets as people and sites really write them.
//!
//! Lenient where nothing can go wrong (case, spaces, dashes, characters that nobody sees, padding,
//! leftover bits), strict where it could: a character outside A–Z and 2–7 is refused, never repaired, because a wrong guess
//! gives wrong codes without a word.
//!
//! Source: RFC 4648 section 6.

use data_encoding::{Encoding, Specification};
use zeroize::Zeroizing;

use crate::secret::{OtpSecret, SecretText};

/// Why a text is not a base32 secret. Says where, never what.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SecretError {
    /// No characters, or too few for one byte.
    #[error("the secret is empty")]
    Empty,
    /// A character that base32 does not have, such as 0, 1 or 8.
    #[error("character {position} of the secret is not base32 (A to Z and 2 to 7)")]
    Character {
        /// Counted from 1, in the text as it was given.
        position: usize,
    },
    /// Over [`OtpSecret::MAX`] bytes.
    #[error("the secret is longer than {} bytes", OtpSecret::MAX)]
    TooLong,
}

/// Reads a secret. What parts groups ([`is_filler`]) is skipped anywhere, `=` at the end; lower case
/// counts; bits left over after the last whole byte are dropped.
///
/// # Errors
/// See [`SecretError`].
pub fn decode(text: &str) -> Result<OtpSecret, SecretError> {
    let body = text.trim_end_matches(|c: char| c == '=' || is_filler(c));
    if body.len() > OtpSecret::MAX * 2 {
        return Err(SecretError::TooLong);
    }
    let mut symbols = Zeroizing::new(Vec::with_capacity(body.len()));
    for (index, c) in body.chars().enumerate() {
        match c {
            c if is_filler(c) => {}
            'A'..='Z' | 'a'..='z' | '2'..='7' => symbols.push(c.to_ascii_uppercase() as u8),
            _ => return Err(SecretError::Character { position: index + 1 }),
        }
    }
    // 1, 3 or 6 symbols over a multiple of 8 hold no whole byte more than one symbol fewer does.
    if matches!(symbols.len() % 8, 1 | 3 | 6) {
        symbols.pop();
    }
    if symbols.is_empty() {
        return Err(SecretError::Empty);
    }
    let bytes = lenient().decode(&symbols).map_err(|_| SecretError::Empty)?;
    OtpSecret::new(bytes).ok_or(SecretError::TooLong)
}

/// Whether a character only parts the groups of a secret, or is none that anybody sees: white space,
/// dashes, and what [`is_invisible`].
#[must_use]
pub fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
        )
        || is_invisible(c)
}

/// Whether a character has neither width nor ink, as pages and mails have them between letters: soft
/// hyphens, blanks without width, joiners, marks of the direction of writing.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// Writes a secret: upper case, no padding, no spaces.
#[must_use]
pub fn encode(secret: &OtpSecret) -> SecretText {
    data_encoding::BASE32_NOPAD.encode(secret.expose()).into()
}

fn lenient() -> Encoding {
    let mut spec = Specification::new();
    spec.symbols.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    spec.check_trailing_bits = false;
    spec.encoding().unwrap_or(data_encoding::BASE32_NOPAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Result<Vec<u8>, SecretError> {
        decode(text).map(|s| s.expose().to_vec())
    }

    #[test]
    fn every_way_of_writing_a_secret_reads_the_same() {
        for text in ["MFRGGZA=", "mfrggza", " MFRG-GZA ", "mf rg gz a===", "MFRGGZB", "MFRGGZAA"] {
            assert_eq!(bytes(text).unwrap()[..4], *b"abcd", "{text}");
        }
    }

    #[test]
    fn every_length_up_to_two_groups_is_taken_with_its_whole_bytes() {
        for length in 2..=16 {
            assert_eq!(bytes(&"A".repeat(length)).unwrap().len(), length * 5 / 8, "{length}");
        }
    }

    #[test]
    fn what_nobody_sees_is_no_part_of_a_secret() {
        for c in
            "\u{ad}\u{a0}\u{200b}\u{200d}\u{200e}\u{2011}\u{2013}\u{2009}\u{202f}\u{2060}\u{feff}"
                .chars()
        {
            for text in [format!("MFRG{c}GZA"), format!("{c}MFRGGZA"), format!("MFRGGZA{c}=")] {
                assert_eq!(bytes(&text).unwrap(), b"abcd", "{text:?}");
            }
        }
    }

    #[test]
    fn look_alike_characters_are_refused_with_their_place() {
        for (text, position) in [("0AAA", 1), ("AA1A", 3), ("AA 8", 4), ("AÄ", 2), ("A=A", 2)] {
            assert_eq!(bytes(text), Err(SecretError::Character { position }), "{text}");
        }
    }

    #[test]
    fn nothing_and_less_than_a_byte_are_refused() {
        for text in ["", " ", "=", "A", "--"] {
            assert_eq!(bytes(text), Err(SecretError::Empty), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_reads_back(raw in proptest::collection::vec(0u8.., 1..100)) {
            let secret = OtpSecret::new(raw.clone()).unwrap();
            proptest::prop_assert_eq!(bytes(encode(&secret).expose()).unwrap(), raw);
        }
    }
}

//! Text whose encoding nobody wrote down: UTF-8 where it is UTF-8, and Windows-1252 byte by byte where it
//! is not. That is ISO 8859-1 as well but for its control characters.
//!
//! Source: the index of Windows-1252 in the Encoding Standard (WHATWG).

use zeroize::Zeroizing;

/// The characters of 0x80 to 0x9f.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads every byte as some character. The text may be a secret, so it never moves and is wiped.
#[must_use]
pub fn decode(bytes: &[u8]) -> Zeroizing<String> {
    // A byte is at most three of UTF-8.
    let length = match std::str::from_utf8(bytes) {
        Ok(_) => bytes.len(),
        Err(_) => bytes.len() * 3,
    };
    let mut text = Zeroizing::new(String::with_capacity(length));
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| character(*byte)));
    }
    text
}

fn character(byte: u8) -> char {
    let place = usize::from(byte).checked_sub(0x80);
    place.and_then(|place| HIGH.get(place)).copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn what_is_no_utf_8_is_windows_1252_and_the_rest_stays() {
        for (bytes, text) in [
            (&b"Sm\xe5land"[..], "Småland"),
            (b"Sm\xc3\xa5land, Sm\xe5land", "Småland, Småland"),
            (b"\x93Caf\xe9\x94 \x80", "“Café” €"),
            (b"\xe5", "å"),
            (b"", ""),
        ] {
            assert_eq!(*decode(bytes), text);
        }
    }
}

//! A map of texts to texts as Java serialises it (Java Object Serialization Specification, chapter
//! 6): just enough of the stream for a `java.util.HashMap<String, String>`.

use zeroize::Zeroizing;

use crate::formats::format::{ENOUGH, ReadError};

/// STREAM_MAGIC and the version.
pub(crate) const MAGIC: [u8; 4] = [0xac, 0xed, 0x00, 0x05];

const OBJECT: u8 = 0x73;
const CLASS: u8 = 0x72;
const REFERENCE: u8 = 0x71;
const TEXT: u8 = 0x74;
const LONG_TEXT: u8 = 0x7c;
const BLOCK: u8 = 0x77;
const END_OF_BLOCK: u8 = 0x78;
const NULL: u8 = 0x70;
/// The handles of the class and of the map; the texts are numbered from the next one.
const FIRST_TEXT: u32 = 0x7e_0000 + 2;

/// A text of the map: it may hold a key.
pub(crate) type Text = Zeroizing<String>;

/// The most pairs of a map: two for each entry, and one for the file.
const MAX_PAIRS: u32 = 2 * ENOUGH as u32 + 1;

/// Every pair of the map.
///
/// # Errors
/// [`ReadError::Damaged`] where the bytes are no such map, [`ReadError::TooLarge`] where it says that it
/// has more pairs than any.
pub(crate) fn map(bytes: &[u8]) -> Result<Vec<(Text, Text)>, ReadError> {
    let mut stream = Stream { rest: bytes, texts: Vec::new(), copies: bytes.len() };
    let size = stream.size().ok_or(ReadError::Damaged)?;
    if size > MAX_PAIRS {
        return Err(ReadError::TooLarge);
    }
    // Not reserved at once: the size is what the file says.
    let mut pairs = Vec::new();
    for _ in 0..size {
        pairs.push(stream.pair().ok_or(ReadError::Damaged)?);
    }
    stream.word(&[END_OF_BLOCK]).ok_or(ReadError::Damaged)?;
    Ok(pairs)
}

struct Stream<'a> {
    rest: &'a [u8],
    /// The texts that were read, as they stand in the file: later ones refer to them by number.
    texts: Vec<&'a [u8]>,
    /// How many bytes may still be copied for references: together no more than the file has.
    copies: usize,
}

impl<'a> Stream<'a> {
    /// What stands before the pairs, and how many it says there are.
    fn size(&mut self) -> Option<u32> {
        self.word(&MAGIC)?;
        let fields = self.class()?;
        // What the fields hold, then the map's own block: room and size.
        self.take(4 * fields)?;
        self.word(&[BLOCK, 8])?;
        self.take(4)?;
        self.array().map(u32::from_be_bytes)
    }

    fn pair(&mut self) -> Option<(Text, Text)> {
        Some((self.text()?, self.text()?))
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        (self.take(word.len())? == word).then_some(())
    }

    fn short(&mut self) -> Option<usize> {
        self.array().map(u16::from_be_bytes).map(usize::from)
    }

    /// The description of `java.util.HashMap`: its name, a number of its version, its flags and its fields
    /// of four bytes each. These are `loadFactor` and `threshold`; up to Android 6 only the first.
    fn class(&mut self) -> Option<usize> {
        self.word(&[OBJECT, CLASS])?;
        let length = self.short()?;
        if self.take(length)? != b"java.util.HashMap" {
            return None;
        }
        self.take(9)?;
        let fields = self.short()?;
        for _ in 0..fields {
            let kind = self.take(1)?;
            let length = self.short()?;
            self.take(length)?;
            if !matches!(kind, b"F" | b"I") {
                return None;
            }
        }
        self.word(&[END_OF_BLOCK, NULL])?;
        Some(fields)
    }

    fn text(&mut self) -> Option<Text> {
        let bytes = match self.array::<1>()? {
            [TEXT] => {
                let length = self.short()?;
                self.take(length)?
            }
            [LONG_TEXT] => {
                let length = u64::from_be_bytes(self.array()?);
                self.take(usize::try_from(length).ok()?)?
            }
            [REFERENCE] => {
                let index = u32::from_be_bytes(self.array()?).checked_sub(FIRST_TEXT)?;
                let text = self.texts.get(usize::try_from(index).ok()?)?;
                self.copies = self.copies.checked_sub(text.len())?;
                return utf8(text);
            }
            _ => return None,
        };
        self.texts.push(bytes);
        utf8(bytes)
    }
}

/// Java's own UTF-8: a zero in two bytes, and characters beyond 16 bits as two halves of three bytes.
fn utf8(bytes: &[u8]) -> Option<Text> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned().into());
    }
    let mut units = Zeroizing::new(Vec::with_capacity(bytes.len()));
    let mut rest = bytes.iter().map(|b| u16::from(*b));
    while let Some(first) = rest.next() {
        let mut six = || rest.next().filter(|b| b & 0xc0 == 0x80).map(|b| b & 0x3f);
        units.push(match first {
            0x00..=0x7f => first,
            0xc0..=0xdf => (first & 0x1f) << 6 | six()?,
            0xe0..=0xef => (first & 0x0f) << 12 | six()? << 6 | six()?,
            _ => return None,
        });
    }
    String::from_utf16(&units).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::{map, utf8};

    #[test]
    fn java_writes_zeros_and_characters_beyond_16_bits_in_its_own_way() {
        let written = [b'a', 0xc0, 0x80, 0xc3, 0xa4, 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80];
        assert_eq!(utf8(&written).unwrap().as_str(), "a\0ä😀");
        for broken in [&[0xc0][..], &[0xed, 0xa0, 0xbd], &[0x80, 0xff], &[0xf0, 0x80]] {
            assert!(utf8(broken).is_none());
        }
    }

    #[test]
    fn a_map_ends_where_it_says_and_no_cut_of_it_reads() {
        let mut stream =
            b"\xac\xed\x00\x05sr\x00\x11java.util.HashMap\x05\x07\xda\xc1\xc3\x16`\xd1\
            \x03\x00\x02F\x00\x0aloadFactorI\x00\x09thresholdxp?@\x00\x00\x00\x00\x00\x0cw\x08\
            \x00\x00\x00\x10\x00\x00\x00\x02"
                .to_vec();
        stream.extend(b"t\x00\x01at\x00\x01bt\x00\x01cq\x00\x7e\x00\x03x");
        let pairs = map(&stream).unwrap();
        let pairs: Vec<_> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(pairs, [("a", "b"), ("c", "b")]);
        for length in 0..stream.len() {
            assert!(map(&stream[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn references_to_a_long_text_do_not_add_up_to_more_than_the_file() {
        let mut stream =
            b"\xac\xed\x00\x05sr\x00\x11java.util.HashMap\x05\x07\xda\xc1\xc3\x16`\xd1\
            \x03\x00\x02F\x00\x0aloadFactorI\x00\x09thresholdxp?@\x00\x00\x00\x00\x00\x0cw\x08\
            \x00\x00\x00\x10\x00\x00\x00\x04t\x10\x00"
                .to_vec();
        stream.resize(stream.len() + 0x1000, b'a');
        stream.extend(b"q\x00\x7e\x00\x02".repeat(7));
        stream.push(b'x');
        assert!(map(&stream).is_err());
    }
}

//! How much one file, or one picture in memory, may give: counted by the process that reads it, and
//! again by the side that asked and does not believe it.

use crate::Thumbnail;

/// The most codes of one file that are told.
pub const MOST_CODES: usize = 256;
/// The most bytes of their texts and thumbnails together: 8 MiB.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Counts what a file has given.
#[derive(Debug, Default)]
pub struct Meter {
    codes: usize,
    bytes: usize,
}

impl Meter {
    /// Counts one more code, whose text has so many bytes. Whether that is still within bounds; where
    /// it is not, no later one is.
    #[must_use]
    pub fn admit(&mut self, text: usize) -> bool {
        self.codes = self.codes.saturating_add(1);
        self.bytes = self.bytes.saturating_add(text).saturating_add(Thumbnail::BYTES);
        self.codes <= MOST_CODES && self.bytes <= MOST_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(text: usize) -> usize {
        let mut meter = Meter::default();
        (0..1_000).filter(|_| meter.admit(text)).count()
    }

    #[test]
    fn short_texts_end_at_their_number_and_long_ones_at_their_bytes() {
        assert_eq!(admitted(100), MOST_CODES);
        assert_eq!(admitted(8_192), MOST_BYTES / (8_192 + Thumbnail::BYTES));
        assert_eq!(admitted(usize::MAX), 0);
    }
}

//! A grey picture as black and white, a bit a pixel, a set bit being dark.

use image::GrayImage;
use rxing::common::{BitArray, BitMatrix};

/// Rows of whole words, the lowest bit to the left.
pub(super) struct Bits {
    pub(super) width: usize,
    pub(super) height: usize,
    words: Vec<usize>,
}

const WORD: usize = usize::BITS as usize;
/// Pixels a side of the squares that get one threshold.
const BLOCK: usize = 8;
/// Less difference than this in a block is noise on paper or in ink.
const CONTRAST: u16 = 24;

impl Bits {
    /// Dark is what is darker than the mean of the blocks around it: a port of the idea of zxing's
    /// hybrid binariser, which the patterns of codes come through well.
    pub(super) fn local(grey: &GrayImage) -> Self {
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
        let points = black_points(grey, across, down);
        let mut bits = Self::blank(width, height);
        let stride = bits.stride();
        let mut thresholds = vec![0_u8; across];
        for block in 0..down {
            mean_of_five(&points, across, down, block, &mut thresholds);
            let rows = block * BLOCK..height.min((block + 1) * BLOCK);
            for y in rows {
                let pixels = &grey.as_raw()[y * width..(y + 1) * width];
                pack(pixels, &thresholds, &mut bits.words[y * stride..(y + 1) * stride]);
            }
        }
        bits
    }

    /// Dark is what is not lighter than its threshold.
    pub(super) fn under(grey: &GrayImage, threshold: u8) -> Self {
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        let mut bits = Self::blank(width, height);
        let stride = bits.stride();
        let thresholds = vec![threshold; width.div_ceil(BLOCK)];
        for (pixels, words) in
            grey.as_raw().chunks_exact(width).zip(bits.words.chunks_exact_mut(stride))
        {
            pack(pixels, &thresholds, words);
        }
        bits
    }

    fn blank(width: usize, height: usize) -> Self {
        Self { width, height, words: vec![0; width.div_ceil(WORD) * height] }
    }

    fn stride(&self) -> usize {
        self.width.div_ceil(WORD)
    }

    /// The widths of dark and light parts of a row in turns, the first one light and perhaps empty.
    pub(super) fn runs(&self, y: usize, runs: &mut Vec<u16>) {
        runs.clear();
        let stride = self.stride();
        let (mut from, mut dark) = (0_usize, false);
        for (i, &word) in self.words[y * stride..(y + 1) * stride].iter().enumerate() {
            let mut rest = if dark { !word } else { word };
            while rest != 0 {
                let at = i * WORD + rest.trailing_zeros() as usize;
                if at >= self.width {
                    break;
                }
                runs.push((at - from) as u16);
                from = at;
                dark = !dark;
                // What is left of this place is known.
                let left = (usize::MAX << (at % WORD)) & if dark { !word } else { word };
                rest = left;
            }
        }
        runs.push((self.width - from) as u16);
    }

    /// For rxing.
    pub(super) fn matrix(&self) -> Option<BitMatrix> {
        let mut matrix = BitMatrix::new(self.width as u32, self.height as u32).ok()?;
        let mut row = BitArray::with_size(self.width);
        for (y, words) in self.words.chunks_exact(self.stride()).enumerate() {
            for (i, &word) in words.iter().enumerate() {
                row.setBulk(i * WORD, word);
            }
            matrix.setRow(y as u32, &row);
        }
        Some(matrix)
    }
}

/// One bit a pixel, with a threshold for every eight of them.
fn pack(pixels: &[u8], thresholds: &[u8], words: &mut [usize]) {
    for ((pixels, thresholds), word) in
        pixels.chunks(WORD).zip(thresholds.chunks(WORD / BLOCK)).zip(words)
    {
        let mut bits = 0;
        for (i, (eight, &threshold)) in pixels.chunks(BLOCK).zip(thresholds).enumerate() {
            bits |= usize::from(dark(eight, threshold)) << (i * BLOCK);
        }
        *word = bits;
    }
}

/// Which of at most eight pixels are not lighter than the threshold, the first one as the lowest
/// bit. Eight bytes are compared in one word: that is four times as quick as one by one.
fn dark(pixels: &[u8], threshold: u8) -> u8 {
    let Ok(eight) = <[u8; BLOCK]>::try_from(pixels) else {
        let bit = |(i, &pixel): (usize, &u8)| u8::from(pixel <= threshold) << i;
        return pixels.iter().enumerate().map(bit).fold(0, |bits, bit| bits | bit);
    };
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let x = u64::from_le_bytes(eight);
    let t = u64::from_ne_bytes([threshold; BLOCK]);
    // In each byte, the high bit of t - x without a borrow to the next byte; it says whether x <= t
    // where the high bits of both are the same, and else that of t does.
    let low = (t | HIGH) - (x & !HIGH);
    let at_most = ((t & !x) | (!(t ^ x) & low)) & HIGH;
    // The eight high bits side by side.
    ((at_most >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

/// What is dark in each block: less than its mean. In a block without contrast, ink is taken to be
/// far below what is there, unless the blocks before it say that this is ink.
fn black_points(grey: &GrayImage, across: usize, down: usize) -> Vec<u8> {
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let mut points = vec![0_u8; across * down];
    let mut columns = Columns::of(width);
    for by in 0..down {
        let rows = by * BLOCK..height.min((by + 1) * BLOCK);
        let count = rows.len();
        columns.clear();
        for y in rows {
            columns.add(&grey.as_raw()[y * width..(y + 1) * width]);
        }
        for bx in 0..across {
            let [low, high, sum] = columns.block(bx);
            let pixels = count * (width - bx * BLOCK).min(BLOCK);
            let point = if high - low > CONTRAST {
                (usize::from(sum) / pixels) as u16
            } else {
                let mut point = low / 2;
                if by > 0 && bx > 0 {
                    let before =
                        |dx: usize, dy: usize| u16::from(points[(by - dy) * across + bx - dx]);
                    let around = (before(0, 1) + 2 * before(1, 0) + before(1, 1)) / 4;
                    if low < around {
                        point = around;
                    }
                }
                point
            };
            points[by * across + bx] = point as u8;
        }
    }
    points
}

/// The least, the most and the sum of each column of a row of blocks: whole rows at once, so that
/// the compiler can take many pixels in one instruction.
struct Columns {
    low: Vec<u8>,
    high: Vec<u8>,
    sum: Vec<u16>,
}

impl Columns {
    fn of(width: usize) -> Self {
        Self { low: vec![0; width], high: vec![0; width], sum: vec![0; width] }
    }

    fn clear(&mut self) {
        self.low.fill(u8::MAX);
        self.high.fill(0);
        self.sum.fill(0);
    }

    fn add(&mut self, row: &[u8]) {
        for (low, &pixel) in self.low.iter_mut().zip(row) {
            *low = pixel.min(*low);
        }
        for (high, &pixel) in self.high.iter_mut().zip(row) {
            *high = pixel.max(*high);
        }
        for (sum, &pixel) in self.sum.iter_mut().zip(row) {
            *sum += u16::from(pixel);
        }
    }

    /// The least, the most and the sum of a block.
    fn block(&self, at: usize) -> [u16; 3] {
        let of = at * BLOCK..self.low.len().min((at + 1) * BLOCK);
        let low = self.low[of.clone()].iter().min().copied().unwrap_or_default();
        let high = self.high[of.clone()].iter().max().copied().unwrap_or_default();
        [low.into(), high.into(), self.sum[of].iter().sum()]
    }
}

/// The thresholds of a row of blocks: the mean of the black points of five by five blocks around
/// each, or of those at the edge.
fn mean_of_five(points: &[u8], across: usize, down: usize, row: usize, thresholds: &mut [u8]) {
    let window = |at: usize, count: usize| {
        let from = at.saturating_sub(2).min(count.saturating_sub(5));
        from..count.min(from + 5)
    };
    let rows = window(row, down);
    let columns: Vec<u32> = (0..across)
        .map(|x| rows.clone().map(|y| u32::from(points[y * across + x])).sum())
        .collect();
    for (x, threshold) in thresholds.iter_mut().enumerate() {
        let near = window(x, across);
        let count = (near.len() * rows.len()) as u32;
        *threshold = (columns[near].iter().sum::<u32>() / count) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_the_widths_of_light_and_dark_in_turns() {
        let row = [vec![9; 3], vec![200; 130], vec![9; 64], vec![200; 3]].concat();
        let width = row.len() as u32;
        let grey = GrayImage::from_raw(width, 1, row).unwrap_or_default();
        let mut runs = Vec::new();
        Bits::under(&grey, 100).runs(0, &mut runs);
        assert_eq!(runs, [0, 3, 130, 64, 3]);
        Bits::under(&grey, 255).runs(0, &mut runs);
        assert_eq!(runs, [0, 200]);
        Bits::under(&grey, 0).runs(0, &mut runs);
        assert_eq!(runs, [200]);
    }

    #[test]
    fn eight_pixels_are_compared_as_one_by_one() {
        let values = [0_u8, 1, 126, 127, 128, 129, 254, 255];
        for threshold in values {
            for turn in 0..8 {
                let mut eight = values;
                eight.rotate_left(turn);
                let bit = |(i, &value): (usize, &u8)| u8::from(value <= threshold) << i;
                let slow = eight.iter().enumerate().map(bit).sum::<u8>();
                assert_eq!(dark(&eight, threshold), slow, "{threshold} {eight:?}");
            }
        }
    }
}

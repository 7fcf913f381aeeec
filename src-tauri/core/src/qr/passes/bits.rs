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
const CONTRAST: u8 = 24;

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
            let mut byte = 0;
            for (j, &pixel) in eight.iter().enumerate() {
                byte |= usize::from(pixel <= threshold) << j;
            }
            bits |= byte << (i * BLOCK);
        }
        *word = bits;
    }
}

/// What is dark in each block: less than its mean. In a block without contrast, ink is taken to be
/// far below what is there, unless the blocks before it say that this is ink.
fn black_points(grey: &GrayImage, across: usize, down: usize) -> Vec<u8> {
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let mut points = vec![0_u8; across * down];
    let mut stats = vec![Stats::EMPTY; across];
    for by in 0..down {
        stats.fill(Stats::EMPTY);
        let rows = by * BLOCK..height.min((by + 1) * BLOCK);
        let count = rows.len();
        for y in rows {
            let row = &grey.as_raw()[y * width..(y + 1) * width];
            for (stats, eight) in stats.iter_mut().zip(row.chunks(BLOCK)) {
                stats.add(eight);
            }
        }
        for bx in 0..across {
            let Stats { low, high, sum } = stats[bx];
            let pixels = count * (width - bx * BLOCK).min(BLOCK);
            points[by * across + bx] = if high - low > CONTRAST {
                (usize::from(sum) / pixels) as u8
            } else {
                let mut point = low / 2;
                if by > 0 && bx > 0 {
                    let before =
                        |dx: usize, dy: usize| u16::from(points[(by - dy) * across + bx - dx]);
                    let around = ((before(0, 1) + 2 * before(1, 0) + before(1, 1)) / 4) as u8;
                    if low < around {
                        point = around;
                    }
                }
                point
            };
        }
    }
    points
}

#[derive(Clone, Copy)]
struct Stats {
    low: u8,
    high: u8,
    sum: u16,
}

impl Stats {
    const EMPTY: Self = Self { low: u8::MAX, high: 0, sum: 0 };

    fn add(&mut self, pixels: &[u8]) {
        if let Ok(eight) = <[u8; BLOCK]>::try_from(pixels) {
            self.low = self.low.min(eight.iter().fold(u8::MAX, |a, &b| a.min(b)));
            self.high = self.high.max(eight.iter().fold(0, |a, &b| a.max(b)));
            self.sum += eight.iter().map(|&p| u16::from(p)).sum::<u16>();
        } else {
            for &pixel in pixels {
                self.low = self.low.min(pixel);
                self.high = self.high.max(pixel);
                self.sum += u16::from(pixel);
            }
        }
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
}

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
pub(super) const CONTRAST: u8 = 24;
/// Less than this shows nothing even where there is no noise: on a screen.
pub(super) const FAINT: u8 = 7;

impl Bits {
    /// Dark is what is darker than the mean of the blocks around it: a port of the idea of zxing's
    /// hybrid binariser, which the patterns of codes come through well.
    pub(super) fn local(grey: &GrayImage) -> Self {
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
        // In a block without contrast, ink is taken to be far below what is there, unless the blocks
        // before it say that this is ink.
        let ink = |points: &[u8], [low, high, mean]: [u8; 3]| {
            let at = points.len();
            if high - low > CONTRAST {
                return mean;
            }
            if at < across || at.is_multiple_of(across) {
                return low / 2;
            }
            let before = |back: usize| u16::from(points[at - back]);
            let around = ((before(across) + 2 * before(1) + before(across + 1)) / 4) as u8;
            if low < around { around } else { low / 2 }
        };
        let points = black_points(grey, across, down, ink);
        Self::under_blocks(grey, |row, means| {
            for (mean, of_five) in means.iter_mut().zip(means_of_five(&points, across, down, row)) {
                *mean = of_five;
            }
        })
    }

    /// Dark is what is darker than the mean of the blocks around it that have more contrast than this:
    /// flat parts of a screen have no say in it, however bright they are.
    pub(super) fn lit(grey: &GrayImage, contrast: u8) -> Self {
        let (across, down) =
            (grey.width().div_ceil(BLOCK as u32), grey.height().div_ceil(BLOCK as u32));
        let (across, down) = (across as usize, down as usize);
        let point =
            |_: &[u8], [low, high, mean]: [u8; 3]| if high - low > contrast { mean } else { 0 };
        let points = black_points(grey, across, down, point);
        Self::under_blocks(grey, |row, means| lit_means(&points, across, down, row, means))
    }

    /// Dark is what is not lighter than the threshold of its block, which are given row by row.
    fn under_blocks(grey: &GrayImage, mut of_row: impl FnMut(usize, &mut [u8])) -> Self {
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        let mut means = vec![0; width.div_ceil(BLOCK)];
        let mut bits = Self::blank(width, height);
        let stride = bits.stride();
        let (mut thresholds, mut marks) = (vec![0_u8; stride * WORD], vec![0_u8; stride * WORD]);
        for block in 0..height.div_ceil(BLOCK) {
            of_row(block, &mut means);
            for (x, &mean) in means.iter().enumerate() {
                thresholds[x * BLOCK..(x + 1) * BLOCK].fill(mean);
            }
            let rows = block * BLOCK..height.min((block + 1) * BLOCK);
            for y in rows {
                let pixels = &grey.as_raw()[y * width..(y + 1) * width];
                let words = &mut bits.words[y * stride..(y + 1) * stride];
                pack(pixels, &thresholds, &mut marks, words);
            }
        }
        bits
    }

    /// Dark is what is not lighter than its threshold.
    pub(super) fn under(grey: &GrayImage, threshold: u8) -> Self {
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        let mut bits = Self::blank(width, height);
        let stride = bits.stride();
        let (thresholds, mut marks) = (vec![threshold; width], vec![0; stride * WORD]);
        for (pixels, words) in
            grey.as_raw().chunks_exact(width).zip(bits.words.chunks_exact_mut(stride))
        {
            pack(pixels, &thresholds, &mut marks, words);
        }
        bits
    }

    /// Dark is what `mark` gives all bits in a row, and light what it leaves without any.
    pub(super) fn of(width: usize, height: usize, mut mark: impl FnMut(usize, &mut [u8])) -> Self {
        let mut bits = Self::blank(width, height);
        let stride = bits.stride();
        let mut marks = vec![0; stride * WORD];
        for (y, words) in bits.words.chunks_exact_mut(stride.max(1)).enumerate() {
            mark(y, &mut marks[..width]);
            gather(&marks, words);
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

    /// Whether a pixel is dark.
    pub(super) fn is_dark(&self, x: usize, y: usize) -> bool {
        self.words[y * self.stride() + x / WORD] >> (x % WORD) & 1 == 1
    }

    /// A pixel's place in all bits, for those who walk along a line.
    pub(super) fn place(&self, x: usize, y: usize) -> isize {
        (y * self.stride() * WORD + x) as isize
    }

    /// How far places lie apart that are so many columns and rows apart.
    pub(super) fn step(&self, across: isize, down: isize) -> isize {
        down * (self.stride() * WORD) as isize + across
    }

    /// Whether the pixel at a place is dark; outside, none is.
    pub(super) fn is_set(&self, place: isize) -> bool {
        let place = place as usize;
        self.words.get(place / WORD).is_some_and(|word| word >> (place % WORD) & 1 == 1)
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

/// One bit a pixel, by a threshold for each. There are marks and thresholds for all bits of the last
/// word.
fn pack(pixels: &[u8], thresholds: &[u8], marks: &mut [u8], words: &mut [usize]) {
    // The compiler takes sixteen at once.
    for ((mark, pixel), threshold) in marks.iter_mut().zip(pixels).zip(thresholds) {
        *mark = if pixel <= threshold { u8::MAX } else { 0 };
    }
    gather(marks, words);
}

/// One bit for each mark, which has all bits or none.
fn gather(marks: &[u8], words: &mut [usize]) {
    for (word, marks) in words.iter_mut().zip(marks.chunks_exact(WORD)) {
        let bytes = marks.as_chunks().0.iter().map(|eight| usize::from(bit_each(*eight)));
        *word = bytes.enumerate().fold(0, |word, (i, byte)| word | byte << (i * 8));
    }
}

/// The lowest bit for the first of eight bytes that have all bits or none.
fn bit_each(eight: [u8; 8]) -> u8 {
    let bits = u64::from_le_bytes(eight) & 0x8040_2010_0804_0201;
    // The product's highest byte is the sum of all eight, which have no bit in common.
    (bits.wrapping_mul(0x0101_0101_0101_0101) >> 56) as u8
}

/// What is dark in each block, by what is told of it: the points before it, and its least, largest
/// and mean value.
fn black_points(
    grey: &GrayImage,
    across: usize,
    down: usize,
    point: impl Fn(&[u8], [u8; 3]) -> u8,
) -> Vec<u8> {
    let width = grey.width() as usize;
    let mut points = Vec::with_capacity(across * down);
    let mut columns = Columns::of(width);
    for rows in grey.as_raw().chunks(width * BLOCK) {
        let count = rows.len() / width;
        columns.clear();
        let (pairs, last) = rows.split_at(width * (count & !1));
        for pair in pairs.chunks_exact(2 * width) {
            let (one, other) = pair.split_at(width);
            columns.add(one, other);
        }
        if !last.is_empty() {
            columns.add_last(last);
        }
        let blocks = columns
            .low
            .chunks(BLOCK)
            .zip(columns.high.chunks(BLOCK))
            .zip(columns.sum.chunks(BLOCK));
        for ((low, high), sum) in blocks {
            let low = low.iter().fold(u8::MAX, |a, &b| a.min(b));
            let high = high.iter().fold(0, |a, &b| a.max(b));
            let mean = usize::from(sum.iter().sum::<u16>()) / (count * sum.len());
            points.push(point(&points, [low, high, mean as u8]));
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

    /// Takes two rows: half of the work is to fetch what is known and to store it.
    fn add(&mut self, one: &[u8], other: &[u8]) {
        let pairs = || one.iter().zip(other);
        for (low, (a, b)) in self.low.iter_mut().zip(pairs()) {
            *low = (*a).min(*b).min(*low);
        }
        for (high, (a, b)) in self.high.iter_mut().zip(pairs()) {
            *high = (*a).max(*b).max(*high);
        }
        for (sum, (a, b)) in self.sum.iter_mut().zip(pairs()) {
            *sum += u16::from(*a) + u16::from(*b);
        }
    }

    fn add_last(&mut self, row: &[u8]) {
        for (((low, high), sum), pixel) in
            self.low.iter_mut().zip(&mut self.high).zip(&mut self.sum).zip(row)
        {
            *low = (*pixel).min(*low);
            *high = (*pixel).max(*high);
            *sum += u16::from(*pixel);
        }
    }
}

/// The thresholds of a row of blocks: the mean of the black points of five by five blocks around
/// each, or of those at the edge.
fn means_of_five(
    points: &[u8],
    across: usize,
    down: usize,
    row: usize,
) -> impl Iterator<Item = u8> {
    let window = |at: usize, count: usize| {
        let from = at.saturating_sub(2).min(count.saturating_sub(5));
        from..count.min(from + 5)
    };
    let rows = window(row, down);
    let mut columns = vec![0_u16; across];
    for row in points[rows.start * across..rows.end * across].chunks_exact(across) {
        for (column, &point) in columns.iter_mut().zip(row) {
            *column += u16::from(point);
        }
    }
    (0..across).map(move |x| {
        let near = window(x, across);
        let count = (near.len() * rows.len()) as u16;
        (columns[near].iter().sum::<u16>() / count) as u8
    })
}

/// The thresholds of a row of blocks: the mean of the black points that there are in five by five
/// blocks around each, or in those at the edge. Where none of them has one, that of the next block to the left
/// counts, as in the middle of a large module, or else that of the row above.
fn lit_means(points: &[u8], across: usize, down: usize, row: usize, means: &mut [u8]) {
    let window = |at: usize, count: usize| {
        let from = at.saturating_sub(2).min(count.saturating_sub(5));
        from..count.min(from + 5)
    };
    let rows = window(row, down);
    let mut columns = vec![(0_u16, 0_u16); across];
    for row in points[rows.start * across..rows.end * across].chunks_exact(across) {
        for ((sum, count), &point) in columns.iter_mut().zip(row) {
            *sum += u16::from(point);
            *count += u16::from(point > 0);
        }
    }
    let mean = |x: usize| {
        let near = &columns[window(x, across)];
        let (sum, count) = near.iter().fold((0, 0), |(s, n), &(sum, count)| (s + sum, n + count));
        (count > 0).then(|| (sum / count) as u8)
    };
    let Some(mut last) = (0..across).find_map(mean) else { return };
    for (x, of_block) in means.iter_mut().enumerate() {
        last = mean(x).unwrap_or(last);
        *of_block = last;
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
    fn pixels_are_compared_with_their_thresholds_one_by_one() {
        let pixels: Vec<u8> = (0..200_u32).map(|i| (i * 73 % 256) as u8).collect();
        let thresholds: Vec<u8> = (0..200_u32).map(|i| (i * 151 % 256) as u8).collect();
        let words = 200_usize.div_ceil(WORD);
        let (mut marks, mut packed) = (vec![0; words * WORD], vec![0; words]);
        pack(&pixels, &thresholds, &mut marks, &mut packed);
        for i in 0..words * WORD {
            let dark = i < 200 && pixels[i] <= thresholds[i];
            assert_eq!(packed[i / WORD] >> (i % WORD) & 1 == 1, dark, "{i}");
        }
    }
}

//! From the modules of a code, each with how sure it is, to its text (ISO/IEC 18004, 7 backwards).
//!
//! Where errors alone are too many for a block, its least sure bytes are taken as erasures, more and
//! more of them (generalised minimum distance). Some check bytes are then always kept unused: each
//! lets a wrong correction pass in one of 256.

use rxing::qrcode::common::ErrorCorrectionLevel;
use rxing::qrcode::cpp_port::decoder::DecodeBitStream;

use super::layout::{Layout, remainder};
use super::reed_solomon;

/// The modules of a code: above 0 dark, below light, and the farther from 0 the surer.
pub(super) struct Modules {
    pub(super) size: usize,
    pub(super) values: Vec<f32>,
}

impl Modules {
    fn at(&self, (x, y): (usize, usize)) -> f32 {
        self.values.get(y * self.size + x).copied().unwrap_or_default()
    }
}

/// Check bytes that erasures leave unused.
const UNUSED: usize = 4;
/// How many readings of the format information are tried, the likeliest first.
const FORMATS: usize = 2;

/// How well the format information of a damaged code must fit, from -1 (every bit wrong) to 1.
pub(super) const DAMAGED: f32 = 0.3;
/// How well the format information must fit where bits are sure, from -1 (every bit wrong) to 1:
/// three of fifteen may be wrong in each copy (ISO/IEC 18004, 7.9).
pub(super) const SOUND: f32 = 0.59;

/// The text, if every block of the code can be corrected.
pub(super) fn text(modules: &Modules, layout: &Layout, fit: f32) -> Option<String> {
    let mut formats = formats(modules, layout);
    formats.sort_by(|a, b| b.0.total_cmp(&a.0));
    formats
        .into_iter()
        .take(FORMATS)
        .filter(|&(likeness, ..)| likeness > fit)
        .find_map(|(_, data, turn)| text_as(modules, layout, data, turn))
}

/// A place of a code, as it stands or as a mirror shows it.
type Turn = fn((usize, usize)) -> (usize, usize);

/// How well the two copies of each format information fit, from -1 to 1 (7.9).
fn formats(modules: &Modules, layout: &Layout) -> Vec<(f32, u32, Turn)> {
    let turns: [Turn; 2] = [|place| place, |(x, y)| (y, x)];
    let mut formats = Vec::with_capacity(64);
    for turn in turns {
        let [mut first, second] = layout.format().map(|copy| copy.map(|at| modules.at(turn(at))));
        let weight = first.iter().chain(&second).map(|value| value.abs()).sum::<f32>();
        first.iter_mut().zip(second).for_each(|(one, other)| *one += other);
        for data in 0..32 {
            let word = ((data << 10) | remainder(data << 10, 0x537)) ^ 0x5412;
            let fits =
                |(i, &value): (usize, &f32)| if word >> (14 - i) & 1 == 1 { value } else { -value };
            let likeness: f32 = first.iter().enumerate().map(fits).sum();
            formats.push((likeness / weight.max(f32::MIN_POSITIVE), data, turn));
        }
    }
    formats
}

fn text_as(modules: &Modules, layout: &Layout, format: u32, turn: Turn) -> Option<String> {
    let level = ErrorCorrectionLevel::forBits((format >> 3) as u8).ok()?;
    let words = words(modules, layout, format & 7, turn);
    let parts = layout.version.getECBlocksForLevel(level);
    let checks = parts.getECCodewordsPerBlock() as usize;
    let lengths: Vec<usize> = parts
        .getECBlocks()
        .iter()
        .flat_map(|b| (0..b.getCount()).map(|_| b.getDataCodewords() as usize))
        .collect();
    let mut data = Vec::new();
    for block in split(&words, &lengths, checks)? {
        data.extend(corrected(&block, checks)?);
    }
    let decoded = DecodeBitStream(&data, layout.version, level).ok()?;
    (decoded.isValid() && !decoded.text().is_empty()).then(|| decoded.text())
}

/// A byte and how sure its least sure bit is.
type Word = (u8, f32);

fn words(modules: &Modules, layout: &Layout, mask: u32, turn: Turn) -> Vec<Word> {
    let byte = |places: &[(usize, usize)]| {
        places.iter().fold((0, f32::MAX), |(byte, least), &(x, y)| {
            let value = modules.at(turn((x, y)));
            let is_dark = (value > 0.0) != is_masked(mask, x, y);
            (byte << 1 | u8::from(is_dark), value.abs().min(least))
        })
    };
    layout.data().chunks_exact(8).map(byte).collect()
}

/// The mask patterns (7.8.2), `x` the column and `y` the row.
fn is_masked(mask: u32, x: usize, y: usize) -> bool {
    0 == match mask {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => (y / 2 + x / 3) % 2,
        5 => x * y % 2 + x * y % 3,
        6 => (x * y % 2 + x * y % 3) % 2,
        _ => ((x + y) % 2 + x * y % 3) % 2,
    }
}

/// The blocks, which stand interleaved: shorter ones lack the last data byte (7.6).
fn split(words: &[Word], lengths: &[usize], checks: usize) -> Option<Vec<Vec<Word>>> {
    let mut blocks: Vec<Vec<Word>> = vec![Vec::new(); lengths.len()];
    let mut words = words.iter();
    for i in 0..lengths.iter().copied().max()? {
        for (block, &length) in blocks.iter_mut().zip(lengths) {
            if i < length {
                block.push(*words.next()?);
            }
        }
    }
    for _ in 0..checks {
        for block in &mut blocks {
            block.push(*words.next()?);
        }
    }
    Some(blocks)
}

/// The data bytes of a block.
fn corrected(block: &[Word], checks: usize) -> Option<Vec<u8>> {
    let bytes: Vec<u8> = block.iter().map(|w| w.0).collect();
    let data = |mut fixed: Vec<u8>| {
        fixed.truncate(bytes.len() - checks);
        fixed
    };
    let mut fixed = bytes.clone();
    if reed_solomon::correct(&mut fixed, checks, &[]).is_some() {
        return Some(data(fixed));
    }
    // Where all are as sure, none is likelier to be wrong.
    if block.iter().all(|word| word.1 == block[0].1) {
        return None;
    }
    let mut by_doubt: Vec<usize> = (0..block.len()).collect();
    by_doubt.sort_by(|&a, &b| block[a].1.total_cmp(&block[b].1));
    for erased in (2..=checks.saturating_sub(UNUSED)).step_by(2) {
        let mut fixed = bytes.clone();
        if let Some(errors) = reed_solomon::correct(&mut fixed, checks, &by_doubt[..erased])
            && 2 * errors + erased + UNUSED <= checks
        {
            return Some(data(fixed));
        }
    }
    None
}

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
    pub(super) fn at(&self, x: usize, y: usize) -> f32 {
        self.values.get(y * self.size + x).copied().unwrap_or_default()
    }

    /// The code as a mirror shows it.
    fn mirrored(&self) -> Self {
        let turned = (0..self.size * self.size).map(|i| self.at(i / self.size, i % self.size));
        Self { size: self.size, values: turned.collect() }
    }
}

/// Check bytes that erasures leave unused.
const UNUSED: usize = 4;
/// How far the format information may lie from what is read: the codes lie 7 apart.
const FORMATS: usize = 2;

/// The text, if every block of the code can be corrected.
pub(super) fn text(modules: &Modules, layout: &Layout) -> Option<String> {
    let mirrored = modules.mirrored();
    let mut formats: Vec<(f32, u32, &Modules)> = [modules, &mirrored]
        .into_iter()
        .flat_map(|m| (0..32).map(move |data| (format_match(m, layout, data), data, m)))
        .collect();
    formats.sort_by(|a, b| b.0.total_cmp(&a.0));
    formats
        .into_iter()
        .take(FORMATS)
        .filter(|&(likeness, ..)| likeness > 0.3)
        .find_map(|(_, data, modules)| text_as(modules, layout, data))
}

/// How well the two copies of the format information fit, from -1 to 1 (7.9).
fn format_match(modules: &Modules, layout: &Layout, data: u32) -> f32 {
    let word = ((data << 10) | remainder(data << 10, 0x537)) ^ 0x5412;
    let (mut likeness, mut weight) = (0.0, f32::MIN_POSITIVE);
    for (i, (x, y)) in layout.format().into_iter().flat_map(|copy| copy.into_iter().enumerate()) {
        let value = modules.at(x, y);
        likeness += if word >> (14 - i) & 1 == 1 { value } else { -value };
        weight += value.abs();
    }
    likeness / weight
}

fn text_as(modules: &Modules, layout: &Layout, format: u32) -> Option<String> {
    let level = ErrorCorrectionLevel::forBits((format >> 3) as u8).ok()?;
    let words = words(modules, layout, format & 7);
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

fn words(modules: &Modules, layout: &Layout, mask: u32) -> Vec<Word> {
    let bit = |&(x, y): &(usize, usize)| {
        let value = modules.at(x, y);
        if is_masked(mask, x, y) { -value } else { value }
    };
    let byte = |places: &[(usize, usize)]| {
        let bits: Vec<f32> = places.iter().map(bit).collect();
        let value = bits.iter().fold(0, |byte, &b| byte << 1 | u8::from(b > 0.0));
        (value, bits.iter().fold(f32::MAX, |least, b| least.min(b.abs())))
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
    let mut by_doubt: Vec<usize> = (0..block.len()).collect();
    by_doubt.sort_by(|&a, &b| block[a].1.total_cmp(&block[b].1));
    for erased in (0..=checks.saturating_sub(UNUSED)).step_by(2) {
        let mut fixed = bytes.clone();
        let Some(errors) = reed_solomon::correct(&mut fixed, checks, &by_doubt[..erased]) else {
            continue;
        };
        if erased == 0 || 2 * errors + erased + UNUSED <= checks {
            fixed.truncate(block.len() - checks);
            return Some(fixed);
        }
    }
    None
}

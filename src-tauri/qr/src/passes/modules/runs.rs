//! Places that look like a finder pattern, by its runs: 1:1:3:1:1 along a row and along the column
//! through its middle (ISO/IEC 18004, 6.3.3).
//!
//! This holds at every angle and under shear, where the correlation with an upright square does
//! not. Dark and light are told by the mean of the surroundings.

use super::bits::Bits;
use super::finders::Finder;
use super::plane::Sums;
use crate::Point;

/// How far a run may be off, in modules: blur and threshold lengthen one kind and shorten the other.
const TOLERANCE: f32 = 0.75;
/// The correlations that such a place counts as: seen in two rows, and in all rows of the core.
const MATCH: [f32; 2] = [0.55, 0.95];

pub(super) fn find(picture: &[u8], sums: &Sums) -> Vec<Finder> {
    let bits = darker(picture, sums);
    let mut found: Vec<(Finder, usize)> = Vec::new();
    let mut runs = Vec::new();
    for y in 0..bits.height {
        bits.runs(y, &mut runs);
        let mut left = 0;
        for five in runs.as_slice().windows(5) {
            let middle = left + five[0] + five[1] + five[2] / 2;
            left += five[0];
            if module(std::array::from_fn(|i| f32::from(five[i]))).is_none() {
                continue;
            }
            let middle = usize::from(middle);
            let Some((centre, module)) = settle(&bits, middle, y) else { continue };
            let match_ = if bits.is_dark(middle, y) { 1.0 } else { -1.0 };
            note(&mut found, Finder { centre, module, match_ });
        }
    }
    found.retain(|(_, rows)| *rows > 1);
    for (finder, rows) in &mut found {
        let part = (*rows as f32 / (3.0 * finder.module)).min(1.0);
        finder.match_ *= MATCH[0] + (MATCH[1] - MATCH[0]) * part;
    }
    found.into_iter().map(|(finder, _)| finder).collect()
}

/// Adds a sighting to the place that is there already, if one is.
fn note(found: &mut Vec<(Finder, usize)>, finder: Finder) {
    let near = found.iter_mut().rev().take(200).find(|(f, _)| {
        let reach = 2.0 * f.module;
        (f.centre.x - finder.centre.x).abs() < reach
            && (f.centre.y - finder.centre.y).abs() < reach
            && f.match_ == finder.match_
    });
    match near {
        Some((f, rows)) => {
            let share = 1.0 / (*rows as f32 + 1.0);
            f.centre.x += (finder.centre.x - f.centre.x) * share;
            f.centre.y += (finder.centre.y - f.centre.y) * share;
            f.module += (finder.module - f.module) * share;
            *rows += 1;
        }
        None => found.push((finder, 1)),
    }
}

/// The length of a module if five runs stand as in a finder.
fn module(runs: [f32; 5]) -> Option<f32> {
    let module = runs.iter().sum::<f32>() / 7.0;
    let off = (TOLERANCE * module).max(0.8);
    let fits = runs.iter().zip([1.0, 1.0, 3.0, 1.0, 1.0]).all(|(run, modules)| {
        let off = if modules > 1.0 { 1.5 * off } else { off };
        (run - modules * module).abs() <= off
    });
    (module >= 1.0 && fits).then_some(module)
}

/// Dark is what is darker than the mean of its surroundings.
fn darker(picture: &[u8], sums: &Sums) -> Bits {
    let (width, height) = (sums.width, sums.height);
    let reach = (width.min(height) / 10).clamp(16, 100);
    // The surroundings of these lie in the picture.
    let inner = if width < 2 * reach { width..width } else { reach..width - reach };
    Bits::of(width, height, |y, marks| {
        let (top, bottom) = (y.saturating_sub(reach), (y + reach).min(height));
        let area = 2 * reach * (bottom - top);
        let values = &picture[y * width..][..width];
        let mark = |value: u8, area: usize, sum: u32| {
            if u32::from(value) * (area as u32) < sum { u8::MAX } else { 0 }
        };
        for x in (0..inner.start).chain(inner.end..width) {
            let (left, right) = (x.saturating_sub(reach), (x + reach).min(width));
            let area = (right - left) * (bottom - top);
            marks[x] = mark(values[x], area, sums.sum(left, top, right, bottom));
        }
        if inner.is_empty() {
            return;
        }
        let (marks, values) = (&mut marks[inner.clone()], &values[inner.clone()]);
        let around = sums.values.boxes(0..marks.len(), 2 * reach, top..bottom);
        for ((marked, &value), sum) in marks.iter_mut().zip(values).zip(around) {
            *marked = mark(value, area, sum);
        }
    })
}

/// The middle of the finder and its module. Every line through the middle is cut 1:1:3:1:1, lines
/// beside it are not where it is sheared: so go to the middle of the column, of the row there…
fn settle(bits: &Bits, x: usize, y: usize) -> Option<(Point, f32)> {
    let (mut x, mut y) = (x as f32, y as f32);
    let (mut across, mut down) = ([0.0; 5], [0.0; 5]);
    for _ in 0..3 {
        (y, down) = cut(bits, x, y, false)?;
        (x, across) = cut(bits, x, y, true)?;
    }
    let (across, down) = (module(across)?, module(down)?);
    (across < 3.0 * down && down < 3.0 * across).then(|| (Point { x, y }, (across * down).sqrt()))
}

/// The middle of the run at a place, along the row or the column, and with it the lengths of the
/// two before and after.
fn cut(bits: &Bits, x: f32, y: f32, along_row: bool) -> Option<(f32, [f32; 5])> {
    let (x, y) = (x as usize, y as usize);
    let (start, length) = if along_row { (x, bits.width) } else { (y, bits.height) };
    let at = |i: usize| {
        let (x, y) = if along_row { (i, y) } else { (x, i) };
        (x < bits.width && y < bits.height).then(|| bits.is_dark(x, y))
    };
    let colour = at(start)?;
    let mut low = [start; 3];
    let mut from = start;
    for (k, end) in low.iter_mut().enumerate() {
        while from > 0 && at(from - 1) == Some(colour == (k % 2 == 0)) {
            from -= 1;
        }
        *end = from;
    }
    let mut high = [start; 3];
    from = start;
    for (k, end) in high.iter_mut().enumerate() {
        while from < length && at(from) == Some(colour == (k % 2 == 0)) {
            from += 1;
        }
        *end = from;
    }
    let ends = [low[2], low[1], low[0], high[0], high[1], high[2]];
    let runs = std::array::from_fn(|i| (ends[i + 1] - ends[i]) as f32);
    Some(((low[0] + high[0]) as f32 / 2.0, runs))
}

//! Places that look like a finder pattern, by its runs: 1:1:3:1:1 along a row and along the column
//! through its middle (ISO/IEC 18004, 6.3.3).
//!
//! This holds at every angle and under shear, where the correlation with an upright square does
//! not. Dark and light are told by the mean of the surroundings.

use super::finders::Finder;
use super::plane::Sums;
use crate::qr::code::Point;

/// How far a run may be off, in modules: blur and threshold lengthen one kind and shorten the other.
const TOLERANCE: f32 = 0.75;
/// The correlations that such a place counts as: seen in two rows, and in all rows of the core.
const MATCH: [f32; 2] = [0.55, 0.95];

pub(super) fn find(picture: &[u8], sums: &Sums) -> Vec<Finder> {
    let bits = Bits::of(picture, sums);
    let mut found: Vec<(Finder, usize)> = Vec::new();
    for y in 0..bits.height {
        let row = y * bits.width;
        let mut ends = [0_usize; 6];
        for x in 1..=bits.width {
            if x < bits.width && bits.dark[row + x] == bits.dark[row + x - 1] {
                continue;
            }
            ends.rotate_left(1);
            ends[5] = x;
            let runs: [f32; 5] = std::array::from_fn(|i| (ends[i + 1] - ends[i]) as f32);
            let Some(module) = module(runs) else { continue };
            let middle = (ends[2] + ends[3]) / 2;
            let Some((j, other)) = bits.column(middle, y, module) else { continue };
            let centre = Point { x: (ends[2] + ends[3]) as f32 / 2.0, y: j };
            let match_ = if bits.dark[row + middle] { 1.0 } else { -1.0 };
            note(&mut found, Finder { centre, module: (module * other).sqrt(), match_ });
        }
    }
    found.retain(|(_, rows)| *rows > 1);
    for (finder, rows) in &mut found {
        let part = (*rows as f32 / (3.0 * finder.module)).min(1.0);
        finder.match_ *= (MATCH[1] - MATCH[0]).mul_add(part, MATCH[0]);
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

struct Bits {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

impl Bits {
    fn of(picture: &[u8], sums: &Sums) -> Self {
        let (width, height) = (sums.width, sums.height);
        let reach = (width.min(height) / 10).clamp(16, 100);
        let mut dark = Vec::with_capacity(width * height);
        for (y, row) in picture.chunks_exact(width.max(1)).enumerate() {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach).min(height));
            for (x, &value) in row.iter().enumerate() {
                let (left, right) = (x.saturating_sub(reach), (x + reach).min(width));
                let area = ((right - left) * (bottom - top)) as u32;
                dark.push(u32::from(value) * area < sums.sum(left, top, right, bottom));
            }
        }
        Self { width, height, dark }
    }

    /// The middle and the module of the finder in this column, around this row.
    fn column(&self, x: usize, y: usize, module_: f32) -> Option<(f32, f32)> {
        let at = |y: usize| self.dark.get(y * self.width + x).copied();
        let most = (module_ * 8.0) as usize;
        let colour = at(y)?;
        let mut ends = [[0_usize; 3]; 2];
        for (way, ends) in ends.iter_mut().enumerate() {
            let mut from = y;
            for (k, end) in ends.iter_mut().enumerate() {
                let expected = colour == (k % 2 == 0);
                let start = from;
                while at(from) == Some(expected) && from - start.min(from) <= most {
                    from = if way == 0 { from.checked_sub(1)? } else { from + 1 };
                    if start.abs_diff(from) > most {
                        return None;
                    }
                }
                *end = from;
            }
        }
        let [up, down] = ends;
        let runs = [
            (up[1] - up[2]) as f32,
            (up[0] - up[1]) as f32,
            (down[0] - up[0] - 1) as f32,
            (down[1] - down[0]) as f32,
            (down[2] - down[1]) as f32,
        ];
        let module = module(runs)?;
        (module < 2.5 * module_ && module_ < 2.5 * module)
            .then_some(((up[0] + down[0] + 1) as f32 / 2.0, module))
    }
}

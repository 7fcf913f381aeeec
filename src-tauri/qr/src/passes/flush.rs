//! Finder patterns of codes without a border, on a page that is as dark as they are: their outer
//! squares run into the page. What is left is a light ring around a dark square, 1 : 3 : 1.

use super::bits::Bits;
use super::flat::Pattern;
use crate::Point;

/// More of them are a texture.
const MOST: usize = 600;
/// The largest are kept: small letters have such rings too.
const KEPT: usize = 40;
/// How many of the 49 modules of a pattern may be wrong: large letters have round rings, which lack
/// the four corners.
const WRONG: usize = 2;

/// The patterns that stand upright, each once, the largest first: dark ones, or light ones on dark.
pub(super) fn patterns(bits: &Bits, dark: bool, is_over: &dyn Fn() -> bool) -> Vec<Pattern> {
    let mut patterns: Vec<Pattern> = Vec::new();
    let mut runs = Vec::new();
    // The core is three modules high.
    for y in (1..bits.height).step_by(3) {
        if y % 256 == 1 && is_over() || patterns.len() >= MOST {
            break;
        }
        bits.runs(y, &mut runs);
        let mut left = 0_u32;
        for (i, three) in runs.windows(3).enumerate() {
            // The first run of a row is light.
            if (i % 2 == 0) == dark && is_core(three) {
                let x = left + u32::from(three[0]) + u32::from(three[1] / 2);
                let at = Point { x: x as f32, y: y as f32 };
                if !patterns.iter().any(|known| known.has(at)) {
                    let reach = 2 * three.iter().map(|&run| usize::from(run)).sum::<usize>();
                    patterns.extend(pattern(bits, dark, (x as usize, y), reach));
                }
            }
            left += u32::from(three[0]);
        }
    }
    patterns.sort_by(|a, b| b.size.total_cmp(&a.size));
    patterns.truncate(KEPT);
    patterns
}

/// Whether three runs are like 1 : 3 : 1, for a first glance.
fn is_core(three: &[u16]) -> bool {
    let [ring, core, other] = [three[0], three[1], three[2]].map(u32::from);
    let (least, most) = (ring.min(other), ring.max(other));
    least > 0 && core >= 3 && most <= 2 * least && core >= 2 * least && core <= 5 * most
}

/// The pattern with this pixel in its core, which ends within so many pixels.
fn pattern(bits: &Bits, dark: bool, (x, y): (usize, usize), reach: usize) -> Option<Pattern> {
    let cut = |x, y, along_row| cut(bits, dark, (x, y), along_row, reach);
    let (middle, _) = cut(x, y, false)?;
    let y = middle as usize;
    let (across, one) = cut(x, y, true)?;
    let (down, other) = cut(across as usize, y, false)?;
    if one.max(other) > 1.3 * one.min(other) {
        return None;
    }
    let pattern = Pattern { centre: Point { x: across, y: down }, size: (one + other) * 3.5 };
    has_rings(bits, dark, &pattern).then_some(pattern)
}

/// Where the middle of a core lies along a line through a pixel of it, and how long a module is.
fn cut(
    bits: &Bits,
    dark: bool,
    (x, y): (usize, usize),
    along_row: bool,
    reach: usize,
) -> Option<(f32, f32)> {
    let (at, room) = if along_row { (x, bits.width) } else { (y, bits.height) };
    let is_core = |i: usize| {
        let (x, y) = if along_row { (i, y) } else { (x, i) };
        bits.is_dark(x, y) == dark
    };
    if !is_core(at) {
        return None;
    }
    // The four edges: of the core, and of the ring around it.
    let back = |from: usize, is: bool| {
        (at.saturating_sub(reach)..from).rev().find(|&i| is_core(i) == is).map(|i| i + 1)
    };
    let on = |from: usize, is: bool| (from..room.min(at + reach)).find(|&i| is_core(i) == is);
    let (left, right) = (back(at, false)?, on(at, false)?);
    let (first, last) = (back(left, true)?, on(right, true)?);
    let [ring, core, other] =
        [left - first, right - left, last - right].map(|length| length as f32);
    // From edge to edge of one kind, as ink may have spread: four modules twice.
    let module = (ring + 2.0 * core + other) / 8.0;
    let off = |run: f32, modules: f32| (run - modules * module).abs() > 0.5 * module + 0.5;
    if off(ring, 1.0) || off(core, 3.0) || off(other, 1.0) {
        return None;
    }
    Some(((left + right) as f32 / 2.0, module))
}

/// Whether all three squares are there.
fn has_rings(bits: &Bits, dark: bool, pattern: &Pattern) -> bool {
    let module = pattern.size / 7.0;
    let is_dark = |i: i32, j: i32| {
        let (x, y) = (pattern.centre.x + i as f32 * module, pattern.centre.y + j as f32 * module);
        let is_in = x >= 0.0 && y >= 0.0;
        let (x, y) = (x as usize, y as usize);
        is_in && x < bits.width && y < bits.height && bits.is_dark(x, y) == dark
    };
    let is_wrong = |&(i, j): &(i32, i32)| is_dark(i, j) == (i.abs().max(j.abs()) == 2);
    let mut places = (-3..=3).flat_map(|j| (-3..=3).map(move |i| (i, j))).filter(is_wrong);
    places.nth(WRONG).is_none()
}

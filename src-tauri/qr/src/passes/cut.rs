//! A line through a place, cut as a finder pattern cuts it: 1 : 1 : 3 : 1 : 1.

use super::bits::Bits;

/// Which way a line goes: columns and rows a step.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) struct Line(isize, isize);

impl Line {
    pub(super) const ACROSS: Self = Self(1, 0);
    pub(super) const DOWN: Self = Self(0, 1);
    pub(super) const DIAGONALS: [Self; 2] = [Self(1, 1), Self(1, -1)];
}

/// What a line through a pattern shows of it.
pub(super) struct Cut {
    /// How far from the place the pixel in the middle of its core is, in pixels.
    pub(super) core: isize,
    /// How far from the edge of the place's pixel its middle is.
    pub(super) middle: f32,
    /// How long it is.
    pub(super) length: isize,
    /// How long a module is.
    pub(super) module: f32,
}

/// The pattern with this pixel in its core, if the line is cut like one within so many pixels.
pub(super) fn through(
    bits: &Bits,
    (x, y): (usize, usize),
    line: Line,
    reach: isize,
) -> Option<Cut> {
    let (start, step) = (bits.place(x, y), bits.step(line.0, line.1));
    let (x, y) = (x as isize, y as isize);
    let left = |way: isize| {
        let room = |at: isize, step: isize, length: usize| match step * way {
            0 => isize::MAX,
            1 => length as isize - 1 - at,
            _ => at,
        };
        room(x, line.0, bits.width).min(room(y, line.1, bits.height))
    };
    let mut back = Walk { bits, at: start, by: -step, left: left(-1) };
    let mut on = Walk { bits, at: start, by: step, left: left(1) };
    let mut reach = reach;
    let mut five = [0; 5];
    let (before, after) = (back.walk(reach)?, on.walk(reach)?);
    // The first pixel is in both.
    five[2] = before + after - 1;
    reach -= five[2];
    for i in [3, 1, 4, 0] {
        let way = if i > 2 { &mut on } else { &mut back };
        five[i] = way.walk(reach)?;
        reach -= five[i];
    }
    if !is_pattern(five.map(|run| run as f64)) {
        return None;
    }
    let [a, b, c, d, e] = five.map(|run| run as f32);
    Some(Cut {
        core: five[2] / 2 - (before - 1),
        // Of the core, of the ring and of the whole: the core's is the surest.
        middle: (1 - before) as f32 + c / 2.0 + (d - b) / 8.0 + (d + e - a - b) / 8.0,
        length: five.iter().sum(),
        // From edge to edge of one kind, as ink may have spread: six modules twice.
        module: (a + e + 2.0 * (b + c + d)) / 12.0,
    })
}

/// Whether five runs are like 1 : 1 : 3 : 1 : 1, by the rule of rxing: each kind has its own module,
/// as ink may have spread.
pub(super) fn is_pattern(five: [f64; 5]) -> bool {
    let [a, b, c, d, e] = five;
    let (dark, light) = ((a + c + e) / 5.0, (b + d) / 2.0);
    let off = |run: f64, modules: f64, of_dark: bool| {
        let (module, most) =
            if of_dark { (dark, dark * 0.75 + 0.5) } else { (light, light / 3.0 + 0.5) };
        (run - modules * module).abs() > most
    };
    let is_off = dark > 4.0 * light
        || light > 4.0 * dark
        || off(c, 3.0, true)
        || off(a, 1.0, true)
        || off(e, 1.0, true)
        || off(b, 1.0, false)
        || off(d, 1.0, false);
    !is_off
}

/// A way along a line, forth or back, so many pixels from the edge of the picture.
struct Walk<'a> {
    bits: &'a Bits,
    at: isize,
    by: isize,
    left: isize,
}

impl Walk<'_> {
    /// The pixels to the next edge, one of the picture included; none where they are more than this.
    fn walk(&mut self, most: isize) -> Option<isize> {
        let to = self.left.min(most);
        let from = to > 0 && self.bits.is_set(self.at);
        let mut steps = 1;
        self.at += self.by;
        while steps <= to && self.bits.is_set(self.at) == from {
            steps += 1;
            self.at += self.by;
        }
        self.left -= steps;
        (steps <= to || self.left + steps == to).then_some(steps)
    }
}

//! A row or a column through a place, cut as a finder pattern cuts it: 1 : 1 : 3 : 1 : 1.

use super::bits::Bits;
use super::finders::is_pattern;

#[derive(Clone, Copy)]
pub(super) enum Line {
    Across,
    Down,
}

/// What a line through a pattern shows of it.
pub(super) struct Cut {
    /// Where on the line its middle lies, in pixels from the edge of the picture.
    pub(super) middle: f32,
    /// The length of a module on the line, in pixels.
    pub(super) module: f32,
}

/// The pattern that has this pixel in its core, if the line is cut like one within so many pixels.
pub(super) fn through(bits: &Bits, x: usize, y: usize, line: Line, reach: isize) -> Option<Cut> {
    let (at, length) = match line {
        Line::Across => (x as isize, bits.width as isize),
        Line::Down => (y as isize, bits.height as isize),
    };
    let is_dark = |at: isize| match line {
        Line::Across => bits.is_dark(at as usize, y),
        Line::Down => bits.is_dark(x, at as usize),
    };
    let mut back = Walk { at, by: -1, left: at };
    let mut on = Walk { at, by: 1, left: length - 1 - at };
    let mut reach = reach;
    let mut five = [0; 5];
    let (before, after) = (back.walk(is_dark, reach)?, on.walk(is_dark, reach)?);
    // The first pixel is in both.
    five[2] = before + after - 1;
    reach -= five[2];
    for i in [3, 1, 4, 0] {
        let way = if i > 2 { &mut on } else { &mut back };
        five[i] = way.walk(is_dark, reach)?;
        reach -= five[i];
    }
    if !is_pattern(&five.map(|run| run as u16)) {
        return None;
    }
    let [a, b, c, d, e] = five.map(|run| run as f32);
    // The middles of the core, of the ring and of the whole: the core's is the surest.
    let core = (at + 1 - before) as f32 + c / 2.0;
    let middle = core + (d - b) / 8.0 + (d + e - a - b) / 8.0;
    // From edge to edge of one kind, as ink may have spread: six modules twice.
    Some(Cut { middle, module: (a + e + 2.0 * (b + c + d)) / 12.0 })
}

/// A way along a line, forth or back, so many pixels from the edge of the picture.
struct Walk {
    at: isize,
    by: isize,
    left: isize,
}

impl Walk {
    /// The pixels to the next edge, one of the picture included; none where they are more than this.
    fn walk(&mut self, is_dark: impl Fn(isize) -> bool, most: isize) -> Option<isize> {
        let to = self.left.min(most);
        let from = to > 0 && is_dark(self.at);
        let mut steps = 1;
        while steps <= to && is_dark(self.at + steps * self.by) == from {
            steps += 1;
        }
        let ends = steps <= to || to == self.left;
        self.at += steps * self.by;
        self.left -= steps;
        ends.then_some(steps)
    }
}

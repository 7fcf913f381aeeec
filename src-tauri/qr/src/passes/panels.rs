//! Panels: squarish parts of a picture that are as light all over where they are lightest, or as dark
//! where they are darkest. A code with its border is one, whatever the page around it is like.
//!
//! Each is cut out and put on paper of its own: a page beside it has no say any more in what counts
//! as dark, nor does it run into the patterns of a code without a border.

use std::cmp::Reverse;
use std::ops::Range;

use image::{GrayImage, imageops};

use super::bits::CONTRAST;
use super::piece::Piece;
use super::views;

/// Pixels a side of the squares that are compared, which must be larger than a module.
const BLOCKS: [usize; 2] = [8, 24];
/// How much the lightest values of a panel's squares may differ.
const ALIKE: u8 = 10;
/// A code's panel has this many squares a side, and more.
const LEAST: usize = 4;
/// How much longer one side may be than the other.
const SQUARISH: usize = 2;
/// The part of a panel's squares that have contrast, in percent: smaller with a wide border.
const INKED: usize = 35;
/// The most that are looked at, the largest first.
const MOST: usize = 6;
/// Paper around a panel, in pixels: enough for the rule, and for the squares of a threshold.
const PAPER: u32 = 24;

/// The panels of a picture, each on paper.
pub(super) fn of(whole: &Piece) -> Vec<Piece> {
    let mut panels: Vec<Panel> = Vec::new();
    for side in BLOCKS {
        let grid = Grid::of(&whole.grey, side);
        for kind in [Kind::Light, Kind::Dark] {
            let of_kind = grid.panels(kind).into_iter().map(|place| Panel { kind, place, side });
            panels.extend(of_kind);
        }
    }
    panels.sort_by_key(|panel| Reverse(panel.area()));
    panels.truncate(MOST);
    panels.iter().filter_map(|panel| panel.on_paper(whole)).collect()
}

/// What is alike all over a panel.
#[derive(Clone, Copy)]
enum Kind {
    /// The lightest value: dark ink on it.
    Light,
    /// The darkest value: light ink on it.
    Dark,
}

impl Kind {
    fn paper(self, values: impl Iterator<Item = u8>) -> Option<u8> {
        match self {
            Self::Light => values.max(),
            Self::Dark => values.min(),
        }
    }
}

/// The least and the largest value of each square of a picture.
struct Grid {
    side: usize,
    across: usize,
    down: usize,
    low: Vec<u8>,
    high: Vec<u8>,
}

impl Grid {
    /// Squares that are not whole are left out.
    fn of(grey: &GrayImage, side: usize) -> Self {
        let width = grey.width() as usize;
        let (across, down) = (width / side, grey.height() as usize / side);
        let (mut low, mut high) = (Vec::new(), Vec::new());
        let (mut least, mut most) = (vec![0; width], vec![0; width]);
        for rows in grey.as_raw().chunks_exact((width * side).max(1)) {
            least.fill(u8::MAX);
            most.fill(0);
            for row in rows.chunks_exact(width) {
                // The compiler takes sixteen at once.
                for (least, &value) in least.iter_mut().zip(row) {
                    *least = (*least).min(value);
                }
                for (most, &value) in most.iter_mut().zip(row) {
                    *most = (*most).max(value);
                }
            }
            low.extend(least.chunks_exact(side).map(|low| low.iter().fold(255, |a, &b| a.min(b))));
            high.extend(most.chunks_exact(side).map(|high| high.iter().fold(0, |a, &b| a.max(b))));
        }
        Self { side, across, down, low, high }
    }

    /// Left, top, right and bottom of the panels, in pixels.
    fn panels(&self, kind: Kind) -> Vec<[usize; 4]> {
        let values = match kind {
            Kind::Light => &self.high,
            Kind::Dark => &self.low,
        };
        let mut panel_of = vec![0_u32; values.len()];
        let (mut panels, mut number, mut open) = (Vec::new(), 0, Vec::new());
        for start in 0..values.len() {
            if panel_of[start] > 0 || !self.has_contrast(start) {
                continue;
            }
            number += 1;
            panel_of[start] = number;
            open.push(start);
            let mut place = [usize::MAX, usize::MAX, 0, 0];
            // All squares that are like this one and hang together with it.
            while let Some(at) = open.pop() {
                let (x, y) = (at % self.across, at / self.across);
                let [left, top, right, bottom] = place;
                place = [left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)];
                let beside = [
                    (x > 0).then(|| at - 1),
                    (x + 1 < self.across).then(|| at + 1),
                    (y > 0).then(|| at - self.across),
                    (y + 1 < self.down).then(|| at + self.across),
                ];
                for next in beside.into_iter().flatten() {
                    if panel_of[next] == 0 && values[next].abs_diff(values[start]) <= ALIKE {
                        panel_of[next] = number;
                        open.push(next);
                    }
                }
            }
            let is_in = |at: usize| panel_of[at] == number;
            panels.extend(self.trimmed(place, &is_in).filter(|place| self.is_a_panel(*place)));
        }
        let pixels = |place: [usize; 4]| place.map(|at| at * self.side);
        panels.into_iter().map(pixels).collect()
    }

    fn has_contrast(&self, at: usize) -> bool {
        self.high[at] - self.low[at] > CONTRAST
    }

    /// Without the rows and columns at its sides that are mostly something else: a label beside it.
    fn trimmed(&self, place: [usize; 4], is_in: &dyn Fn(usize) -> bool) -> Option<[usize; 4]> {
        let [mut left, mut top, mut right, mut bottom] = place;
        let count = |xs: Range<usize>, ys: Range<usize>| {
            let places = ys.flat_map(|y| xs.clone().map(move |x| y * self.across + x));
            places.filter(|&at| is_in(at)).count()
        };
        loop {
            if right < left + LEAST || bottom < top + LEAST {
                return None;
            }
            let (width, height) = (right - left, bottom - top);
            if 2 * count(left..right, top..top + 1) < width {
                top += 1;
            } else if 2 * count(left..right, bottom - 1..bottom) < width {
                bottom -= 1;
            } else if 2 * count(left..left + 1, top..bottom) < height {
                left += 1;
            } else if 2 * count(right - 1..right, top..bottom) < height {
                right -= 1;
            } else {
                return Some([left, top, right, bottom]);
            }
        }
    }

    fn is_a_panel(&self, [left, top, right, bottom]: [usize; 4]) -> bool {
        let (width, height) = (right - left, bottom - top);
        let inked = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
        let inked = inked.filter(|(x, y)| self.has_contrast(y * self.across + x)).count();
        width <= SQUARISH * height
            && height <= SQUARISH * width
            && 100 * inked >= INKED * width * height
            && 2 * width * height <= self.across * self.down
    }
}

/// A panel that was found.
struct Panel {
    kind: Kind,
    /// Left, top, right and bottom, in pixels: exact to a square.
    place: [usize; 4],
    /// Pixels a side of its squares.
    side: usize,
}

impl Panel {
    fn area(&self) -> usize {
        let [left, top, right, bottom] = self.place;
        (right - left) * (bottom - top)
    }

    /// What lies in it, on paper. Its outermost squares may hold a strip of the page; those around
    /// it, a strip of the panel.
    fn on_paper(&self, whole: &Piece) -> Option<Piece> {
        let [left, top, right, bottom] = self.place;
        let (x, y) = (left.saturating_sub(self.side), top.saturating_sub(self.side));
        let around = [x, y, right + self.side, bottom + self.side].map(|at| at as f32);
        let piece = whole.within(around, usize::MAX)?;
        let (width, height) = (piece.grey.width() as usize, piece.grey.height() as usize);
        let at = |x: usize, y: usize| piece.grey.as_raw()[y * width + x];
        let (columns, rows) = (left - x..(right - x).min(width), top - y..(bottom - y).min(height));
        let inner = || rows.clone().flat_map(|y| columns.clone().map(move |x| at(x, y)));
        let paper = self.kind.paper(inner())?;
        let is_its = |values: &mut dyn Iterator<Item = u8>| {
            self.kind.paper(values).is_some_and(|value| value.abs_diff(paper) <= ALIKE)
        };
        let is_row = |&y: &usize| is_its(&mut columns.clone().map(|x| at(x, y)));
        let is_column = |&x: &usize| is_its(&mut rows.clone().map(|y| at(x, y)));
        let (top, bottom) = ((0..height).find(is_row)?, (0..height).rfind(is_row)? + 1);
        let (left, right) = ((0..width).find(is_column)?, (0..width).rfind(is_column)? + 1);
        let size = ((right - left) as u32, (bottom - top) as u32);
        let inner = imageops::crop_imm(&piece.grey, left as u32, top as u32, size.0, size.1);
        let margin = PAPER as f32;
        Some(Piece {
            grey: views::padded(&inner.to_image(), PAPER, paper),
            view: piece.view.moved(left as f32 - margin, top as f32 - margin),
        })
    }
}

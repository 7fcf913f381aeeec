//! A code's surroundings, small, with every code in them painted over.
//!
//! It is shown in the page, which may never hold a secret (threat model): what is left of the code
//! is its outline and three marks where its corners are, the same for every code.

use image::{Rgb, RgbImage};

use super::code::{Corners, Point};
use super::picture::Picture;

/// Rows of red, green and blue bytes, [`Thumbnail::SIDE`] pixels a side.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Thumbnail(pub Vec<u8>);

const PAPER: Rgb<u8> = Rgb([236, 238, 240]);
const INK: Rgb<u8> = Rgb([66, 74, 82]);

impl Thumbnail {
    /// Pixels a side.
    pub const SIDE: u32 = 96;

    /// How much of the picture is shown, in widths of the code.
    const SHOWN: f32 = 2.0;

    pub(super) fn around(picture: &Picture, corners: &Corners) -> Self {
        let [left, top, right, bottom] = corners.bounds();
        let side = ((right - left).max(bottom - top) * Self::SHOWN).max(8.0);
        let (x, y) = ((left + right - side) / 2.0, (top + bottom - side) / 2.0);
        let step = side / Self::SIDE as f32;
        let place = |i: u32, from: f32| (i as f32 + 0.5).mul_add(step, from);
        let map = Grid::of(corners);
        let thumbnail = RgbImage::from_fn(Self::SIDE, Self::SIDE, |i, j| {
            let at = Point { x: place(i, x), y: place(j, y) };
            match map.inside(at) {
                Some((u, v)) => mark(u, v),
                None => picture.colour_at(at, step).unwrap_or(PAPER),
            }
        });
        Self(thumbnail.into_raw())
    }
}

/// Margin that is painted over as well, as a part of the code's side: corners are not exact.
const MARGIN: f32 = 0.08;

/// The three corner marks of a code, drawn as if it were 9 modules wide; paper elsewhere.
fn mark(u: f32, v: f32) -> Rgb<u8> {
    let ring = |u: f32, v: f32| {
        (0.0..0.32).contains(&u)
            && (0.0..0.32).contains(&v)
            && !((0.05..0.27).contains(&u)
                && (0.05..0.27).contains(&v)
                && !((0.1..0.22).contains(&u) && (0.1..0.22).contains(&v)))
    };
    if ring(u, v) || ring(1.0 - u, v) || ring(u, 1.0 - v) { INK } else { PAPER }
}

/// From the picture into the code's own square, taken as a parallelogram and a little more.
struct Grid {
    origin: Point,
    across: Point,
    down: Point,
}

impl Grid {
    /// The smallest parallelogram of this shape that holds all four corners is near enough: a code
    /// in perspective is covered by the bounds as well.
    fn of(corners: &Corners) -> Self {
        let [a, b, c, d] = corners.0;
        let middle = |p: Point, q: Point, r: Point, s: Point| Point {
            x: (p.x - q.x + r.x - s.x) / 2.0,
            y: (p.y - q.y + r.y - s.y) / 2.0,
        };
        let (across, down) = (middle(b, a, c, d), middle(d, a, c, b));
        let centre = Point { x: (a.x + b.x + c.x + d.x) / 4.0, y: (a.y + b.y + c.y + d.y) / 4.0 };
        let origin = Point {
            x: centre.x - (across.x + down.x) / 2.0,
            y: centre.y - (across.y + down.y) / 2.0,
        };
        Self { origin, across, down }
    }

    /// Where in the code's square, from 0 to 1, if there (or in the margin around it).
    fn inside(&self, at: Point) -> Option<(f32, f32)> {
        let (x, y) = (at.x - self.origin.x, at.y - self.origin.y);
        let det = self.across.x.mul_add(self.down.y, -self.across.y * self.down.x);
        if det == 0.0 {
            return Some((0.5, 0.5));
        }
        let u = x.mul_add(self.down.y, -y * self.down.x) / det;
        let v = y.mul_add(self.across.x, -x * self.across.y) / det;
        let covered = -MARGIN..=1.0 + MARGIN;
        (covered.contains(&u) && covered.contains(&v)).then_some((u, v))
    }
}

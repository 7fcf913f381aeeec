//! The part of a picture that a code may fill.

use super::plane::{Plane, Sums};
use super::triples::Triple;
use crate::{Corners, Point};

/// A piece of the picture with its modules some five pixels wide, dark on light.
pub(super) struct Piece {
    pub(super) plane: Plane,
    from: (i64, i64),
    step: usize,
}

impl Piece {
    /// Around three finders, with room for the rest of the code if it is seen from the side.
    pub(super) fn around(sums: &Sums, triple: &Triple) -> Self {
        let [a, b, c] = triple.corners;
        let d = Point {
            x: b.centre.x + c.centre.x - a.centre.x,
            y: b.centre.y + c.centre.y - a.centre.y,
        };
        let module = triple.corners.iter().map(|f| f.module).fold(0.0, f32::max);
        let [left, top, right, bottom] = Corners([a.centre, b.centre, d, c.centre]).bounds();
        let margin = 12.0 * module;
        let step = ((module / 5.0) as usize).max(1);
        let from = ((left - margin) as i64, (top - margin) as i64);
        let side = |low: f32, high: f32| ((high - low + 2.0 * margin) as usize / step + 1).max(2);
        let dark_on_light = a.match_ > 0.0;
        let plane =
            Plane::cut(sums, from, (side(left, right), side(top, bottom)), step, dark_on_light);
        Self { plane, from, step }
    }

    /// The finders, in the piece.
    pub(super) fn inside(&self, triple: &Triple) -> Triple {
        let mut triple = *triple;
        for finder in &mut triple.corners {
            finder.centre = self.inward(finder.centre);
            finder.module /= self.step as f32;
        }
        triple
    }

    /// From the picture into the piece.
    pub(super) fn inward(&self, p: Point) -> Point {
        let step = self.step as f32;
        Point { x: (p.x - self.from.0 as f32) / step, y: (p.y - self.from.1 as f32) / step }
    }

    /// From the piece into the picture.
    pub(super) fn outward(&self, p: Point) -> Point {
        let step = self.step as f32;
        Point { x: p.x * step + self.from.0 as f32, y: p.y * step + self.from.1 as f32 }
    }
}

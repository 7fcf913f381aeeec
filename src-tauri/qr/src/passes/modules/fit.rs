//! Where exactly a finder pattern lies, and the frames that three of them allow.
//!
//! A finder is followed by six numbers, its middle and its two axes, that are moved as long as the
//! correlation with the pattern grows. Its four corners are then known to a fraction of a module, so
//! that three finders give the perspective as well.

use std::f32::consts::FRAC_PI_2;

use super::finders::Finder;
use super::frame::Frame;
use super::layout::Layout;
use super::plane::{Plane, Sums};
use super::triples::Triple;
use crate::Point;

/// A finder pattern followed in the plane.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// x and y of the middle, of one module to the right and of one down.
    at: [f32; 6],
    pub(super) likeness: f32,
}

/// A module seen at an angle has not the same length in both directions.
const SCALES: [f32; 5] = [0.6, 0.78, 1.0, 1.28, 1.65];

/// How far from where it should be a finder is searched, in half modules.
const SEARCHED: i32 = 10;
/// Below this, what is found in place of a finder that was not seen is something else.
const LOST: f32 = 0.5;
/// What a finder must have of the pattern before it is followed.
const LEAST: f32 = 0.4;
/// Places on each side of the pattern where it is looked at when it is followed.
const FINE: usize = 12;

impl Placed {
    fn follow(plane: &Plane, finder: &Finder, right: Point, down: Point) -> Option<Self> {
        let mut best = Self { at: [0.0; 6], likeness: f32::MIN };
        for across in SCALES {
            for along in SCALES {
                let at = [
                    finder.centre.x,
                    finder.centre.y,
                    right.x * across,
                    right.y * across,
                    down.x * along,
                    down.y * along,
                ];
                let likeness = likeness(&at, 7, |p| plane.at(p));
                if likeness > best.likeness {
                    best = Self { at, likeness };
                }
            }
        }
        if best.likeness < LEAST {
            return None;
        }
        Some(best.climb(plane))
    }

    /// Moves it as long as the likeness grows.
    fn climb(self, plane: &Plane) -> Self {
        let mut best = self;
        best.likeness = likeness(&best.at, FINE, |p| plane.at(p));
        let [_, _, x, y, x_, y_] = best.at;
        let module = x.hypot(y).max(x_.hypot(y_));
        let mut step = 0.4_f32;
        while step > 0.02 {
            let mut moved = false;
            for i in 0..6 {
                // The axes reach 3.5 modules far.
                let by = module * if i < 2 { step } else { step / 3.5 };
                for by in [by, -by] {
                    let mut at = best.at;
                    at[i] += by;
                    let likeness = likeness(&at, FINE, |p| plane.at(p));
                    if likeness > best.likeness {
                        best = Self { at, likeness };
                        moved = true;
                    }
                }
            }
            if !moved {
                step /= 2.0;
            }
        }
        best
    }

    fn place(&self, u: f32, v: f32) -> Point {
        place(&self.at, u, v)
    }

    /// The finder that lies as far from this one as `other` does, the other way: what is most like
    /// one there, as it would stand there.
    fn search(&self, plane: &Plane, other: &Self, missing: usize) -> Self {
        let (along, away) = if missing == 1 { (4, 2) } else { (2, 4) };
        let modules = distance(self, other, along);
        let mut best = Self { at: self.at, likeness: f32::MIN };
        for j in -SEARCHED..=SEARCHED {
            for i in -SEARCHED..=SEARCHED {
                let mut at = self.at;
                let (u, v) = (i as f32 * 0.5, j as f32 * 0.5);
                at[0] += self.at[away] * (modules + v) + self.at[along] * u;
                at[1] += self.at[away + 1] * (modules + v) + self.at[along + 1] * u;
                let far = (i * i + j * j) as f32 / (SEARCHED * SEARCHED) as f32;
                let likeness = likeness(&at, 7, |p| plane.at(p));
                if likeness - 0.1 * far > best.likeness {
                    best = Self { at, likeness: likeness - 0.1 * far };
                }
            }
        }
        let found = best.climb(plane);
        if found.likeness > LOST {
            return found;
        }
        // Nothing is left of it: the place is near enough for the mesh to go on from.
        let mut at = self.at;
        at[0] += self.at[away] * modules;
        at[1] += self.at[away + 1] * modules;
        Self { at, likeness: LOST }
    }

    fn middle(&self) -> Point {
        self.place(0.0, 0.0)
    }
}

fn place(at: &[f32; 6], u: f32, v: f32) -> Point {
    let [x, y, right_x, right_y, down_x, down_y] = at;
    Point { x: x + right_x * u + down_x * v, y: y + right_y * u + down_y * v }
}

/// Correlation of what lies there with the pattern, at so many places a side.
fn likeness(at: &[f32; 6], places: usize, value_at: impl Fn(Point) -> f32) -> f32 {
    let apart = 7.0 / places as f32;
    let (mut n, mut sum, mut squares, mut dark_sum, mut darks) = (0.0_f32, 0.0, 0.0, 0.0, 0.0);
    for j in 0..places {
        for i in 0..places {
            let (u, v) = ((i as f32 + 0.5) * apart - 3.5, (j as f32 + 0.5) * apart - 3.5);
            let value = value_at(place(at, u, v));
            let ring = u.abs().max(v.abs());
            let dark = !(1.5..2.5).contains(&ring);
            n += 1.0;
            sum += value;
            squares += value * value;
            if dark {
                darks += 1.0;
                dark_sum += value;
            }
        }
    }
    let mean = sum / n;
    let variance = (squares / n - mean * mean).max(0.25);
    let p = darks / n;
    (mean - dark_sum / darks) * p / ((p * (1.0 - p)).sqrt() * variance.sqrt())
}

/// Less than this is not looked at in all proportions.
const HINT: f32 = 0.25;

/// How much of the pattern a finder shows at its best angle, seen in the whole picture.
pub(super) fn shown(sums: &Sums, finder: &Finder) -> f32 {
    let reach = finder.module * 0.3;
    let value_at = |p: Point| {
        let side = |at: f32, length: usize| {
            // Not round(), which is a call of the C library where SSE 4.1 is not taken for granted.
            let low = (at - reach + 0.5).max(0.0) as usize;
            let high = (at + reach + 0.5).max(0.0) as usize;
            let low = low.min(length - 1);
            (low, high.clamp(low + 1, length))
        };
        let ((left, right), (top, bottom)) = (side(p.x, sums.width), side(p.y, sums.height));
        let area = ((right - left) * (bottom - top)) as f32;
        sums.sum(left, top, right, bottom) as f32 / area
    };
    let Point { x, y } = finder.centre;
    let seen_as = |turn: f32, angle: f32, [across, along]: [f32; 2]| {
        let (sin, cos) = turn.sin_cos();
        let (sin_, cos_) = (turn + angle).sin_cos();
        let (m, n) = (finder.module * across, finder.module * along);
        let at = [x, y, m * cos, m * sin, n * cos_, n * sin_];
        likeness(&at, 7, value_at) * finder.match_.signum()
    };
    let seen_with = |turn: f32, angle: f32| {
        // What is nothing with equal sides is nothing with unequal ones.
        let equal = SCALES.map(|scale| seen_as(turn, angle, [scale; 2]));
        let most = equal.into_iter().fold(0.0, f32::max);
        if most < HINT {
            return most;
        }
        let unequal = SCALES.iter().flat_map(|&m| SCALES.map(|n| [m, n]));
        unequal
            .filter(|[m, n]| m != n)
            .map(|scales| seen_as(turn, angle, scales))
            .fold(most, f32::max)
    };
    let step = FRAC_PI_2 / 6.0;
    let upright = (0..6).map(|k| seen_with(k as f32 * step, FRAC_PI_2)).fold(0.0, f32::max);
    // Seen from the side, its axes are not at right angles: only for what has the runs.
    if !(0.4..0.6).contains(&upright) || finder.match_.abs() < 0.85 {
        return upright;
    }
    (0..12)
        .flat_map(|k| [0.6, 1.4].map(|a| seen_with(k as f32 * step, a * FRAC_PI_2)))
        .fold(upright, f32::max)
}

/// The three finders of a code in the plane.
pub(super) struct Followed([Placed; 3]);

impl Followed {
    pub(super) fn follow(plane: &Plane, triple: &Triple) -> Option<Self> {
        let [a, b, c] = triple.corners;
        let toward = |p: Point, q: Point, module: f32| {
            let length = (q.x - p.x).hypot(q.y - p.y).max(1.0);
            Point { x: (q.x - p.x) / length * module, y: (q.y - p.y) / length * module }
        };
        let follow = |f: Finder| {
            let right = toward(a.centre, b.centre, f.module);
            let down = toward(a.centre, c.centre, f.module);
            Placed::follow(plane, &f, right, down)
        };
        let placed = match triple.guessed {
            None => [follow(a)?, follow(b)?, follow(c)?],
            Some(missing) => {
                let (corner, other) = (follow(a)?, follow(if missing == 1 { c } else { b })?);
                let third = corner.search(plane, &other, missing);
                if missing == 1 { [corner, third, other] } else { [corner, other, third] }
            }
        };
        (placed.iter().map(|p| p.likeness).sum::<f32>() > 1.4).then_some(Self(placed))
    }

    /// The middles of the three.
    pub(super) fn middles(&self) -> [Point; 3] {
        self.0.map(|placed| placed.middle())
    }

    /// How well the finders fit, from 0 to 1.
    pub(super) fn likeness(&self) -> f32 {
        self.0.iter().map(|p| p.likeness).sum::<f32>() / 3.0
    }

    /// The version by the distances of the finders, as a fraction.
    pub(super) fn version(&self) -> f32 {
        let [a, b, c] = &self.0;
        let across = distance(a, b, 2);
        let down = distance(a, c, 4);
        ((across + down) / 2.0 + 7.0 - 17.0) / 4.0
    }

    /// Places in the code of this size, and where they lie.
    pub(super) fn pairs(&self, size: usize) -> Vec<(Point, Point, f32)> {
        let far = size as f32 - 3.5;
        let middles = [(3.5, 3.5), (far, 3.5), (3.5, far)];
        let mut pairs = Vec::with_capacity(12);
        for (placed, (x, y)) in self.0.iter().zip(middles) {
            for (u, v) in [(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)] {
                pairs.push((Point { x: x + u, y: y + v }, placed.place(u, v), 1.0));
            }
        }
        pairs
    }
}

/// The distance of two finders in modules, by the mean of their axes in that direction.
fn distance(a: &Placed, b: &Placed, axis: usize) -> f32 {
    let (p, q) = (a.middle(), b.middle());
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    let length = dx.hypot(dy).max(1.0);
    let along = |f: &Placed| ((f.at[axis] * dx + f.at[axis + 1] * dy) / length).abs().max(0.1);
    2.0 * length / (along(a) + along(b))
}

/// How well a frame fits the timing patterns, from -1 to 1: each module against its neighbours.
pub(super) fn timing(plane: &Plane, frame: &Frame, layout: &Layout) -> f32 {
    let mut total = 0.0;
    for across in [true, false] {
        let at = |i: usize| {
            let (u, v) = (i as f32 + 0.5, 6.5);
            plane.at(if across { frame.at(u, v) } else { frame.at(v, u) })
        };
        let (mut fits, mut all) = (0.0_f32, f32::MIN_POSITIVE);
        let values: Vec<f32> = (7..layout.size - 7).map(at).collect();
        for (k, w) in values.windows(3).enumerate() {
            let bump = w[0] + w[2] - 2.0 * w[1];
            // The middle one is module 8 + k, dark if that is even.
            fits += if k % 2 == 0 { bump } else { -bump };
            all += bump.abs();
        }
        total += fits / all;
    }
    total / 2.0
}

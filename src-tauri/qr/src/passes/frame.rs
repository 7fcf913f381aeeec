//! The plane map from modules to pixels: `x = (a u + b v + c) / (g u + h v + 1)`, `y` likewise.

use crate::Point;

/// Where in the picture a place in the code lies; `u` to the right and `v` down from the code's top
/// left corner, in modules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// a, b, c, d, e, f, g, h over `u`, `v` as parts of the code's side.
    terms: [f64; 8],
    side: f64,
}

impl Frame {
    /// The least squares over pairs of places in the code and in the picture, with weights. What
    /// they leave open about the perspective is taken as none: `steady` is the weight of that.
    pub(super) fn fit(pairs: &[(Point, Point, f32)], side: usize, steady: f64) -> Option<Self> {
        let side = side as f64;
        let (mut matrix, mut right) = ([[0.0_f64; 8]; 8], [0.0_f64; 8]);
        let middle = pairs.first()?.1;
        let scale = pairs
            .iter()
            .map(|(_, p, _)| f64::from((p.x - middle.x).abs().max((p.y - middle.y).abs())))
            .fold(1.0, f64::max);
        for (code, picture, weight) in pairs {
            let (u, v) = (f64::from(code.x) / side, f64::from(code.y) / side);
            let x = f64::from(picture.x - middle.x) / scale;
            let y = f64::from(picture.y - middle.y) / scale;
            for (row, value) in [
                ([u, v, 1.0, 0.0, 0.0, 0.0, -u * x, -v * x], x),
                ([0.0, 0.0, 0.0, u, v, 1.0, -u * y, -v * y], y),
            ] {
                for i in 0..8 {
                    for j in 0..8 {
                        matrix[i][j] += f64::from(*weight) * row[i] * row[j];
                    }
                    right[i] += f64::from(*weight) * row[i] * value;
                }
            }
        }
        matrix[6][6] += steady;
        matrix[7][7] += steady;
        let [a, b, c, d, e, f, g, h] = solve(matrix, right)?;
        let (x, y) = (f64::from(middle.x), f64::from(middle.y));
        // Back to pixels: x * scale + middle, over the same denominator.
        let terms = [
            a * scale + x * g,
            b * scale + x * h,
            c * scale + x,
            d * scale + y * g,
            e * scale + y * h,
            f * scale + y,
            g,
            h,
        ];
        Some(Self { terms, side })
    }

    pub(super) fn at(&self, u: f32, v: f32) -> Point {
        let (u, v) = (f64::from(u) / self.side, f64::from(v) / self.side);
        let [a, b, c, d, e, f, g, h] = self.terms;
        let w = g * u + h * v + 1.0;
        // Beyond the horizon there is nothing; far away will do.
        let w = if w.abs() < 1e-3 { 1e-3 } else { w };
        Point { x: ((a * u + b * v + c) / w) as f32, y: ((d * u + e * v + f) / w) as f32 }
    }

    /// How far one module to the right and one down go, at a place.
    pub(super) fn axes(&self, u: f32, v: f32) -> (Point, Point) {
        let (left, right) = (self.at(u - 0.5, v), self.at(u + 0.5, v));
        let (above, below) = (self.at(u, v - 0.5), self.at(u, v + 0.5));
        (
            Point { x: right.x - left.x, y: right.y - left.y },
            Point { x: below.x - above.x, y: below.y - above.y },
        )
    }
}

/// Gauss with the largest pivot.
fn solve(mut m: [[f64; 8]; 8], mut r: [f64; 8]) -> Option<[f64; 8]> {
    for i in 0..8 {
        let pivot = (i..8).max_by(|&p, &q| m[p][i].abs().total_cmp(&m[q][i].abs()))?;
        m.swap(i, pivot);
        r.swap(i, pivot);
        if m[i][i].abs() < 1e-12 {
            return None;
        }
        let row = m[i];
        for k in i + 1..8 {
            let factor = m[k][i] / row[i];
            for (value, of_pivot) in m[k].iter_mut().zip(&row).skip(i) {
                *value -= factor * of_pivot;
            }
            r[k] -= factor * r[i];
        }
    }
    for i in (0..8).rev() {
        for j in i + 1..8 {
            r[i] -= m[i][j] * r[j];
        }
        r[i] /= m[i][i];
    }
    r.iter().all(|x| x.is_finite()).then_some(r)
}

//! Three finder patterns that can be the corners of one code, likeliest first.

use super::finders::Finder;
use crate::Point;

/// The finders of a code as it stands: top left, top right, bottom left. A mirrored code stands
/// as its mirror image does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Triple {
    pub(super) corners: [Finder; 3],
    /// Which of them was not seen: it lies about there, or nothing is left of it.
    pub(super) guessed: Option<usize>,
    doubt: f32,
}

impl Triple {
    /// The three finders as they lie in a picture that is `times` as large.
    pub(super) fn larger(&self, times: f32) -> Self {
        Self { corners: self.corners.map(|f| f.larger(times)), ..*self }
    }
}

/// How many are tried at the most.
const MOST: usize = 12;
/// What three finders must show of the pattern together: marks in a text show 1.8, the best of three
/// hundred places in a photograph 2.1, a code seen from the side 2.14 and more.
const SHOWN: f32 = 2.1;

pub(super) fn of(finders: &[Finder]) -> Vec<Triple> {
    let mut triples = Vec::new();
    for (i, a) in finders.iter().enumerate() {
        for (j, b) in finders.iter().enumerate() {
            for (k, c) in finders.iter().enumerate().skip(j + 1) {
                if i != j && i != k {
                    triples.extend(corner(a, b, c));
                }
            }
        }
    }
    triples.sort_by(|a: &Triple, b| a.doubt.total_cmp(&b.doubt));
    triples.truncate(MOST);
    triples
}

/// With `a` as the corner between the others.
fn corner(a: &Finder, b: &Finder, c: &Finder) -> Option<Triple> {
    if (a.match_ > 0.0) != (b.match_ > 0.0) || (a.match_ > 0.0) != (c.match_ > 0.0) {
        return None;
    }
    let modules = [a.module, b.module, c.module];
    let least = modules.iter().copied().fold(f32::MAX, f32::min);
    let most = modules.iter().copied().fold(0.0, f32::max);
    if most > 1.9 * least {
        return None;
    }
    let (p, q) = (from(a.centre, b.centre), from(a.centre, c.centre));
    let (long, short) = (p.x.hypot(p.y), q.x.hypot(q.y));
    let (long, short) = (long.max(short), long.min(short));
    let mean = modules.iter().sum::<f32>() / 3.0;
    // Between the middles of two finders lie 14 modules in version 1 and 170 in version 40.
    if short < 14.0 * 0.6 * mean || long > 170.0 * 1.4 * mean || long > 2.6 * short {
        return None;
    }
    let cosine = (p.x * q.x + p.y * q.y) / (long * short);
    if cosine.abs() > 0.82 {
        return None;
    }
    let found = [a, b, c].iter().map(|f| f.match_.abs()).sum::<f32>();
    if found < SHOWN {
        return None;
    }
    let doubt = (long / short).ln() + cosine.abs() + 2.0 * (most / least).ln() - 2.0 * found;
    let turns_right = p.x * q.y - p.y * q.x > 0.0;
    let corners = if turns_right { [*a, *b, *c] } else { [*a, *c, *b] };
    Some(Triple { corners, guessed: None, doubt })
}

/// How sure two finders must be for a third to be guessed.
const SURE: f32 = 0.85;
/// How many guesses are made.
const GUESSES: usize = 4;

/// Two finders beside each other, either of them the corner, with the third on either side.
pub(super) fn guessed(finders: &[Finder]) -> Vec<Triple> {
    let mut triples = Vec::new();
    let sure: Vec<&Finder> = finders.iter().filter(|f| f.match_.abs() > SURE).take(6).collect();
    for a in &sure {
        for b in &sure {
            let p = from(a.centre, b.centre);
            let (mean, length) = ((a.module + b.module) / 2.0, p.x.hypot(p.y));
            let alike = (a.match_ > 0.0) == (b.match_ > 0.0)
                && a.module.max(b.module) < 1.6 * a.module.min(b.module);
            if !alike || length < 14.0 * 0.6 * mean || length > 80.0 * mean {
                continue;
            }
            let at = |x: f32, y: f32| Finder {
                centre: Point { x: a.centre.x + x, y: a.centre.y + y },
                module: mean,
                match_: a.match_,
            };
            let doubt = 2.0 - a.match_.abs() - b.match_.abs() + (length / mean).ln() / 10.0;
            let (right, left) = (at(-p.y, p.x), at(p.y, -p.x));
            triples.push(Triple { corners: [**a, **b, right], guessed: Some(2), doubt });
            triples.push(Triple { corners: [**a, left, **b], guessed: Some(1), doubt });
        }
    }
    triples.sort_by(|a, b| a.doubt.total_cmp(&b.doubt));
    triples.truncate(GUESSES);
    triples
}

fn from(a: Point, b: Point) -> Point {
    Point { x: b.x - a.x, y: b.y - a.y }
}

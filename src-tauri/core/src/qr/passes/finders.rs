//! Finder patterns of a black and white picture: 1 : 1 : 3 : 1 : 1 along a line, then rings around
//! its middle.

use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::{
    ConcentricPattern, FixedPattern, IsPattern, LocateConcentricPattern, PatternView,
};

use super::bits::Bits;
use super::cut::{self, Cut, Line};
use crate::qr::code::Point;

/// As in rxing: edges are compared with edges, so that ink may have spread.
const EDGE_TO_EDGE: bool = true;
const PATTERN: FixedPattern<5, 7, false> = FixedPattern::new([1, 1, 3, 1, 1]);
/// A picture with more of them is no page with codes, but a crafted grid or a texture.
const MOST: usize = 300;

/// A place on a row that could be the middle of a pattern.
pub(super) struct Candidate {
    pub(super) x: f32,
    pub(super) y: usize,
    width: i32,
}

impl Candidate {
    /// How far its rings may lie apart: three times its width, as it may be skewed.
    pub(super) fn reach(&self) -> i32 {
        self.width * 3
    }

    pub(super) fn place(&self) -> Point {
        Point { x: self.x, y: self.y as f32 + 0.5 }
    }

    /// The column through it, if that is cut like a pattern too. rxing looks at this first, but
    /// slowly; most candidates end here.
    pub(super) fn down(&self, bits: &Bits) -> Option<Cut> {
        cut::through(bits, self.x as usize, self.y, Line::Down, self.reach() as isize)
    }
}

/// The candidates of dark patterns on light ground, and of light ones on dark. Every third row is
/// looked at: the middle of a pattern is three modules high.
pub(super) fn candidates(bits: &Bits, is_over: &dyn Fn() -> bool) -> [Vec<Candidate>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    let mut runs = Vec::new();
    for y in (1..bits.height).step_by(3) {
        if y % 256 == 1 && is_over() {
            break;
        }
        bits.runs(y, &mut runs);
        let mut left = 0_u32;
        for (i, five) in runs.windows(5).enumerate() {
            if is_like_a_pattern(five) {
                let x = left as f32 + f32::from(five[0] + five[1]) + f32::from(five[2]) / 2.0;
                let width = five.iter().map(|&run| i32::from(run)).sum();
                // The first run of a row is light.
                found[usize::from(i % 2 == 0)].push(Candidate { x, y, width });
            }
            left += u32::from(five[0]);
        }
    }
    found
}

fn is_like_a_pattern(five: &[u16]) -> bool {
    let [a, b, c, d, e] = [five[0], five[1], five[2], five[3], five[4]];
    // Quick, and enough to refuse nearly all.
    a > 0 && c >= 3 && u32::from(c) >= 2 * u32::from(a.max(e)) && c >= b.max(d) && is_pattern(five)
}

pub(super) fn is_pattern(five: &[u16]) -> bool {
    let view = PatternView::from_slice(five);
    IsPattern::<EDGE_TO_EDGE, 5, 7, false>(&view, &PATTERN, None, 0.0, 0.0, 0.0) != 0.0
}

/// The candidates that are patterns. The matrix holds the bits, or all of them exchanged.
pub(super) fn patterns(
    bits: &Bits,
    matrix: &BitMatrix,
    candidates: &[Candidate],
    is_over: &dyn Fn() -> bool,
) -> Vec<ConcentricPattern> {
    let mut patterns: Vec<ConcentricPattern> = Vec::new();
    for (i, candidate) in candidates.iter().enumerate() {
        if patterns.len() >= MOST || (i % 64 == 63 && is_over()) {
            break;
        }
        let at = rxing::point(candidate.x, candidate.y as f32 + 0.5);
        let is_known = |known: &ConcentricPattern| {
            rxing::Point::distance(at, known.p) < known.size as f32 / 2.0
        };
        if patterns.iter().any(is_known) || candidate.down(bits).is_none() {
            continue;
        }
        patterns.extend(LocateConcentricPattern::<EDGE_TO_EDGE, 5, 7>(
            matrix,
            &PATTERN.into(),
            at,
            candidate.reach(),
        ));
    }
    patterns
}

//! Finder patterns of a black and white picture: 1 : 1 : 3 : 1 : 1 along a line, then rings around
//! its middle.

use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::{ConcentricPattern, FinetuneConcentricPatternCenter};

use super::bits::Bits;
use super::cut::{self, Cut, Line};
use crate::Point;

/// A picture with more of them is no page with codes, but a crafted grid or a texture.
const MOST: usize = 300;

/// A place on a row that could be the middle of a pattern.
pub(super) struct Candidate {
    pub(super) x: f32,
    pub(super) y: usize,
    width: isize,
}

impl Candidate {
    pub(super) fn place(&self) -> Point {
        Point { x: self.x, y: self.y as f32 + 0.5 }
    }

    /// How far its rings may lie apart: three times its width, as it may be skewed.
    pub(super) fn reach(&self) -> isize {
        self.width * 3
    }

    /// The column through it, if that is cut like a pattern too. Most candidates end here.
    pub(super) fn down(&self, bits: &Bits) -> Option<Cut> {
        cut::through(bits, (self.x as usize, self.y), Line::DOWN, self.reach())
    }

    /// The middle of its core and its size, if it is cut like a pattern in all directions: down and
    /// across, and on the diagonals.
    fn settled(&self, bits: &Bits) -> Option<(rxing::Point, i32)> {
        let down = self.down(bits)?;
        let (x, y) = (self.x as usize, self.y.checked_add_signed(down.core)?);
        let across = cut::through(bits, (x, y), Line::ACROSS, self.reach())?;
        let x = x.checked_add_signed(across.core)?;
        let (mut least, mut most) =
            (down.length.min(across.length), down.length.max(across.length));
        for line in Line::DIAGONALS {
            let length = cut::through(bits, (x, y), line, 2 * self.reach())?.length;
            (least, most) = (least.min(length), most.max(length));
        }
        let middle = rxing::point(x as f32, y as f32);
        (most <= 5 * least).then_some((middle, (least + most) as i32 / 2))
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
                let width = five.iter().map(|&run| run as isize).sum();
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
    a > 0
        && c >= 3
        && u32::from(c) >= 2 * u32::from(a.max(e))
        && c >= b.max(d)
        && cut::is_pattern([a, b, c, d, e].map(f64::from))
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
        if !patterns.iter().any(is_known) {
            patterns.extend(pattern(bits, matrix, candidate));
        }
    }
    patterns
}

/// A candidate with its exact middle, if it is a pattern. Up to the rings this is what rxing's
/// `LocateConcentricPattern` does, which takes far longer to refuse nearly all.
fn pattern(bits: &Bits, matrix: &BitMatrix, candidate: &Candidate) -> Option<ConcentricPattern> {
    let (middle, size) = candidate.settled(bits)?;
    let p = FinetuneConcentricPatternCenter(matrix, middle, candidate.reach() as i32, 5)?;
    Some(ConcentricPattern { p, size })
}

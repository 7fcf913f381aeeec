//! Finder patterns of a black and white picture: 1 : 1 : 3 : 1 : 1 along a line, then rings around
//! its middle.

use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::{
    ConcentricPattern, FixedPattern, IsPattern, LocateConcentricPattern, PatternView,
};

use super::bits::Bits;

/// As in rxing: edges are compared with edges, so that ink may have spread.
const EDGE_TO_EDGE: bool = true;
const PATTERN: FixedPattern<5, 7, false> = FixedPattern::new([1, 1, 3, 1, 1]);
/// A picture with more of them is no page with codes, but a crafted grid or a texture.
const MOST: usize = 300;

/// A place on a row that could be the middle of a pattern.
pub(super) struct Candidate {
    x: f32,
    y: usize,
    width: i32,
}

impl Candidate {
    /// How far its rings may lie apart: three times its width, as it may be skewed.
    fn reach(&self) -> i32 {
        self.width * 3
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

fn is_pattern(five: &[u16]) -> bool {
    let view = PatternView::from_slice(five);
    IsPattern::<EDGE_TO_EDGE, 5, 7, false>(&view, &PATTERN, None, 0.0, 0.0, 0.0) != 0.0
}

/// Whether the column through a candidate is cut like a pattern too. rxing looks at this first, but
/// slowly; most candidates end here.
fn is_cut_down(bits: &Bits, candidate: &Candidate) -> bool {
    let (x, y) = (candidate.x as usize, candidate.y as isize);
    let mut up = Walk { at: y, by: -1, left: y };
    let mut down = Walk { at: y, by: 1, left: bits.height as isize - 1 - y };
    let mut reach = candidate.reach() as isize;
    let mut five = [0; 5];
    let first = (up.walk(bits, x, reach), down.walk(bits, x, reach));
    let (Some(above), Some(below)) = first else { return false };
    // The first pixel is in both.
    five[2] = above + below - 1;
    reach -= five[2];
    for i in [3, 1, 4, 0] {
        let way = if i > 2 { &mut down } else { &mut up };
        let Some(run) = way.walk(bits, x, reach) else { return false };
        five[i] = run;
        reach -= run;
    }
    is_pattern(&five.map(|run| run as u16))
}

/// A way along a column, up or down, so many pixels from the edge of the picture.
struct Walk {
    at: isize,
    by: isize,
    left: isize,
}

impl Walk {
    /// The pixels to the next edge, one of the picture included; none where they are more than this.
    fn walk(&mut self, bits: &Bits, x: usize, most: isize) -> Option<isize> {
        let dark = |at: isize| bits.is_dark(x, at as usize);
        let to = self.left.min(most);
        let from = to > 0 && dark(self.at);
        let mut steps = 1;
        while steps <= to && dark(self.at + steps * self.by) == from {
            steps += 1;
        }
        let ends = steps <= to || to == self.left;
        self.at += steps * self.by;
        self.left -= steps;
        ends.then_some(steps)
    }
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
        if patterns.iter().any(is_known) || !is_cut_down(bits, candidate) {
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

//! What is known of a picture while the passes look at it.

use crate::qr::code::{Code, Corners, Point};
use crate::secret::SecretText;

/// Three finder patterns that could belong to one code: bottom left, top left and top right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Triple {
    pub(super) centres: [Point; 3],
    /// The width of a pattern.
    pub(super) size: f32,
}

impl Triple {
    /// Whether another is the same three, as seen in a picture made otherwise.
    fn is_like(&self, other: &Self) -> bool {
        let near = |(a, b): (&Point, &Point)| (a.x - b.x).hypot(a.y - b.y) < self.size;
        self.centres.iter().zip(&other.centres).all(near)
    }

    /// The upright box around a code with these patterns: left, top, right, bottom.
    pub(super) fn bounds(&self) -> [f32; 4] {
        let [a, b, c] = self.centres;
        let d = Point { x: a.x + c.x - b.x, y: a.y + c.y - b.y };
        let [left, top, right, bottom] = Corners([b, c, d, a]).bounds();
        let half = self.size * 0.6;
        [left - half, top - half, right + half, bottom + half]
    }
}

/// No picture has so many codes that only the later passes read.
const MOST_OPEN: usize = 6;

/// What was found so far, and what is still open.
pub(super) struct Search<'a> {
    is_over: &'a dyn Fn() -> bool,
    found: &'a mut dyn FnMut(Code),
    texts: Vec<SecretText>,
    places: Vec<Corners>,
    /// Finder patterns that no code explains, from the last looks.
    open: Vec<Triple>,
    patterns: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(is_over: &'a dyn Fn() -> bool, found: &'a mut dyn FnMut(Code)) -> Self {
        Self {
            is_over,
            found,
            texts: Vec::new(),
            places: Vec::new(),
            open: Vec::new(),
            patterns: 0,
        }
    }

    pub(super) fn is_over(&self) -> bool {
        (self.is_over)()
    }

    pub(super) fn clock(&self) -> &'a dyn Fn() -> bool {
        self.is_over
    }

    /// Takes a code; each text is told once.
    pub(super) fn note(&mut self, code: Code) {
        self.places.push(code.corners);
        if !self.texts.contains(&code.text) {
            self.texts.push(code.text.clone());
            (self.found)(code);
        }
    }

    /// Takes three patterns that could not be read as a code.
    pub(super) fn suspect(&mut self, triple: Triple) {
        let is_known = self.open.iter().any(|known| known.is_like(&triple));
        if !is_known && self.open.len() < MOST_OPEN {
            self.open.push(triple);
        }
    }

    /// Takes how many finder patterns a look has seen.
    pub(super) fn count_patterns(&mut self, count: usize) {
        self.patterns = self.patterns.max(count);
    }

    /// The most that a look has seen: rxing's eyes or our own.
    pub(super) fn patterns_seen(&self) -> usize {
        self.patterns
    }

    /// Whether a point lies in a code that was read.
    pub(super) fn is_explained(&self, at: Point) -> bool {
        self.places.iter().any(|place| place.has(at))
    }

    /// The patterns that no code explains by now.
    pub(super) fn open(&self) -> Vec<Triple> {
        let open = |triple: &&Triple| !triple.centres.iter().any(|&at| self.is_explained(at));
        self.open.iter().filter(open).copied().collect()
    }

    /// Whether something was found and nothing is open.
    pub(super) fn is_settled(&self) -> bool {
        self.has_found() && self.open().is_empty()
    }

    pub(super) fn has_found(&self) -> bool {
        !self.places.is_empty()
    }
}

//! What is known of a picture while the passes look at it.

use tessera_core::secret::SecretText;

use crate::{Code, Corners, Point};

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
        self.centres.iter().zip(&other.centres).all(|(a, b)| near(*a, *b, self.size))
    }

    /// The upright box around a code with these patterns, with room for what perspective makes of the
    /// fourth corner: left, top, right, bottom.
    pub(super) fn bounds(&self) -> [f32; 4] {
        let [a, b, c] = self.centres;
        let d = Point { x: a.x + c.x - b.x, y: a.y + c.y - b.y };
        let [left, top, right, bottom] = Corners([b, c, d, a]).bounds();
        let long = (right - left).max(bottom - top) + 1.2 * self.size;
        let margin = 0.6 * self.size + (0.15 * long).max(2.0 * self.size);
        [left - margin, top - margin, right + margin, bottom + margin]
    }
}

/// Two finder patterns that no code explains: a code of which the third was not seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    centres: [Point; 2],
    /// The width of a pattern.
    size: f32,
}

impl Pair {
    /// Of two places and the widths there, if they could be of one code: as large as each other, and
    /// neither too near nor too far.
    pub(super) fn of((a, size): (Point, f32), (b, other): (Point, f32)) -> Option<Self> {
        let (size, least) = (size.max(other), size.min(other));
        let distance = (a.x - b.x).hypot(a.y - b.y);
        // A pattern is seven modules. 14 are the least from middle to middle; few photographed codes
        // have over 70, and those across the code are 1.4 times as far.
        let is_a_code = (1.8..15.0).contains(&(distance / size)) && size < 1.5 * least;
        is_a_code.then_some(Self { centres: [a, b], size })
    }

    fn is_like(&self, other: &Self) -> bool {
        let same = |a: usize, b: usize| near(self.centres[a], other.centres[b], self.size);
        same(0, 0) && same(1, 1) || same(0, 1) && same(1, 0)
    }

    /// The upright box around every code that could have these patterns, beside each other or across.
    pub(super) fn bounds(&self) -> [f32; 4] {
        let [a, b] = self.centres;
        let reach = 1.1 * (a.x - b.x).hypot(a.y - b.y) + self.size;
        let (x, y) = ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
        [x - reach, y - reach, x + reach, y + reach]
    }
}

fn near(a: Point, b: Point, within: f32) -> bool {
    (a.x - b.x).hypot(a.y - b.y) < within
}

/// The most triples, and the most pairs, that the later passes look at: no picture has as many
/// codes that the first pass does not read.
const MOST_OPEN: usize = 6;
/// More patterns in a look, of which no three make a code, are a texture.
const MOST_LONE: usize = 4;

/// What was found so far, and what is still open.
pub(super) struct Search<'a> {
    is_over: &'a dyn Fn() -> bool,
    found: &'a mut dyn FnMut(Code),
    texts: Vec<SecretText>,
    places: Vec<Corners>,
    /// Finder patterns that no code explains, from the last looks.
    open: Vec<Triple>,
    pairs: Vec<Pair>,
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
            pairs: Vec::new(),
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

    /// Takes the patterns of a look, with their widths, for the pairs of those that nothing explains.
    pub(super) fn suspect_pairs(&mut self, patterns: &[(Point, f32)]) {
        let is_open = |&&(at, _): &&(Point, f32)| {
            let in_triple =
                |triple: &Triple| triple.centres.iter().any(|c| near(*c, at, triple.size));
            !self.is_explained(at) && !self.open.iter().any(in_triple)
        };
        let lone: Vec<_> = patterns.iter().filter(is_open).collect();
        if lone.len() > MOST_LONE {
            return;
        }
        for (i, a) in lone.iter().enumerate() {
            for pair in lone[i + 1..].iter().filter_map(|b| Pair::of(**a, **b)) {
                let is_known = self.pairs.iter().any(|known| known.is_like(&pair));
                if !is_known && self.pairs.len() < MOST_OPEN {
                    self.pairs.push(pair);
                }
            }
        }
    }

    pub(super) fn pairs(&self) -> Vec<Pair> {
        self.pairs.clone()
    }

    /// Whether no code explains a pair by now.
    pub(super) fn is_open(&self, pair: &Pair) -> bool {
        !pair.centres.iter().any(|&at| self.is_explained(at))
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

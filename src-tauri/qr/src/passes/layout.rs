//! What a code of a version holds where: ISO/IEC 18004, 6.3 and 7.7.

use rxing::qrcode::common::{Version, VersionRef};

/// The places of a version's parts.
pub(super) struct Layout {
    /// From 1 to 40.
    pub(super) version: VersionRef,
    /// Modules a side.
    pub(super) size: usize,
    /// Row by row: dark, light, or no matter of the version.
    known: Vec<Option<bool>>,
    /// Row by row: whether data stands there.
    data: Vec<bool>,
}

impl Layout {
    pub(super) fn of(version: usize) -> Option<Self> {
        let number = u32::try_from(version).ok()?;
        let version = Version::getVersionForNumber(number).ok()?;
        let size = version.getDimensionForVersion() as usize;
        let mut layout =
            Self { version, size, known: vec![None; size * size], data: vec![true; size * size] };
        layout.draw(number);
        Some(layout)
    }

    /// Whether a module is dark in every code of this version, if that is so.
    pub(super) fn known(&self, x: usize, y: usize) -> Option<bool> {
        self.known.get(y * self.size + x).copied().flatten()
    }

    /// The corners of the code, as [`Corners`](crate::Corners) has them.
    pub(super) fn corners(&self) -> [(f32, f32); 4] {
        let side = self.size as f32;
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)]
    }

    /// The middles of the alignment patterns.
    pub(super) fn alignments(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let centres = self.version.getAlignmentPatternCenters();
        let far = self.size - 7;
        let pairs = centres.iter().flat_map(move |y| centres.iter().map(move |x| (*x, *y)));
        pairs
            .map(|(x, y)| (x as usize, y as usize))
            .filter(move |at| ![(6, 6), (6, far), (far, 6)].contains(at))
    }

    /// The places of the data modules, in the order of the bits of the codewords: pairs of columns
    /// from the right, up and down in turn, without the column of the timing pattern.
    pub(super) fn data(&self) -> Vec<(usize, usize)> {
        let mut places = Vec::with_capacity(self.size * self.size);
        let rights = (1..self.size).rev().step_by(2);
        for (k, right) in rights.enumerate() {
            // From the timing pattern on, pairs begin one further left.
            let right = if right <= 6 { right - 1 } else { right };
            for i in 0..self.size {
                let y = if k % 2 == 0 { self.size - 1 - i } else { i };
                for x in [Some(right), right.checked_sub(1)].into_iter().flatten() {
                    if self.data.get(y * self.size + x) == Some(&true) {
                        places.push((x, y));
                    }
                }
            }
        }
        places
    }

    /// The places of the two copies of the format information, first bit first.
    pub(super) fn format(&self) -> [[(usize, usize); 15]; 2] {
        let last = self.size - 1;
        let first = std::array::from_fn(|i| match i {
            0..=5 => (i, 8),
            6 => (7, 8),
            7 => (8, 8),
            8 => (8, 7),
            _ => (8, 14 - i),
        });
        let second =
            std::array::from_fn(|i| if i < 7 { (8, last - i) } else { (last - 14 + i, 8) });
        [first, second]
    }

    fn draw(&mut self, version: u32) {
        let last = self.size - 1;
        for i in 8..self.size - 8 {
            self.put(i, 6, i % 2 == 0);
            self.put(6, i, i % 2 == 0);
        }
        for (x, y) in [(3, 3), (last - 3, 3), (3, last - 3)] {
            self.rings(x, y, 4, |d| d != 2 && d != 4);
        }
        for (x, y) in self.alignments().collect::<Vec<_>>() {
            self.rings(x, y, 2, |d| d != 1);
        }
        for place in self.format().into_iter().flatten() {
            self.data[place.1 * self.size + place.0] = false;
        }
        self.put(8, last - 7, true);
        if version >= 7 {
            let word = (version << 12) | remainder(version << 12, 0x1F25);
            for i in 0..18 {
                let (x, y, dark) = (last - 10 + i % 3, i / 3, word >> i & 1 == 1);
                self.put(x, y, dark);
                self.put(y, x, dark);
            }
        }
    }

    /// Concentric squares, by the distance from the middle; clipped at the border.
    fn rings(&mut self, x: usize, y: usize, reach: usize, dark: impl Fn(usize) -> bool) {
        for j in y.saturating_sub(reach)..=(y + reach).min(self.size - 1) {
            for i in x.saturating_sub(reach)..=(x + reach).min(self.size - 1) {
                self.put(i, j, dark(i.abs_diff(x).max(j.abs_diff(y))));
            }
        }
    }

    fn put(&mut self, x: usize, y: usize, dark: bool) {
        self.known[y * self.size + x] = Some(dark);
        self.data[y * self.size + x] = false;
    }
}

/// What a BCH code appends: the remainder by its polynomial.
pub(super) fn remainder(word: u32, polynomial: u32) -> u32 {
    let degree = polynomial.ilog2();
    let mut rest = word;
    while rest != 0 && rest.ilog2() >= degree {
        rest ^= polynomial << (rest.ilog2() - degree);
    }
    rest
}

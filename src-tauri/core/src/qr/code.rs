//! A code that was read, and where it lies.

use crate::secret::SecretText;

/// A code that was read.
#[derive(Debug)]
pub struct Code {
    /// What it holds.
    pub text: SecretText,
    /// Where it lies in the picture.
    pub corners: Corners,
    /// What found it.
    pub pass: super::Pass,
}

/// A place in a picture, in pixels from its top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// The corners of a code, without its quiet zone: top left, top right, bottom right and bottom left
/// as the code stands, wherever they lie in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corners(pub [Point; 4]);

impl Corners {
    /// The upright box around it: left, top, right, bottom.
    #[must_use]
    pub fn bounds(&self) -> [f32; 4] {
        let fold = |of: fn(&Point) -> f32, pick: fn(f32, f32) -> f32| {
            self.0[1..].iter().map(of).fold(of(&self.0[0]), pick)
        };
        [
            fold(|p| p.x, f32::min),
            fold(|p| p.y, f32::min),
            fold(|p| p.x, f32::max),
            fold(|p| p.y, f32::max),
        ]
    }

    /// Whether a point lies in this place.
    #[must_use]
    pub fn has(&self, at: Point) -> bool {
        let sides = [(0, 1), (1, 2), (2, 3), (3, 0)].map(|(i, j)| {
            let (a, b) = (self.0[i], self.0[j]);
            (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x)
        });
        sides.iter().all(|&side| side >= 0.0) || sides.iter().all(|&side| side <= 0.0)
    }
}

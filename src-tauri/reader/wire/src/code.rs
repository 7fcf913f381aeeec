//! A code that was read, what found it, and where it lies.

use std::time::Duration;

use tessera_core::secret::SecretText;

/// A code that was read.
#[derive(Debug)]
pub struct Code {
    /// What it holds.
    pub text: SecretText,
    /// Where it lies in the picture.
    pub corners: Corners,
    /// What found it.
    pub pass: Pass,
    /// Its kind.
    pub symbology: Symbology,
}

/// A code that was read, as the side that asked is told of it.
#[derive(Debug)]
pub struct Seen {
    /// What it holds.
    pub text: SecretText,
    /// Where it lies in the picture, in pixels.
    pub corners: Corners,
    /// What found it, in one word.
    pub pass: String,
    /// Its kind.
    pub symbology: Symbology,
    /// How long after the search began.
    pub after: Duration,
    /// Its surroundings, with every code painted over.
    pub thumbnail: Thumbnail,
}

/// The kind of a code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Symbology {
    /// QR, ISO/IEC 18004.
    Qr,
    /// Micro QR, of the same standard.
    MicroQr,
    /// Rectangular Micro QR, ISO/IEC 23941.
    Rmqr,
    /// Data Matrix, ISO/IEC 16022.
    DataMatrix,
    /// Aztec, ISO/IEC 24778.
    Aztec,
}

impl Symbology {
    /// Each kind, in the order of the bytes that stand for them between the processes.
    pub(crate) const ALL: [Self; 5] =
        [Self::Qr, Self::MicroQr, Self::Rmqr, Self::DataMatrix, Self::Aztec];

    /// One word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Qr => "qr",
            Self::MicroQr => "micro_qr",
            Self::Rmqr => "rmqr",
            Self::DataMatrix => "data_matrix",
            Self::Aztec => "aztec",
        }
    }

    /// What people call a kind that is not QR; none for QR itself.
    #[must_use]
    pub const fn other(self) -> Option<&'static str> {
        match self {
            Self::Qr => None,
            Self::MicroQr => Some("Micro QR"),
            Self::Rmqr => Some("rMQR"),
            Self::DataMatrix => Some("Data Matrix"),
            Self::Aztec => Some("Aztec"),
        }
    }
}

/// What found a code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pass {
    /// The picture as it is.
    Plain,
    /// Light and dark exchanged.
    Inverse,
    /// Several pixels as one.
    Smaller,
    /// One threshold for the whole picture.
    Threshold,
    /// Softened.
    Blur,
    /// Several pixels for one.
    Larger,
    /// What is transparent on black.
    OnBlack,
    /// The colour that shows the most.
    Colour,
    /// rqrr's own detector.
    Rqrr,
    /// Our own detector.
    Modules,
}

impl Pass {
    /// One word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Inverse => "inverse",
            Self::Smaller => "smaller",
            Self::Threshold => "threshold",
            Self::Blur => "blur",
            Self::Larger => "larger",
            Self::OnBlack => "on_black",
            Self::Colour => "colour",
            Self::Rqrr => "rqrr",
            Self::Modules => "modules",
        }
    }
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

/// A coarse picture of a code's surroundings, with every code painted over: rows of red, green and
/// blue bytes, [`Thumbnail::SIDE`] pixels a side.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Thumbnail(pub Vec<u8>);

impl Thumbnail {
    /// Pixels a side.
    pub const SIDE: u32 = 96;
    /// Three bytes a pixel.
    pub const BYTES: usize = (Self::SIDE * Self::SIDE * 3) as usize;
}

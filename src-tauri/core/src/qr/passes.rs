//! The passes over a picture, cheapest first.

mod rqrr;
mod zxing;

use super::code::Code;
use super::picture::Picture;

/// What found a code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pass {
    /// The picture as it is.
    Plain,
    /// Light and dark exchanged.
    Inverse,
    /// rqrr's own detector.
    Rqrr,
}

impl Pass {
    /// One word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Inverse => "inverse",
            Self::Rqrr => "rqrr",
        }
    }
}

/// Makes the passes until time is over, and says whether it was.
pub(super) fn run(
    picture: &Picture,
    is_over: &dyn Fn() -> bool,
    found: &mut dyn FnMut(Code),
) -> bool {
    let mut seen: Vec<crate::secret::SecretText> = Vec::new();
    let mut note = |code: Code| {
        if !seen.contains(&code.text) {
            seen.push(code.text.clone());
            found(code);
        }
    };
    let grey = picture.grey();
    let mut inverse = grey.clone();
    image::imageops::invert(&mut inverse);
    zxing::codes(grey, Pass::Plain, &mut note);
    if is_over() {
        return true;
    }
    zxing::codes(&inverse, Pass::Inverse, &mut note);
    if is_over() {
        return true;
    }
    rqrr::codes(grey, Pass::Rqrr, &mut note);
    is_over()
}

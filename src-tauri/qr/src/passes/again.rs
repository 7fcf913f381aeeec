//! A piece made otherwise, for another look of the same eyes.

use super::bits::Bits;
use super::piece::Piece;
use super::search::Search;
use super::{Pass, rqrr, views, zxing};

/// Less than this a side holds no code: 21 modules.
const LEAST: u32 = 21;

/// Looks at the piece as it is. Less of the picture than before has a say in what counts as dark.
pub(super) fn nearer(piece: &Piece, search: &mut Search<'_>) {
    zxing::look(&Bits::local(&piece.grey), piece.view, [Pass::Plain, Pass::Inverse], search);
}

/// Looks at the piece with squares of `by` pixels a side as one: noise and moire go, and large
/// modules are found quicker.
pub(super) fn smaller(piece: &Piece, by: u32, search: &mut Search<'_>) {
    if piece.grey.width().min(piece.grey.height()) >= by * LEAST {
        let small = piece.shrunk(by);
        zxing::look(&Bits::local(&small.grey), small.view, [Pass::Smaller; 2], search);
    }
}

/// Looks at the piece `by` times as large a side, with a margin of paper: for patterns that touch
/// each other or the edge.
pub(super) fn larger(piece: &Piece, by: u32, search: &mut Search<'_>) {
    const MARGIN: u32 = 4;
    let padded = views::padded(&piece.grey, MARGIN, 255);
    let view = piece.view.moved(-(MARGIN as f32), -(MARGIN as f32)).scaled(1.0 / by as f32);
    zxing::look(&Bits::local(&views::enlarged(&padded, by)), view, [Pass::Larger; 2], search);
}

/// Half as high, and half as wide, where at least one pattern was seen before.
pub(super) fn squashed(piece: &Piece, search: &mut Search<'_>) {
    if search.patterns_seen() == 0 || piece.grey.width().min(piece.grey.height()) < 2 * LEAST {
        return;
    }
    for Piece { grey, view } in piece.squashed() {
        zxing::look(&Bits::local(&grey), view, [Pass::Smaller; 2], search);
    }
}

/// One threshold for all.
pub(super) fn threshold(piece: &Piece, search: &mut Search<'_>) {
    let bits = Bits::under(&piece.grey, views::otsu(&piece.grey));
    zxing::look(&bits, piece.view, [Pass::Threshold; 2], search);
}

/// The mean of nine pixels each, where at least one pattern was seen before.
pub(super) fn blur(piece: &Piece, search: &mut Search<'_>) {
    if search.patterns_seen() == 0 {
        return;
    }
    let soft = views::blurred(&piece.grey);
    zxing::look(&Bits::local(&soft), piece.view, [Pass::Blur; 2], search);
}

/// A single colour of the picture.
pub(super) fn colour(piece: &Piece, search: &mut Search<'_>) {
    zxing::look(&Bits::local(&piece.grey), piece.view, [Pass::Colour; 2], search);
}

/// rqrr's own detector.
pub(super) fn rqrr(piece: &Piece, search: &mut Search<'_>) {
    rqrr::codes(piece, search);
}

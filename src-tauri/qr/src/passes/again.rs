//! A piece made otherwise, for another look of the same eyes.

use super::bits::{Bits, CONTRAST, FAINT};
use super::piece::Piece;
use super::search::Search;
use super::{Pass, panels, rqrr, views, zxing};

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

/// Looks at the piece with squares of `by` pixels a side as one, and softened: the gaps in modules
/// that are made of letters close.
pub(super) fn closed(piece: &Piece, by: u32, search: &mut Search<'_>) {
    if piece.grey.width().min(piece.grey.height()) >= by * LEAST {
        let small = piece.shrunk(by);
        let soft = views::blurred(&views::blurred(&small.grey));
        zxing::look(&Bits::lit(&soft, CONTRAST), small.view, [Pass::Blur; 2], search);
    }
}

/// Looks at the piece `by` times as large a side, with a margin of paper: for patterns that touch
/// each other or the edge.
pub(super) fn larger(piece: &Piece, by: u32, search: &mut Search<'_>) {
    const MARGIN: u32 = 4;
    let padded = views::padded(&piece.grey, MARGIN, 255);
    let view = piece.view.moved(-(MARGIN as f32), -(MARGIN as f32)).scaled(1.0 / by as f32);
    zxing::look(&Bits::local(&views::scaled(&padded, by as f32)), view, [Pass::Larger; 2], search);
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

/// Looks at each panel of the piece on paper of its own.
pub(super) fn panels(piece: &Piece, search: &mut Search<'_>) {
    for panel in panels::of(piece) {
        if search.is_over() {
            return;
        }
        look_lit(&panel, CONTRAST, search);
    }
}

/// Looks at the piece without a say for what is flat, and for codes that are flush on their page.
pub(super) fn lit(piece: &Piece, search: &mut Search<'_>) {
    look_lit(piece, CONTRAST, search);
}

/// The same for what is so faint that it would be taken for noise.
pub(super) fn faint(piece: &Piece, search: &mut Search<'_>) {
    look_lit(piece, FAINT, search);
}

fn look_lit(piece: &Piece, contrast: u8, search: &mut Search<'_>) {
    let (bits, passes) = (Bits::lit(&piece.grey, contrast), [Pass::Plain, Pass::Inverse]);
    zxing::look(&bits, piece.view, passes, search);
    if !search.is_settled() && !search.is_over() {
        zxing::look_flush(&bits, piece.view, passes, search);
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

/// Upside down, where three patterns were seen: edges are then followed from their other ends.
pub(super) fn turned(piece: &Piece, search: &mut Search<'_>) {
    if search.patterns_seen() < 3 {
        return;
    }
    let Piece { grey, view } = piece.turned();
    zxing::look(&Bits::local(&grey), view, [Pass::Plain, Pass::Inverse], search);
}

/// A little smaller, where three patterns were seen: pixels then fall otherwise on the modules.
pub(super) fn rescaled(piece: &Piece, search: &mut Search<'_>) {
    const TO: f32 = 0.85;
    if search.patterns_seen() < 3 || piece.grey.width().min(piece.grey.height()) < 2 * LEAST {
        return;
    }
    let grey = views::scaled(&piece.grey, TO);
    zxing::look(&Bits::local(&grey), piece.view.scaled(1.0 / TO), [Pass::Smaller; 2], search);
}

/// A single colour of the picture.
pub(super) fn colour(piece: &Piece, search: &mut Search<'_>) {
    zxing::look(&Bits::local(&piece.grey), piece.view, [Pass::Colour; 2], search);
}

/// rqrr's own detector.
pub(super) fn rqrr(piece: &Piece, search: &mut Search<'_>) {
    rqrr::codes(piece, search);
}

//! rqrr: finds and decodes on its own, strong where the modules are clear.

use super::Pass;
use super::piece::Piece;
use super::search::Search;
use crate::guard;
use crate::{Code, Corners, Point, Symbology};

/// A picture with more finder patterns costs rqrr minutes: it tries them all by threes.
const MOST_CORNERS: usize = 60;
/// With fewer there is nothing for it to read.
const LEAST_CORNERS: usize = 3;

pub(super) fn codes(piece: &Piece, search: &mut Search<'_>) {
    if !(LEAST_CORNERS..=MOST_CORNERS).contains(&search.patterns_seen()) {
        return;
    }
    let mut prepared = rqrr::PreparedImage::prepare(piece.grey.clone());
    let grids = guard::contain(|| prepared.detect_grids());
    for grid in grids.unwrap_or_default() {
        if search.is_over() {
            return;
        }
        // One grid at a time: a panic in one leaves the others.
        let Some(Some((_, text))) = guard::contain(|| grid.decode().ok()) else { continue };
        let corner = |p: rqrr::Point| piece.view.out(Point { x: p.x as f32, y: p.y as f32 });
        let corners = Corners(grid.bounds.map(corner));
        search.note(Code {
            text: text.into(),
            corners,
            pass: Pass::Rqrr,
            symbology: Symbology::Qr,
        });
    }
}

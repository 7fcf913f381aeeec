//! Reads codes under a blur that is wider than a module: their finders are sought where it was taken
//! back, their modules solved for in the picture as it is.
//!
//! Of the 9 blurred pictures that were made for the corpus 6 are read; zxing-cpp reads 3.

use image::GrayImage;

use super::fit::Followed;
use super::frame::Frame;
use super::layout::Layout;
use super::piece::Piece;
use super::plane::Sums;
use super::{grid, search, symbol, triples, unblur};
use crate::{Corners, Point};

/// A blur below this, in pixels, is none.
const SHARP: f32 = 1.6;

/// Pictures over this many pixels take too long to be cleared.
const UNBLURRED: u32 = 110_000;

/// The shares of the sharpest edge's blur that are taken back, and in how many rounds: edges of
/// modules that are narrower than the blur look softer than it is.
const TRIES: [(f32, usize); 2] = [(0.6, 20), (0.8, 20)];

/// The triples of finders that are tried after each.
const TRIPLES: usize = 4;

/// The first code that can be read.
pub(super) fn read(
    picture: &GrayImage,
    sums: &Sums,
    is_over: &dyn Fn() -> bool,
) -> Option<(String, Corners)> {
    let deviation = unblur::deviation(picture);
    if deviation < SHARP {
        return None;
    }
    // Where little is sharp, little is lost.
    let step = (deviation / 2.0).max(1.0) as usize;
    let small = sums.shrunk(step);
    if small.width() * small.height() > UNBLURRED {
        return None;
    }
    for (part, rounds) in TRIES {
        if is_over() {
            return None;
        }
        let clear = unblur::unblur(&small, deviation / step as f32 * part, rounds, is_over);
        let clear_sums = Sums::of(&clear);
        let finders = search(&clear, &clear_sums, is_over);
        for triple in triples::of(&finders).into_iter().take(TRIPLES) {
            if is_over() {
                return None;
            }
            let clear = Piece::around(&clear_sums, &triple);
            let Some(corner) = Followed::follow(&clear.plane, &clear.inside(&triple)) else {
                continue;
            };
            let middles = corner.middles().map(|p| {
                let p = clear.outward(p);
                Point { x: p.x * step as f32, y: p.y * step as f32 }
            });
            let piece = Piece::around(sums, &triple.larger(step as f32));
            let code = solve(&piece, middles, corner.version());
            if code.is_some() {
                return code;
            }
        }
    }
    None
}

/// Flat, by the middles of the finders alone: their edges are not where they seem to be.
fn solve(piece: &Piece, middles: [Point; 3], version: f32) -> Option<(String, Corners)> {
    let mut near: Vec<usize> = (1..=40).filter(|&v| (v as f32 - version).abs() < 1.6).collect();
    near.sort_by(|&a, &b| (a as f32 - version).abs().total_cmp(&(b as f32 - version).abs()));
    for number in near {
        let layout = Layout::of(number)?;
        let side = layout.size as f32;
        let places = [(3.5, 3.5), (side - 3.5, 3.5), (3.5, side - 3.5)];
        let pairs: Vec<_> = places
            .into_iter()
            .zip(middles)
            .map(|((x, y), p)| (Point { x, y }, piece.inward(p), 1.0))
            .collect();
        let frame = Frame::fit(&pairs, layout.size, 1e3)?;
        let Some(modules) = grid::modules(&piece.plane, &frame, &layout) else { continue };
        if let Some(text) = symbol::text(&modules, &layout, symbol::DAMAGED) {
            let corners = layout.corners().map(|(u, v)| piece.outward(frame.at(u, v)));
            return Some((text, Corners(corners)));
        }
    }
    None
}

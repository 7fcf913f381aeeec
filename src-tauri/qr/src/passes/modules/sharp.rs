//! Reads the code that three finders may belong to, where its modules show.

use super::fit::{self, Followed};
use super::frame::Frame;
use super::layout::Layout;
use super::mesh::Mesh;
use super::piece::Piece;
use super::plane::{Plane, Sums};
use super::triples::Triple;
use super::{sample, symbol};
use crate::Corners;

/// The parts of a module that are looked at, to each side of its middle: printed modules bleed, drawn
/// ones have patterns.
const REACHES: [f32; 2] = [0.22, 0.4];

/// The most frames that are followed.
const FRAMES: usize = 2;

/// The text and the place of the code, if there is one.
pub(super) fn read(
    sums: &Sums,
    triple: &Triple,
    is_over: &dyn Fn() -> bool,
) -> Option<(String, Corners)> {
    let piece = Piece::around(sums, triple);
    let plane = &piece.plane;
    let triple = &piece.inside(triple);
    let corner = Followed::follow(plane, triple)?;
    for (layout, frame) in frames(plane, &corner) {
        let mut mesh = Mesh::flat(&frame, layout.size);
        mesh.follow(plane, &layout, is_over);
        if is_over() {
            return None;
        }
        for reach in REACHES {
            let greys = sample::greys(plane, &mesh, layout.size, reach);
            let modules = sample::modules(&greys, &layout);
            if let Some(text) = symbol::text(&modules, &layout, symbol::DAMAGED) {
                let corners = layout.corners().map(|(u, v)| piece.outward(mesh.at(u, v)));
                return Some((text, Corners(corners)));
            }
        }
    }
    None
}

/// The least agreement with the timing patterns and the finders together: a right frame has nearly 2,
/// one in a text half of that.
const CONVINCING: f32 = 1.4;

/// The versions that fit the timing patterns best, each with its frame.
fn frames(plane: &Plane, corner: &Followed) -> Vec<(Layout, Frame)> {
    let version = corner.version();
    let off = 1.3 + version.abs() / 10.0;
    let from = (version - off).ceil().max(1.0) as usize;
    let to = (version + off).floor().clamp(0.0, 40.0) as usize;
    let mut frames: Vec<(f32, Layout, Frame)> = (from..=to)
        .filter_map(Layout::of)
        .filter_map(|layout| {
            let frame = Frame::fit(&corner.pairs(layout.size), layout.size, 1e-3)?;
            Some((fit::timing(plane, &frame, &layout), layout, frame))
        })
        .collect();
    frames.sort_by(|a, b| b.0.total_cmp(&a.0));
    frames.retain(|(fits, ..)| fits + corner.likeness() > CONVINCING);
    frames.into_iter().take(FRAMES).map(|(_, layout, frame)| (layout, frame)).collect()
}

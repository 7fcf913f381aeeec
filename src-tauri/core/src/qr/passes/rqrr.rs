//! rqrr: finds and decodes on its own, strong where the modules are clear.

use image::GrayImage;

use super::Pass;
use crate::qr::code::{Code, Corners, Point};
use crate::qr::guard;

pub(super) fn codes(picture: &GrayImage, pass: Pass, found: &mut dyn FnMut(Code)) {
    let mut prepared = rqrr::PreparedImage::prepare(picture.clone());
    let grids = guard::contain(|| prepared.detect_grids());
    for grid in grids.unwrap_or_default() {
        // One grid at a time: a panic in one leaves the others.
        let Some(Some((_, text))) = guard::contain(|| grid.decode().ok()) else { continue };
        let corners = grid.bounds.map(|p| Point { x: p.x as f32, y: p.y as f32 });
        found(Code { text: text.into(), corners: Corners(corners), pass });
    }
}

//! A picture or a part of it, and where its pixels lie in the picture.

use image::{GrayImage, imageops};

use super::search::Triple;
use crate::qr::code::Point;

/// Grey pixels to look at.
pub(super) struct Piece {
    pub(super) grey: GrayImage,
    pub(super) view: View,
}

/// Where pixels of what is looked at lie in the picture.
#[derive(Clone, Copy)]
pub(super) struct View {
    left: f32,
    top: f32,
    /// Pixels of the picture to one of the view.
    scale: f32,
}

impl View {
    /// All of the picture, as large as it is.
    pub(super) const WHOLE: Self = Self { left: 0.0, top: 0.0, scale: 1.0 };

    /// From the view into the picture.
    pub(super) fn out(self, p: Point) -> Point {
        Point { x: p.x * self.scale + self.left, y: p.y * self.scale + self.top }
    }

    /// Three patterns of the picture, in the view.
    fn inward(self, triple: &Triple) -> Triple {
        let inward = |p: Point| Point {
            x: (p.x - self.left) / self.scale,
            y: (p.y - self.top) / self.scale,
        };
        Triple { centres: triple.centres.map(inward), size: triple.size / self.scale }
    }

    /// A length in the view, in pixels of the picture.
    pub(super) fn long(self, length: f32) -> f32 {
        length * self.scale
    }

    /// The same after so many pixels to one.
    pub(super) fn scaled(self, by: f32) -> Self {
        Self { scale: self.scale * by, ..self }
    }

    /// The same after the origin has moved so far.
    pub(super) fn moved(self, x: f32, y: f32) -> Self {
        let Point { x: left, y: top } = self.out(Point { x, y });
        Self { left, top, ..self }
    }
}

impl Piece {
    /// What lies around three patterns, with room for what perspective makes of the fourth corner.
    pub(super) fn around(&self, triple: &Triple) -> Self {
        let grey = &self.grey;
        let triple = &self.view.inward(triple);
        let [left, top, right, bottom] = triple.bounds();
        let margin = (0.15 * (right - left).max(bottom - top)).max(2.0 * triple.size);
        let within = |at: f32, most: u32| (at.max(0.0) as u32).min(most);
        let (width, height) = grey.dimensions();
        let (x, y) = (within(left - margin, width - 1), within(top - margin, height - 1));
        let (to_x, to_y) = (within(right + margin, width), within(bottom + margin, height));
        let size = (to_x.saturating_sub(x).max(1), to_y.saturating_sub(y).max(1));
        let cut = imageops::crop_imm(grey, x, y, size.0, size.1).to_image();
        Self { grey: cut, view: self.view.moved(x as f32, y as f32) }
    }

    pub(super) fn area(&self) -> usize {
        self.grey.as_raw().len()
    }

    /// Every so many pixels a side as one.
    pub(super) fn shrunk(&self, by: u32) -> Self {
        Self { grey: super::views::shrunk(&self.grey, by), view: self.view.scaled(by as f32) }
    }

    /// At most so many pixels.
    pub(super) fn at_most(&self, area: usize) -> Option<Self> {
        let by = (1..).find(|by| self.area() / (by * by) <= area)?;
        (by > 1).then(|| self.shrunk(by as u32))
    }
}

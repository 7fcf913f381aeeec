//! A picture or a part of it, and where its pixels lie in the picture.

use image::GrayImage;

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
    /// What lies around three patterns, with room for what perspective makes of the fourth corner;
    /// none where that is most of this piece, or more than so many pixels.
    pub(super) fn around(&self, triple: &Triple, most: usize) -> Option<Self> {
        let triple = &self.view.inward(triple);
        let [left, top, right, bottom] = triple.bounds();
        let margin = (0.15 * (right - left).max(bottom - top)).max(2.0 * triple.size);
        let range = |from: f32, to: f32, side: u32| {
            let from = ((from - margin).max(0.0) as u32).min(side - 1);
            from as usize..((to + margin) as u32).clamp(from + 1, side) as usize
        };
        let (columns, rows) =
            (range(left, right, self.grey.width()), range(top, bottom, self.grey.height()));
        let area = columns.len() * rows.len();
        if area > most || area >= self.area() / 2 {
            return None;
        }
        let lines = self.grey.as_raw().chunks_exact(self.grey.width() as usize);
        let lines = lines.skip(rows.start).take(rows.len());
        let values = lines.flat_map(|line| &line[columns.clone()]).copied().collect();
        let grey = GrayImage::from_raw(columns.len() as u32, rows.len() as u32, values)?;
        let view = self.view.moved(columns.start as f32, rows.start as f32);
        Some(Self { grey, view })
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

//! A picture or a part of it, and where its pixels lie in the picture.

use image::GrayImage;

use crate::Point;

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
    /// Pixels of the picture to one of the view, across and down.
    scale: [f32; 2],
}

impl View {
    /// All of the picture, as large as it is.
    pub(super) const WHOLE: Self = Self { left: 0.0, top: 0.0, scale: [1.0; 2] };

    /// From the view into the picture.
    pub(super) fn out(self, p: Point) -> Point {
        let [across, down] = self.scale;
        Point { x: p.x * across + self.left, y: p.y * down + self.top }
    }

    /// From the picture into the view.
    fn inward(self, p: Point) -> Point {
        let [across, down] = self.scale;
        Point { x: (p.x - self.left) / across, y: (p.y - self.top) / down }
    }

    /// A length in the view, in pixels of the picture.
    pub(super) fn long(self, length: f32) -> f32 {
        length * self.scale[0].abs().max(self.scale[1].abs())
    }

    /// This view after making `by` pixels one, across and down.
    pub(super) fn scaled(self, by: f32) -> Self {
        self.stretched([by; 2])
    }

    /// This view after making `across` pixels one horizontally, and `down` pixels one vertically.
    fn stretched(self, [across, down]: [f32; 2]) -> Self {
        Self { scale: [self.scale[0] * across, self.scale[1] * down], ..self }
    }

    /// This view after moving its origin by `x` and `y`, in pixels of the view.
    pub(super) fn moved(self, x: f32, y: f32) -> Self {
        let Point { x: left, y: top } = self.out(Point { x, y });
        Self { left, top, ..self }
    }
}

impl Piece {
    /// What lies in an upright box of the picture: left, top, right, bottom. None where that is most
    /// of this piece, or more than so many pixels.
    pub(super) fn within(&self, [left, top, right, bottom]: [f32; 4], most: usize) -> Option<Self> {
        let from = self.view.inward(Point { x: left, y: top });
        let to = self.view.inward(Point { x: right, y: bottom });
        let range = |from: f32, to: f32, side: u32| {
            let from = (from.max(0.0) as u32).min(side - 1);
            from as usize..(to as u32).clamp(from + 1, side) as usize
        };
        let (columns, rows) =
            (range(from.x, to.x, self.grey.width()), range(from.y, to.y, self.grey.height()));
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

    /// The piece with every square of `by` pixels a side as one pixel.
    pub(super) fn shrunk(&self, by: u32) -> Self {
        Self { grey: super::views::shrunk(&self.grey, by), view: self.view.scaled(by as f32) }
    }

    /// Two rows as one, and two columns as one: what is seen from the side is as high as wide again.
    pub(super) fn squashed(&self) -> [Self; 2] {
        [
            Self {
                grey: super::views::half_as_high(&self.grey),
                view: self.view.stretched([1.0, 2.0]),
            },
            Self {
                grey: super::views::half_as_wide(&self.grey),
                view: self.view.stretched([2.0, 1.0]),
            },
        ]
    }

    /// The piece upside down.
    pub(super) fn turned(&self) -> Self {
        let (width, height) = (self.grey.width() as f32, self.grey.height() as f32);
        let view = self.view.moved(width, height).stretched([-1.0, -1.0]);
        Self { grey: image::imageops::rotate180(&self.grey), view }
    }

    /// The piece made smaller until it has at most `area` pixels. None where it has no more than
    /// that.
    pub(super) fn at_most(&self, area: usize) -> Option<Self> {
        let by = (1..).find(|by| self.area() / (by * by) <= area)?;
        (by > 1).then(|| self.shrunk(by as u32))
    }
}

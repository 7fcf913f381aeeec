//! Grey values that can be asked for anywhere, and sums over boxes of them in constant time.

use image::{GrayImage, Luma};

use crate::qr::code::Point;

/// A part of a picture as floating grey values; the centre of its first pixel lies at (0.5, 0.5).
pub(super) struct Plane {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

impl Plane {
    /// The picture from `from` on, so many pixels wide and high, each the mean of a square of
    /// `step` pixels, turned over unless it is dark on light. Outside, the border goes on.
    pub(super) fn cut(
        sums: &Sums,
        from: (i64, i64),
        (width, height): (usize, usize),
        step: usize,
        dark_on_light: bool,
    ) -> Self {
        let step = step.max(1) as i64;
        let at = |i: usize, from: i64, len: usize| {
            let first = (from + i as i64 * step).clamp(0, len as i64 - 1);
            (first as usize, (first + step).min(len as i64) as usize)
        };
        let mut values = Vec::with_capacity(width * height);
        for j in 0..height {
            let (top, bottom) = at(j, from.1, sums.height);
            for i in 0..width {
                let (left, right) = at(i, from.0, sums.width);
                let area = (right - left) * (bottom - top);
                let mean = sums.sum(left, top, right, bottom) as f32 / area as f32;
                values.push(if dark_on_light { mean } else { 255.0 - mean });
            }
        }
        Self { width, height, values }
    }

    /// The value at a place, bilinear between pixel centres; outside, that of the border.
    pub(super) fn at(&self, p: Point) -> f32 {
        let x = (p.x - 0.5).clamp(0.0, self.width as f32 - 1.001);
        let y = (p.y - 0.5).clamp(0.0, self.height as f32 - 1.001);
        let (i, j) = (x as usize, y as usize);
        let (u, v) = (x - i as f32, y - j as f32);
        let first = j * self.width + i;
        let pair = |k: usize| match self.values.get(k..k + 2) {
            Some(&[left, right]) => left + (right - left) * u,
            _ => 0.0,
        };
        let (above, below) = (pair(first), pair(first + self.width));
        above + (below - above) * v
    }
}

/// Sums of grey values and of their squares over every box from the top left.
pub(super) struct Sums {
    pub(super) width: usize,
    pub(super) height: usize,
    sums: Vec<u32>,
    squares: Vec<u64>,
}

impl Sums {
    pub(super) fn of(picture: &GrayImage) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let stride = width + 1;
        let mut sums = vec![0_u32; stride * (height + 1)];
        let mut squares = vec![0_u64; stride * (height + 1)];
        for (j, row) in picture.as_raw().chunks_exact(width.max(1)).enumerate() {
            let (mut sum, mut square) = (0_u32, 0_u64);
            let (above, here) = (j * stride, (j + 1) * stride);
            for (i, &value) in row.iter().enumerate() {
                sum = sum.wrapping_add(u32::from(value));
                square += u64::from(value) * u64::from(value);
                sums[here + i + 1] = sums[above + i + 1].wrapping_add(sum);
                squares[here + i + 1] = squares[above + i + 1] + square;
            }
        }
        Self { width, height, sums, squares }
    }

    /// The standard deviation of all values.
    pub(super) fn deviation(&self) -> f32 {
        let area = (self.width * self.height).max(1) as f64;
        let row = |y: usize| f64::from(self.sum(0, y, self.width, y + 1));
        let mean = (0..self.height).map(row).sum::<f64>() / area;
        let squares = self.square_sum(0, 0, self.width, self.height) as f64 / area;
        (squares - mean * mean).max(0.0).sqrt() as f32
    }

    /// The picture with a pixel for each square of `step` pixels.
    pub(super) fn shrunk(&self, step: usize) -> GrayImage {
        let area = (step * step).max(1) as u32;
        let side = |length: usize| (length / step.max(1)) as u32;
        GrayImage::from_fn(side(self.width), side(self.height), |i, j| {
            let (x, y) = (i as usize * step, j as usize * step);
            Luma([(self.sum(x, y, x + step, y + step) / area) as u8])
        })
    }

    /// The sum over columns `left..right` and rows `top..bottom`, right also where the sums over
    /// everything wrapped. The box must lie inside.
    pub(super) fn sum(&self, left: usize, top: usize, right: usize, bottom: usize) -> u32 {
        let (above, below) = (top * (self.width + 1), bottom * (self.width + 1));
        let s = &self.sums;
        s[below + right]
            .wrapping_sub(s[below + left])
            .wrapping_sub(s[above + right])
            .wrapping_add(s[above + left])
    }

    /// The same of the squares.
    pub(super) fn square_sum(&self, left: usize, top: usize, right: usize, bottom: usize) -> u64 {
        let (above, below) = (top * (self.width + 1), bottom * (self.width + 1));
        let s = &self.squares;
        s[below + right] + s[above + left] - s[below + left] - s[above + right]
    }
}

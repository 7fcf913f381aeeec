//! Grey values that can be asked for anywhere, and sums over boxes of them in constant time.

use std::ops::Range;

use image::GrayImage;

use crate::Point;

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

/// Sums of grey values and of their squares over every box.
pub(super) struct Sums {
    pub(super) width: usize,
    pub(super) height: usize,
    /// The standard deviation of all values.
    pub(super) deviation: f32,
    pub(super) values: Table,
    pub(super) squares: Table,
}

impl Sums {
    pub(super) fn of(picture: &GrayImage) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let (mut values, mut squares) = (Table::new(width, height), Table::new(width, height));
        let (mut sum, mut square) = (0_u64, 0_u64);
        for (j, row) in picture.as_raw().chunks_exact(width.max(1)).enumerate() {
            sum += u64::from(values.add(j, row.iter().map(|&v| u32::from(v))));
            square += u64::from(squares.add(j, row.iter().map(|&v| u32::from(v) * u32::from(v))));
        }
        let area = (width * height).max(1) as f64;
        let (mean, squared) = (sum as f64 / area, square as f64 / area);
        let deviation = (squared - mean * mean).max(0.0).sqrt() as f32;
        Self { width, height, deviation, values, squares }
    }

    /// The picture with a pixel for each square of `step` pixels.
    pub(super) fn shrunk(&self, step: usize) -> GrayImage {
        let step = step.max(1);
        let area = (step * step) as u32;
        let side = |length: usize| (length / step) as u32;
        let (width, height) = (side(self.width), side(self.height));
        let mut small = Vec::with_capacity(width as usize * height as usize);
        let mut columns = vec![0_u32; self.values.stride];
        for j in 0..height as usize {
            self.values.columns(j * step, (j + 1) * step, &mut columns);
            let (left, right) = (columns.iter().step_by(step), columns.iter().skip(step));
            let sums = left.zip(right.step_by(step)).map(|(left, right)| right.wrapping_sub(*left));
            small.extend(sums.map(|sum| (sum / area) as u8));
        }
        GrayImage::from_raw(width, height, small).unwrap_or_default()
    }

    /// The sum of grey values over columns `left..right` and rows `top..bottom`.
    pub(super) fn sum(&self, left: usize, top: usize, right: usize, bottom: usize) -> u32 {
        self.values.sum(left, top, right, bottom)
    }
}

/// Sums over every box from the top left. They wrap; the sum over a box is right as long as it fits.
pub(super) struct Table {
    stride: usize,
    sums: Vec<u32>,
}

impl Table {
    fn new(width: usize, height: usize) -> Self {
        Self { stride: width + 1, sums: vec![0; (width + 1) * (height + 1)] }
    }

    /// Takes the next row, and gives its sum.
    fn add(&mut self, y: usize, row: impl Iterator<Item = u32>) -> u32 {
        let (above, here) = self.sums[y * self.stride..].split_at_mut(self.stride);
        let mut sum = 0_u32;
        for ((value, above), here) in row.zip(&above[1..]).zip(&mut here[1..]) {
            sum = sum.wrapping_add(value);
            *here = above.wrapping_add(sum);
        }
        sum
    }

    /// The sum over columns `left..right` and rows `top..bottom`. The box must lie inside.
    pub(super) fn sum(&self, left: usize, top: usize, right: usize, bottom: usize) -> u32 {
        let (above, below) = (top * self.stride, bottom * self.stride);
        let s = &self.sums;
        s[below + right]
            .wrapping_sub(s[below + left])
            .wrapping_sub(s[above + right])
            .wrapping_add(s[above + left])
    }

    /// The sums over rows `top..bottom` and all columns before each, which may wrap.
    fn columns(&self, top: usize, bottom: usize, out: &mut [u32]) {
        let row = |y: usize| &self.sums[y * self.stride..][..self.stride];
        for ((out, above), below) in out.iter_mut().zip(row(top)).zip(row(bottom)) {
            *out = below.wrapping_sub(*above);
        }
    }

    /// The sums over squares of this side, in pixels, with their top left corners at `columns` of
    /// the row `top`: many at once are much quicker than one by one.
    pub(super) fn squares(
        &self,
        columns: Range<usize>,
        top: usize,
        side: usize,
    ) -> impl Iterator<Item = u32> + '_ {
        self.boxes(columns, side, top..top + side)
    }

    /// The sums over boxes of this width, in pixels, that all cover the same rows and begin at
    /// `columns`.
    pub(super) fn boxes(
        &self,
        columns: Range<usize>,
        width: usize,
        rows: Range<usize>,
    ) -> impl Iterator<Item = u32> + '_ {
        let corners = |y: usize| {
            let row = &self.sums[y * self.stride..];
            row[columns.clone()].iter().zip(&row[columns.start + width..columns.end + width])
        };
        let sum = |((a, b), (c, d)): ((&u32, &u32), (&u32, &u32))| {
            d.wrapping_sub(*c).wrapping_sub(*b).wrapping_add(*a)
        };
        corners(rows.start).zip(corners(rows.end)).map(sum)
    }
}

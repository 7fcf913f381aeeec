//! The picture made smaller, larger or softer, for the passes that look again.

use image::{GrayImage, imageops};

/// The picture with every square of `by` pixels a side as one pixel, their mean.
pub(super) fn shrunk(grey: &GrayImage, by: u32) -> GrayImage {
    let (width, height) = ((grey.width() / by).max(1), (grey.height() / by).max(1));
    if grey.width() < by || grey.height() < by {
        return grey.clone();
    }
    let mut small = Vec::with_capacity((width * height) as usize);
    let mut sums = vec![0_u32; grey.width() as usize];
    for rows in grey.as_raw().chunks_exact(sums.len() * by as usize) {
        // Whole rows first: that is quick.
        sums.fill(0);
        for row in rows.chunks_exact(sums.len()) {
            add(&mut sums, row);
        }
        match by {
            2 => small.extend(means::<2>(&sums)),
            3 => small.extend(means::<3>(&sums)),
            4 => small.extend(means::<4>(&sums)),
            _ => small.extend(sums.chunks_exact(by as usize).map(|sums| mean(sums, by))),
        }
    }
    GrayImage::from_raw(width, height, small).unwrap_or_default()
}

/// The means of squares of `BY` pixels a side, from the sums of their columns: as `BY` is known to
/// the compiler, it takes many at once.
fn means<const BY: usize>(sums: &[u32]) -> impl Iterator<Item = u8> + '_ {
    sums.as_chunks::<BY>().0.iter().map(|sums| mean(sums, BY as u32))
}

fn mean(sums: &[u32], by: u32) -> u8 {
    let area = by * by;
    ((sums.iter().sum::<u32>() + area / 2) / area) as u8
}

/// Each pixel the mean of two that lie above each other.
pub(super) fn half_as_high(grey: &GrayImage) -> GrayImage {
    let width = grey.width() as usize;
    let mut flat = Vec::with_capacity(grey.as_raw().len() / 2);
    for rows in grey.as_raw().chunks_exact(2 * width.max(1)) {
        let (above, below) = rows.split_at(width);
        flat.extend(above.iter().zip(below).map(|(&a, &b)| a.midpoint(b)));
    }
    GrayImage::from_raw(grey.width(), grey.height() / 2, flat).unwrap_or_default()
}

/// Each pixel the mean of two that lie beside each other.
pub(super) fn half_as_wide(grey: &GrayImage) -> GrayImage {
    let mut narrow = Vec::with_capacity(grey.as_raw().len() / 2);
    for row in grey.as_raw().chunks_exact(grey.width().max(1) as usize) {
        narrow.extend(row.as_chunks::<2>().0.iter().map(|[a, b]| a.midpoint(*b)));
    }
    GrayImage::from_raw(grey.width() / 2, grey.height(), narrow).unwrap_or_default()
}

/// The picture `by` times as large a side, the values between those it has on straight lines.
pub(super) fn scaled(grey: &GrayImage, by: f32) -> GrayImage {
    let [width, height] = [grey.width(), grey.height()].map(|side| (side as f32 * by) as u32);
    let across = between(grey.width(), width, by);
    let line = |y: usize| {
        let row = &grey.as_raw()[y * grey.width() as usize..][..grey.width() as usize];
        let value = |&(i, j, part): &(usize, usize, u16)| {
            u16::from(row[i]) * (64 - part) + u16::from(row[j]) * part
        };
        across.iter().map(value).collect::<Vec<u16>>()
    };
    let mut large = Vec::with_capacity(width as usize * height as usize);
    let (mut above, mut below) = ((usize::MAX, Vec::new()), (usize::MAX, Vec::new()));
    for (i, j, part) in between(grey.height(), height, by) {
        if above.0 != i {
            above = if below.0 == i { below.clone() } else { (i, line(i)) };
        }
        if below.0 != j {
            below = (j, line(j));
        }
        let part = u32::from(part);
        let mixed = above.1.iter().zip(&below.1);
        large.extend(mixed.map(|(&a, &b)| {
            ((u32::from(a) * (64 - part) + u32::from(b) * part + 2_048) >> 12) as u8
        }));
    }
    GrayImage::from_raw(width, height, large).unwrap_or_default()
}

/// For each place along a side `to` long, `by` times as long as before: the two values it lies between,
/// and how much it has of the second, in parts of 64.
fn between(side: u32, to: u32, by: f32) -> Vec<(usize, usize, u16)> {
    let last = (side.max(1) - 1) as f32;
    let place = |i: u32| {
        let at = ((i as f32 + 0.5) / by - 0.5).clamp(0.0, last);
        let first = at as usize;
        let second = (first + 1).min(last as usize);
        (first, second, ((at - first as f32) * 64.0).round() as u16)
    };
    (0..to).map(place).collect()
}

/// Each pixel the mean of the nine around it; at the edge, of those that are there and some twice.
pub(super) fn blurred(grey: &GrayImage) -> GrayImage {
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let row = |y: usize| &grey.as_raw()[y * width..(y + 1) * width];
    let mut soft = Vec::with_capacity(width * height);
    // A column more on either side.
    let mut sums = vec![0_u32; width + 2];
    for y in 0..height {
        sums.fill(0);
        for y in [y.saturating_sub(1), y, (y + 1).min(height - 1)] {
            add(&mut sums[1..=width], row(y));
        }
        (sums[0], sums[width + 1]) = (sums[1], sums[width]);
        soft.extend(sums.windows(3).map(|three| (three.iter().sum::<u32>() / 9) as u8));
    }
    GrayImage::from_raw(grey.width(), grey.height(), soft).unwrap_or_default()
}

fn add(sums: &mut [u32], row: &[u8]) {
    for (sum, &pixel) in sums.iter_mut().zip(row) {
        *sum += u32::from(pixel);
    }
}

/// Paper of so many pixels on every side, in the given grey.
pub(super) fn padded(grey: &GrayImage, margin: u32, paper: u8) -> GrayImage {
    let (width, height) = (grey.width() + 2 * margin, grey.height() + 2 * margin);
    let mut page = GrayImage::from_pixel(width, height, image::Luma([paper]));
    imageops::replace(&mut page, grey, i64::from(margin), i64::from(margin));
    page
}

/// Whether a program drew the picture: most pixels are like the one beside them, as no camera makes
/// them.
pub(super) fn is_drawn(grey: &GrayImage) -> bool {
    // A sample says it well enough.
    const APART: usize = 16;
    let (mut alike, mut all) = (0, 0);
    for row in grey.as_raw().chunks_exact(grey.width().max(1) as usize).step_by(APART) {
        alike += row.iter().zip(&row[1..]).filter(|(one, other)| one == other).count();
        all += row.len();
    }
    2 * alike > all
}

/// The threshold that parts dark from light with the least spread on both sides (Otsu 1979).
pub(super) fn otsu(grey: &GrayImage) -> u8 {
    let counts = counts(grey.as_raw());
    let pixels: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    let weight = |(count, value): (&u32, f64)| f64::from(*count) * value;
    let values = || (0..256).map(f64::from);
    let whole: f64 = counts.iter().zip(values()).map(weight).sum();
    let (mut below, mut sum, mut best, mut threshold) = (0.0, 0.0, 0.0, 127);
    for ((value, &count), weight) in (0_u8..255).zip(&counts).zip(values()) {
        below += f64::from(count);
        sum += f64::from(count) * weight;
        if below == 0.0 || below == pixels {
            continue;
        }
        let apart = sum / below - (whole - sum) / (pixels - below);
        let between = below * (pixels - below) * apart * apart;
        if between > best {
            (best, threshold) = (between, value);
        }
    }
    threshold
}

/// How often each value is there.
fn counts(values: &[u8]) -> [u32; 256] {
    // Neighbours are often alike, and a sum that was just stored takes long to fetch.
    let mut parts = [[0_u32; 256]; 4];
    for four in values.chunks(4) {
        for (counts, &value) in parts.iter_mut().zip(four) {
            counts[usize::from(value)] += 1;
        }
    }
    std::array::from_fn(|value| parts.iter().map(|counts| counts[value]).sum())
}

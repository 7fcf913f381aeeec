//! Takes a blur back: Richardson and Lucy's iteration, `x <- x * G(y / G x)` with a Gauss `G`.
//!
//! It keeps light between nothing and all there is, which is what brings back modules that are
//! narrower than the blur: a linear inverse would drown them in noise.

use image::GrayImage;

/// The picture as it was before a Gauss of this deviation, in pixels, went over it.
pub(super) fn unblur(
    picture: &GrayImage,
    deviation: f32,
    rounds: usize,
    is_over: &dyn Fn() -> bool,
) -> GrayImage {
    let size = (picture.width() as usize, picture.height() as usize);
    let kernel = gauss(deviation);
    let seen: Vec<f32> = picture.as_raw().iter().map(|&v| f32::from(v) + 1.0).collect();
    let mut guess = seen.clone();
    for _ in 0..rounds {
        if is_over() {
            break;
        }
        let mut ratio = blurred(&guess, size, &kernel);
        for (ratio, seen) in ratio.iter_mut().zip(&seen) {
            *ratio = seen / ratio.max(0.01);
        }
        let ratio = blurred(&ratio, size, &kernel);
        for (guess, ratio) in guess.iter_mut().zip(&ratio) {
            *guess = (*guess * ratio).clamp(0.01, 256.0);
        }
    }
    let bytes = guess.iter().map(|v| (v - 1.0).clamp(0.0, 255.0) as u8).collect();
    GrayImage::from_raw(picture.width(), picture.height(), bytes).unwrap_or_default()
}

/// The deviation of the blur that the sharpest edge has, in pixels: an edge of height `h` under a
/// Gauss rises by `h / (deviation * sqrt(2 pi))` a pixel where it is steepest.
pub(super) fn deviation(picture: &GrayImage) -> f32 {
    let width = picture.width().max(1) as usize;
    let values = picture.as_raw();
    let (mut steps, mut levels) = ([0_usize; 256], [0_usize; 256]);
    for row in values.chunks_exact(width) {
        for pair in row.windows(2) {
            steps[usize::from(pair[0].abs_diff(pair[1]))] += 1;
            levels[usize::from(pair[0])] += 1;
        }
    }
    let quantile = |counts: &[usize; 256], part: f32| {
        let all: usize = counts.iter().sum();
        let mut rest = (all as f32 * part) as usize;
        counts
            .iter()
            .position(|&n| {
                n > rest || {
                    rest -= n;
                    false
                }
            })
            .unwrap_or(255) as f32
    };
    let height = quantile(&levels, 0.99) - quantile(&levels, 0.01);
    height / (quantile(&steps, 0.995).max(1.0) * std::f32::consts::TAU.sqrt())
}

/// Half of the kernel, from its middle on.
fn gauss(deviation: f32) -> Vec<f32> {
    let reach = (2.5 * deviation).ceil() as usize;
    let weight = |i: usize| (-0.5 * (i as f32 / deviation).powi(2)).exp();
    let all = (1..=reach).map(weight).sum::<f32>() * 2.0 + 1.0;
    (0..=reach).map(|i| weight(i) / all).collect()
}

/// Along the rows, then along the columns.
fn blurred(values: &[f32], (width, height): (usize, usize), kernel: &[f32]) -> Vec<f32> {
    let reach = kernel.len() - 1;
    let mut rows = vec![0.0; values.len()];
    let mut padded = vec![0.0_f32; width + 2 * reach];
    for (row, out) in values.chunks_exact(width).zip(rows.chunks_exact_mut(width)) {
        for (i, value) in padded.iter_mut().enumerate() {
            *value = row[i.saturating_sub(reach).min(width - 1)];
        }
        for (i, out) in out.iter_mut().enumerate() {
            *out = kernel[0] * padded[i + reach];
        }
        for (k, weight) in kernel.iter().enumerate().skip(1) {
            let (left, right) = (&padded[reach - k..], &padded[reach + k..]);
            for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
                *out += weight * (left + right);
            }
        }
    }
    let mut columns = vec![0.0; values.len()];
    let row = |j: i64| {
        let j = j.clamp(0, height as i64 - 1) as usize;
        &rows[j * width..(j + 1) * width]
    };
    for (j, out) in columns.chunks_exact_mut(width).enumerate() {
        for (out, value) in out.iter_mut().zip(row(j as i64)) {
            *out = kernel[0] * value;
        }
        for (k, weight) in kernel.iter().enumerate().skip(1) {
            let (above, below) = (row(j as i64 - k as i64), row(j as i64 + k as i64));
            for ((out, above), below) in out.iter_mut().zip(above).zip(below) {
                *out += weight * (above + below);
            }
        }
    }
    columns
}

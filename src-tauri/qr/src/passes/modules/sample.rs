//! The grey value of each module, and from it dark or light by its surroundings.

use super::layout::Layout;
use super::mesh::Mesh;
use super::plane::Plane;
use super::symbol::Modules;
use crate::Point;

/// The mean of each module over its inner part, `reach` of a module to each side.
pub(super) fn greys(plane: &Plane, mesh: &Mesh<'_>, size: usize, reach: f32) -> Vec<f32> {
    let mut greys = Vec::with_capacity(size * size);
    for y in 0..size {
        for x in 0..size {
            greys.push(grey(plane, mesh, x as f32 + 0.5, y as f32 + 0.5, reach));
        }
    }
    greys
}

pub(super) fn grey(plane: &Plane, mesh: &Mesh<'_>, u: f32, v: f32, reach: f32) -> f32 {
    let middle = mesh.at(u, v);
    if reach == 0.0 {
        return plane.at(middle);
    }
    let (right, down) = (mesh.at(u + reach, v), mesh.at(u, v + reach));
    let right = Point { x: right.x - middle.x, y: right.y - middle.y };
    let down = Point { x: down.x - middle.x, y: down.y - middle.y };
    let mut sum = 0.0;
    for j in [-1.0_f32, 0.0, 1.0] {
        for i in [-1.0_f32, 0.0, 1.0] {
            sum += plane.at(Point {
                x: middle.x + right.x * i + down.x * j,
                y: middle.y + right.y * i + down.y * j,
            });
        }
    }
    sum / 9.0
}

/// Modules on each side that make a module's surroundings.
const SURROUNDINGS: usize = 5;

/// Dark and light by the middle between the means of the darker and the lighter surroundings.
pub(super) fn modules(greys: &[f32], layout: &Layout) -> Modules {
    let size = layout.size;
    let [low, high] = range(greys, layout);
    let clamped: Vec<f32> = greys.iter().map(|g| g.clamp(low, high)).collect();
    let greys = &clamped[..];
    let mut middle = means(greys, size, |_, _| true);
    let mut half = vec![1.0_f32; greys.len()];
    for _ in 0..3 {
        let before = middle.clone();
        let dark = means(greys, size, |k, s| s <= before[k]);
        let light = means(greys, size, |k, s| s > before[k]);
        for k in 0..greys.len() {
            middle[k] = (dark[k] + light[k]) / 2.0;
            half[k] = ((light[k] - dark[k]) / 2.0).max(1.0);
        }
    }
    let values = (0..greys.len()).map(|k| ((middle[k] - greys[k]) / half[k]).clamp(-1.5, 1.5));
    Modules { size, values: values.collect() }
}

/// What a module may be: as the known ones are, and half their contrast beyond. A logo in the middle
/// would else be the light that its surroundings are measured by.
fn range(greys: &[f32], layout: &Layout) -> [f32; 2] {
    let mut sums = [(0.0_f32, 0.0_f32); 2];
    for (k, grey) in greys.iter().enumerate() {
        if let Some(dark) = layout.known(k % layout.size, k / layout.size) {
            let (sum, n) = &mut sums[usize::from(!dark)];
            *sum += grey;
            *n += 1.0;
        }
    }
    let [dark, light] = sums.map(|(sum, n)| sum / n.max(1.0));
    let beyond = (light - dark).abs() * 0.5;
    [dark.min(light) - beyond, light.max(dark) + beyond]
}

/// The mean over the surroundings of each module, of those that count; of all where none does.
fn means(greys: &[f32], size: usize, counts: impl Fn(usize, f32) -> bool) -> Vec<f32> {
    let stride = size + 1;
    let mut sums = vec![(0.0_f64, 0_u32); stride * stride];
    for y in 0..size {
        let mut row = (0.0_f64, 0_u32);
        for x in 0..size {
            let k = y * size + x;
            if counts(k, greys[k]) {
                row = (row.0 + f64::from(greys[k]), row.1 + 1);
            }
            let above = sums[y * stride + x + 1];
            sums[(y + 1) * stride + x + 1] = (above.0 + row.0, above.1 + row.1);
        }
    }
    let all = sums[stride * stride - 1];
    let overall = all.0 / f64::from(all.1.max(1));
    let around = |at: usize| (at.saturating_sub(SURROUNDINGS), (at + SURROUNDINGS + 1).min(size));
    let mut means = Vec::with_capacity(greys.len());
    for y in 0..size {
        let (top, bottom) = around(y);
        for x in 0..size {
            let (left, right) = around(x);
            let [a, b, c, d] = [(bottom, right), (bottom, left), (top, right), (top, left)]
                .map(|(j, i)| sums[j * stride + i]);
            let n = a.1 + d.1 - b.1 - c.1;
            let sum = a.0 - b.0 - c.0 + d.0;
            means.push(if n == 0 { overall } else { sum / f64::from(n) } as f32);
        }
    }
    means
}

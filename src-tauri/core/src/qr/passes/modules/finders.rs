//! Places that look like a finder pattern, on the grey picture itself.
//!
//! A finder (ISO/IEC 18004, 6.3.3) is a dark square of 7 modules with a light ring in it and a dark
//! square of 3. For a box of that size the normalised correlation with it is
//! `(mean of the dark part - mean of the light ring) * sqrt(p (1 - p)) / deviation`, `p = 33/49`,
//! which sums over boxes give in constant time. It needs no threshold, no quiet zone and no sharp
//! edge, and a light finder on dark ground is the same with the other sign.

use super::fit;
use super::plane::Sums;
use crate::qr::code::Point;

/// A place that looks like a finder pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finder {
    /// Its middle.
    pub(super) centre: Point,
    /// The side of a module, in pixels, about.
    pub(super) module: f32,
    /// From 0 to 1; below 0 where light and dark are exchanged.
    pub(super) match_: f32,
}

impl Finder {
    /// Where it lies in a picture so many times as large.
    pub(super) fn larger(self, times: f32) -> Self {
        let centre = Point { x: self.centre.x * times, y: self.centre.y * times };
        Self { centre, module: self.module * times, ..self }
    }
}

/// The smallest correlation; text and foliage seldom reach it.
const LEAST: f32 = 0.55;
/// The smallest difference between light and dark, in grey values, and as a part of the deviation of
/// the whole picture.
const CONTRAST: [f32; 2] = [3.0, 0.25];
/// The smallest module that is sought, in pixels, and how much larger the next one is.
const MODULES: [f32; 2] = [1.5, 1.15];
/// How many are looked at from all sides.
const LOOKED_AT: usize = 120;
/// How many are kept, best first.
const MOST: usize = 30;
/// How much of the pattern they must show then.
const SHOWN: f32 = 0.5;

pub(super) fn find(sums: &Sums, is_over: &dyn Fn() -> bool) -> Vec<Finder> {
    let side = sums.width.min(sums.height);
    let mut found: Vec<Finder> = Vec::new();
    let contrast = CONTRAST[0].max(CONTRAST[1] * sums.deviation());
    let [mut module, larger] = MODULES;
    while module * 7.0 <= side as f32 && !is_over() {
        scan(sums, Template::new(module), contrast, &mut found);
        module *= larger;
    }
    found
}

/// The best of each place that show the pattern, best first.
pub(super) fn best(sums: &Sums, mut found: Vec<Finder>) -> Vec<Finder> {
    found.sort_by(|a, b| b.match_.abs().total_cmp(&a.match_.abs()));
    let mut kept: Vec<Finder> = Vec::new();
    for finder in found {
        let is_new = kept.iter().all(|k| {
            let reach = 2.0 * k.module.max(finder.module);
            (k.centre.x - finder.centre.x).abs() > reach
                || (k.centre.y - finder.centre.y).abs() > reach
        });
        if is_new {
            kept.push(finder);
        }
        if kept.len() == LOOKED_AT {
            break;
        }
    }
    for finder in &mut kept {
        finder.match_ = fit::shown(sums, finder).copysign(finder.match_);
    }
    kept.retain(|finder| finder.match_.abs() >= SHOWN);
    kept.sort_by(|a, b| b.match_.abs().total_cmp(&a.match_.abs()));
    kept.truncate(MOST);
    kept
}

/// The sides of the three squares, in whole pixels of one parity, so that they share a middle.
#[derive(Clone, Copy)]
struct Template {
    outer: usize,
    ring: usize,
    core: usize,
}

impl Template {
    fn new(module: f32) -> Self {
        let outer = (module * 7.0).round() as usize;
        let like_outer = |side: f32| {
            let below = side as usize;
            if below % 2 == outer % 2 { below } else { below + 1 }
        };
        Self { outer, ring: like_outer(module * 5.0), core: like_outer(module * 3.0) }
    }

    /// The correlation with the box whose top left corner this is.
    fn correlation(self, sums: &Sums, x: usize, y: usize, contrast: f32) -> Option<f32> {
        let boxed = |side: usize| {
            let d = (self.outer - side) / 2;
            sums.sum(x + d, y + d, x + d + side, y + d + side) as f32
        };
        let area = |side: usize| (side * side) as f32;
        let (ring, core) = (boxed(self.ring), boxed(self.core));
        let (light_area, core_area) = (area(self.ring) - area(self.core), area(self.core));
        let light = (ring - core) / light_area;
        if (light - core / core_area).abs() < contrast {
            return None;
        }
        let all = area(self.outer);
        let total = boxed(self.outer);
        let dark_area = all - light_area;
        let dark = (total - ring + core) / dark_area;
        let squares = sums.square_sum(x, y, x + self.outer, y + self.outer) as f64;
        let mean = f64::from(total / all);
        let variance = (squares / f64::from(all) - mean * mean) as f32;
        let p = dark_area / all;
        Some((light - dark) * (p * (1.0 - p)).sqrt() / variance.max(1.0).sqrt())
    }
}

fn scan(sums: &Sums, template: Template, contrast: f32, found: &mut Vec<Finder>) {
    let Template { outer, ring, core } = template;
    if core < 2 || ring <= core || outer <= ring {
        return;
    }
    let step = (outer / 11).max(1);
    let (columns, rows) = (sums.width - outer + 1, sums.height - outer + 1);
    for y in (0..rows).step_by(step) {
        for x in (0..columns).step_by(step) {
            let Some(c) = template.correlation(sums, x, y, contrast) else { continue };
            if c.abs() < LEAST {
                continue;
            }
            let better = |(i, j): (usize, usize)| {
                i < columns
                    && j < rows
                    && template.correlation(sums, i, j, contrast).is_some_and(|d| d.abs() > c.abs())
            };
            let (left, up) = (x.wrapping_sub(step), y.wrapping_sub(step));
            if [(left, y), (x + step, y), (x, up), (x, y + step)].into_iter().any(better) {
                continue;
            }
            let half = outer as f32 / 2.0;
            found.push(Finder {
                centre: Point { x: x as f32 + half, y: y as f32 + half },
                module: outer as f32 / 7.0,
                match_: c,
            });
        }
    }
}

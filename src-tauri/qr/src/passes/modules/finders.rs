//! Places that look like a finder pattern, on the grey picture itself.
//!
//! A finder (ISO/IEC 18004, 6.3.3) is a dark square of 7 modules with a light ring in it and a dark
//! square of 3. For a box of that size the normalised correlation with it is
//! `(mean of the dark part - mean of the light ring) * sqrt(p (1 - p)) / deviation`, `p = 33/49`,
//! which sums over boxes give in constant time. It needs no threshold, no quiet zone and no sharp
//! edge, and a light finder on dark ground is the same with the other sign.

use super::fit;
use super::plane::{Sums, Table};
use crate::Point;

/// A place that looks like a finder pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finder {
    /// The middle of the pattern, in pixels.
    pub(super) centre: Point,
    /// The side of a module, in pixels, about.
    pub(super) module: f32,
    /// The correlation with a finder pattern, 0 to 1; 0 to -1 where light and dark are exchanged.
    pub(super) match_: f32,
}

impl Finder {
    /// The finder as it lies in a picture that is `times` as large.
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
/// The side of a module, in pixels, from which on it is sought in the picture at half its size.
const LARGE: f32 = 4.0;
/// How many are looked at from all sides.
const LOOKED_AT: usize = 60;
/// How many are kept, best first.
const MOST: usize = 30;
/// How much of the pattern they must show then.
const SHOWN: f32 = 0.5;

pub(super) fn find(sums: &Sums, is_over: &dyn Fn() -> bool) -> Vec<Finder> {
    let mut found: Vec<Finder> = Vec::new();
    let contrast = CONTRAST[0].max(CONTRAST[1] * sums.deviation);
    let [mut module, larger] = MODULES;
    let (mut halved, mut times): (Option<Sums>, f32) = (None, 1.0);
    loop {
        let sums = halved.as_ref().unwrap_or(sums);
        while module < LARGE {
            if module * 7.0 > sums.width.min(sums.height) as f32 || is_over() {
                return found;
            }
            let mut note = |finder: Finder| found.push(finder.larger(times));
            scan(sums, Template::new(module), contrast, &mut note);
            module *= larger;
        }
        halved = Some(Sums::of(&sums.shrunk(2)));
        (module, times) = (module / 2.0, times * 2.0);
    }
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

    /// The sums over this square in each of the boxes with this upper border.
    fn boxes<'a>(
        &self,
        table: &'a Table,
        y: usize,
        columns: usize,
        side: usize,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let d = (self.outer - side) / 2;
        table.squares(d..d + columns, y + d, side)
    }

    /// The correlations with all boxes that have this upper border, squared, with their signs; 0
    /// where light and dark are not this far apart.
    fn correlations(self, sums: &Sums, y: usize, contrast: f32, row: &mut Row) {
        let Self { outer, ring, core } = self;
        let columns = row.squared.len();
        let boxes = |table, side| self.boxes(table, y, columns, side);
        let area = |side: usize| (side * side) as f32;
        let (all, lights) = (area(outer), area(ring) - area(core));
        let (of_all, of_core) = (1.0 / all, 1.0 / area(core));
        let (of_light, of_dark) = (1.0 / lights, 1.0 / (all - lights));
        // As signed numbers, which are quicker to convert.
        let float = |sum: u32| sum as i32 as f32;
        let (rings, cores) = (boxes(&sums.values, ring), boxes(&sums.values, core));
        for ((light, apart), (ring, core)) in
            row.light.iter_mut().zip(&mut row.apart).zip(rings.zip(cores))
        {
            *light = float(ring - core);
            *apart = (*light * of_light - float(core) * of_core).abs();
        }
        let p = 1.0 - lights * of_all;
        let known = row.light.iter().zip(&row.apart);
        let (totals, squares) = (boxes(&sums.values, outer), boxes(&sums.squares, outer));
        for ((squared, (light, apart)), (total, square)) in
            row.squared.iter_mut().zip(known).zip(totals.zip(squares))
        {
            let (total, mean) = (float(total), float(total) * of_all);
            let variance = float(square) * of_all - mean * mean;
            let variance = if variance > 1.0 { variance } else { 1.0 };
            let off = light * of_light - (total - light) * of_dark;
            let c = off * off.abs() * (p * (1.0 - p)) / variance;
            *squared = if *apart < contrast { 0.0 } else { c };
        }
    }
}

/// What is known of the boxes with one upper border.
struct Row {
    light: Vec<f32>,
    apart: Vec<f32>,
    squared: Vec<f32>,
}

fn scan(sums: &Sums, template: Template, contrast: f32, note: &mut dyn FnMut(Finder)) {
    let Template { outer, ring, core } = template;
    if core < 2 || ring <= core || outer <= ring {
        return;
    }
    let (columns, rows) = (sums.width - outer + 1, sums.height - outer + 1);
    let row = || Row {
        light: vec![0.0; columns],
        apart: vec![0.0; columns],
        squared: vec![0.0; columns],
    };
    let [mut above, mut here, mut below] = [row(), row(), row()];
    template.correlations(sums, 0, contrast, &mut below);
    for y in 0..rows {
        (above, here, below) = (here, below, above);
        if y + 1 < rows {
            template.correlations(sums, y + 1, contrast, &mut below);
        } else {
            below.squared.fill(0.0);
        }
        let squared = &here.squared;
        for (x, &c) in squared.iter().enumerate().filter(|(_, c)| c.abs() >= LEAST * LEAST) {
            let left = if x > 0 { squared[x - 1] } else { 0.0 };
            let right = squared.get(x + 1).copied().unwrap_or_default();
            let around = [left, right, above.squared[x], below.squared[x]];
            if around.iter().all(|other| other.abs() <= c.abs()) {
                let half = outer as f32 / 2.0;
                note(Finder {
                    centre: Point { x: x as f32 + half, y: y as f32 + half },
                    module: outer as f32 / 7.0,
                    match_: c.abs().sqrt().copysign(c),
                });
            }
        }
    }
}

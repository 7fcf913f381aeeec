//! The last pass: our own detector, for codes that are blurred, bent, damaged or without a border.
//!
//! Finder patterns by correlation, three of them to a frame, the frame to a mesh that follows the
//! modules, the modules' grey values to bits with how sure they are, and these to a text.

mod finders;
mod fit;
mod frame;
mod grid;
mod layout;
mod mesh;
mod plane;
mod reed_solomon;
mod runs;
mod sample;
mod symbol;
mod triples;
mod unblur;

use image::GrayImage;

use super::Pass;
use crate::qr::code::{Code, Corners, Point};
use finders::Finder;
use fit::Corner3;
use frame::Frame;
use layout::Layout;
use mesh::Mesh;
use plane::{Plane, Sums};
use triples::Triple;

/// Tells the codes it can read.
pub(super) fn codes(picture: &GrayImage, is_over: &dyn Fn() -> bool, found: &mut dyn FnMut(Code)) {
    let sums = Sums::of(picture);
    #[cfg(feature = "trace")]
    let t = std::time::Instant::now();
    let finders = look(picture, &sums, is_over);
    #[cfg(feature = "trace")]
    eprintln!("  {} finders in {:?}", finders.len(), t.elapsed());
    #[cfg(feature = "trace")]
    for f in &finders {
        eprintln!("  finder {:?}", f);
    }
    let mut read: Vec<Corners> = Vec::new();
    let mut tries = triples::of(&finders);
    tries.extend(triples::guessed(&finders));
    for triple in tries {
        if is_over() {
            return;
        }
        let taken = |f: &Finder| read.iter().any(|c| holds(c, f.centre));
        if triple.corners.iter().any(taken) {
            continue;
        }
        if let Some((text, corners)) = read_one(&sums, &triple) {
            read.push(corners);
            found(Code { text: text.into(), corners, pass: Pass::Modules });
        }
    }
    if read.is_empty() {
        blurred_codes(picture, &sums, is_over, found);
    }
}

/// A blur below this, in pixels, is none.
const SHARP: f32 = 1.6;

/// Pictures over this many pixels take too long to be cleared.
const UNBLURRED: u32 = 300_000;

/// Codes under a blur that is wider than a module: their finders are sought where it was taken back,
/// their modules solved for in the picture as it is.
fn blurred_codes(
    picture: &GrayImage,
    sums: &Sums,
    is_over: &dyn Fn() -> bool,
    found: &mut dyn FnMut(Code),
) {
    let deviation = unblur::deviation(picture);
    #[cfg(feature = "trace")]
    eprintln!("  blur {deviation} {:?}", picture.dimensions());
    if deviation < SHARP {
        return;
    }
    // Where little is sharp, little is lost.
    let step = (deviation / 2.0).max(1.0) as usize;
    let small = sums.shrunk(step);
    if small.width() * small.height() > UNBLURRED {
        return;
    }
    for (part, rounds) in [(0.6, 20), (0.8, 20), (0.7, 80), (0.9, 80)] {
        if is_over() {
            return;
        }
        let clear = unblur::unblur(&small, deviation / step as f32 * part, rounds);
        let clear_sums = Sums::of(&clear);
        let finders = search(&clear, &clear_sums, is_over);
        #[cfg(feature = "trace")]
        for f in &finders { eprintln!("  finder {:?}", f); }
        for triple in triples::of(&finders).into_iter().take(8) {
            if is_over() {
                return;
            }
            let clear = Piece::around(&clear_sums, &triple);
            let Some(corner) = Corner3::follow(&clear.plane, &clear.inside(&triple)) else {
                continue;
            };
            let middles = corner.middles().map(|p| {
                let p = clear.outward(p);
                Point { x: p.x * step as f32, y: p.y * step as f32 }
            });
            let piece = Piece::around(sums, &triple.larger(step as f32));
            let Some((text, corners)) = solve_one(&piece, middles, corner.version()) else {
                continue;
            };
            found(Code { text: text.into(), corners, pass: Pass::Modules });
            return;
        }
    }
}

/// Flat, by the middles of the finders alone: their edges are not where they seem to be.
fn solve_one(piece: &Piece, middles: [Point; 3], version: f32) -> Option<(String, Corners)> {
    let mut near: Vec<usize> = (1..=40).filter(|&v| (v as f32 - version).abs() < 1.6).collect();
    near.sort_by(|&a, &b| (a as f32 - version).abs().total_cmp(&(b as f32 - version).abs()));
    for number in near {
        let layout = Layout::of(number)?;
        let side = layout.size as f32;
        let places = [(3.5, 3.5), (side - 3.5, 3.5), (3.5, side - 3.5)];
        let pairs: Vec<_> = places
            .into_iter()
            .zip(middles)
            .map(|((x, y), p)| (Point { x, y }, piece.inward(p), 1.0))
            .collect();
        let frame = Frame::fit(&pairs, layout.size, 1e3)?;
        #[cfg(feature = "trace")]
        eprintln!("    v{} timing {}", layout.version.getVersionNumber(), fit::timing(&piece.plane, &frame, &layout));
        let Some(modules) = grid::modules(&piece.plane, &frame, &layout) else { continue };
        if let Some(text) = symbol::text(&modules, &layout) {
            let at = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
            return Some((text, Corners(at.map(|(u, v)| piece.outward(frame.at(u, v))))));
        }
    }
    None
}

/// Pictures over this many pixels are searched at half their size or less.
const SEARCHED: usize = 1_100_000;

fn look(picture: &GrayImage, sums: &Sums, is_over: &dyn Fn() -> bool) -> Vec<Finder> {
    let area = sums.width * sums.height;
    let step = (1..16).find(|step| area / (step * step) <= SEARCHED).unwrap_or(16);
    if step == 1 {
        return search(picture, sums, is_over);
    }
    let small = sums.shrunk(step);
    let mut finders = search(&small, &Sums::of(&small), is_over);
    for finder in &mut finders {
        *finder = finder.larger(step as f32);
    }
    finders
}

fn search(picture: &GrayImage, sums: &Sums, is_over: &dyn Fn() -> bool) -> Vec<Finder> {
    let mut found = runs::find(picture.as_raw(), sums);
    #[cfg(feature = "trace")]
    eprintln!("  {} by runs", found.len());
    found.extend(finders::find(sums, is_over));
    finders::best(sums, found)
}

fn holds(corners: &Corners, p: Point) -> bool {
    let [left, top, right, bottom] = corners.bounds();
    (left..=right).contains(&p.x) && (top..=bottom).contains(&p.y)
}

/// A piece of the picture with its modules some five pixels wide, dark on light.
struct Piece {
    plane: Plane,
    from: (i64, i64),
    step: usize,
}

impl Piece {
    fn around(sums: &Sums, triple: &Triple) -> Self {
        let [a, b, c] = triple.corners;
        let d = Point {
            x: b.centre.x + c.centre.x - a.centre.x,
            y: b.centre.y + c.centre.y - a.centre.y,
        };
        let module = triple.corners.iter().map(|f| f.module).fold(0.0, f32::max);
        let [left, top, right, bottom] = Corners([a.centre, b.centre, d, c.centre]).bounds();
        let margin = 12.0 * module;
        let step = ((module / 5.0) as usize).max(1);
        let from = ((left - margin) as i64, (top - margin) as i64);
        let side = |low: f32, high: f32| ((high - low + 2.0 * margin) as usize / step + 1).max(2);
        let dark_on_light = a.match_ > 0.0;
        let plane =
            Plane::cut(sums, from, (side(left, right), side(top, bottom)), step, dark_on_light);
        Self { plane, from, step }
    }

    fn inside(&self, triple: &Triple) -> Triple {
        let mut triple = *triple;
        for finder in &mut triple.corners {
            finder.centre = self.inward(finder.centre);
            finder.module /= self.step as f32;
        }
        triple
    }

    fn inward(&self, p: Point) -> Point {
        let step = self.step as f32;
        Point { x: (p.x - self.from.0 as f32) / step, y: (p.y - self.from.1 as f32) / step }
    }

    fn outward(&self, p: Point) -> Point {
        let step = self.step as f32;
        Point { x: p.x.mul_add(step, self.from.0 as f32), y: p.y.mul_add(step, self.from.1 as f32) }
    }
}

fn read_one(sums: &Sums, triple: &Triple) -> Option<(String, Corners)> {
    let piece = Piece::around(sums, triple);
    let plane = &piece.plane;
    let triple = &piece.inside(triple);
    let corner = Corner3::follow(plane, triple)?;
    #[cfg(feature = "trace")]
    eprintln!(
        "  triple {:?} like {} version {}",
        triple.corners.map(|c| (c.centre.x, c.centre.y)),
        corner.likeness(),
        corner.version()
    );
    for (layout, frame) in frames(plane, &corner) {
        #[cfg(feature = "trace")]
        eprintln!(
            "    v{} timing {}",
            layout.version.getVersionNumber(),
            fit::timing(plane, &frame, &layout)
        );
        let mut mesh = Mesh::flat(&frame, layout.size);
        mesh.follow(plane, &layout);
        let corners = || {
            let side = layout.size as f32;
            let at = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
            Corners(at.map(|(u, v)| piece.outward(mesh.at(u, v))))
        };
        for reach in [0.22, 0.4] {
            let greys = sample::greys(plane, &mesh, layout.size, reach);
            let modules = sample::modules(&greys, &layout);
            if let Some(text) = symbol::text(&modules, &layout) {
                return Some((text, corners()));
            }
        }
    }
    None
}

/// The least agreement with the timing patterns and the finders together: a right frame has nearly 2,
/// one in a text half of that.
const CONVINCING: f32 = 1.4;

/// The versions that fit the timing patterns best, each with its frame.
fn frames(plane: &Plane, corner: &Corner3) -> Vec<(Layout, Frame)> {
    let version = corner.version();
    let off = 0.1_f32.mul_add(version.abs(), 1.3);
    let from = (version - off).ceil().max(1.0) as usize;
    let to = (version + off).floor().clamp(0.0, 40.0) as usize;
    let mut frames: Vec<(f32, Layout, Frame)> = (from..=to)
        .filter_map(Layout::of)
        .filter_map(|layout| {
            let frame = Frame::fit(&corner.pairs(layout.size), layout.size, 1e-3)?;
            Some((fit::timing(plane, &frame, &layout), layout, frame))
        })
        .collect();
    frames.sort_by(|a, b| b.0.total_cmp(&a.0));
    frames.retain(|(fits, ..)| fits + corner.likeness() > CONVINCING);
    frames.into_iter().take(2).map(|(_, layout, frame)| (layout, frame)).collect()
}

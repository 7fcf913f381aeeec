//! The last pass: our own detector, for codes that are blurred, bent, damaged or without a border.
//!
//! Finder patterns by correlation and by runs, three of them (or two, and a guess) to a frame, the
//! frame to a mesh that follows the modules, the modules' grey values to bits with how sure they
//! are, and these to a text. Of 65 texts of ../shared/corpus/qr that zxing's port and rqrr miss at
//! every size it reads 51.

mod blurred;
mod finders;
mod fit;
mod frame;
mod grid;
mod layout;
mod mesh;
mod piece;
mod plane;
mod reed_solomon;
mod runs;
mod sample;
mod sharp;
mod symbol;
#[cfg(test)]
mod tests;
mod triples;
mod unblur;

use image::GrayImage;

use super::Pass;
use crate::qr::code::{Code, Corners, Point};
use finders::Finder;
use plane::Sums;

/// Tells the codes it can read.
pub(super) fn codes(picture: &GrayImage, is_over: &dyn Fn() -> bool, found: &mut dyn FnMut(Code)) {
    let sums = Sums::of(picture);
    let finders = look(picture, &sums, is_over);
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
        if let Some((text, corners)) = sharp::read(&sums, &triple) {
            read.push(corners);
            found(Code { text: text.into(), corners, pass: Pass::Modules });
        }
    }
    if read.is_empty()
        && let Some((text, corners)) = blurred::read(picture, &sums, is_over)
    {
        found(Code { text: text.into(), corners, pass: Pass::Modules });
    }
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
    found.extend(finders::find(sums, is_over));
    finders::best(sums, found)
}

fn holds(corners: &Corners, p: Point) -> bool {
    let [left, top, right, bottom] = corners.bounds();
    (left..=right).contains(&p.x) && (top..=bottom).contains(&p.y)
}

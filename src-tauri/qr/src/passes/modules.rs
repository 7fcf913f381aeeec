//! The last pass: our own detector, for codes that are blurred, bent, damaged or without a border.
//!
//! Finder patterns by correlation and by runs, three of them (or two, and a guess) to a frame, the
//! frame to a mesh that follows the modules, the modules' grey values to bits with how sure they
//! are, and these to a text.

mod blurred;
mod finders;
mod fit;
mod grid;
mod mesh;
mod piece;
mod plane;
mod runs;
mod sample;
mod sharp;
#[cfg(test)]
mod tests;
mod triples;
mod unblur;

use image::GrayImage;

use super::{Pass, bits, frame, layout, symbol};
use crate::{Code, Corners, Symbology};
use finders::Finder;
use plane::Sums;

/// After this many triples in a row that are no code, the rest are not tried: the first is the code
/// in every picture of the corpus.
const FAILURES: usize = 3;
/// How much of the pattern a place shows that is sharp enough to be read as it is.
const SHARP: f32 = 0.6;

/// Tells the codes it can read, and gives the number of finder patterns that could be those of codes.
pub(super) fn codes(
    picture: &GrayImage,
    is_over: &dyn Fn() -> bool,
    found: &mut dyn FnMut(Code),
) -> usize {
    let sums = Sums::of(picture);
    let finders = look(picture, &sums, is_over);
    let triples = triples::of(&finders);
    let seen = if triples.is_empty() { 0 } else { finders.len() };
    let mut read: Vec<Corners> = Vec::new();
    for tries in [triples, triples::guessed(&finders)] {
        let mut failures = 0;
        for triple in tries {
            if is_over() || failures == FAILURES {
                break;
            }
            let taken = |f: &Finder| read.iter().any(|c| c.has(f.centre));
            if triple.corners.iter().any(taken) {
                continue;
            }
            failures += 1;
            if let Some((text, corners)) = sharp::read(&sums, &triple, is_over) {
                failures = 0;
                read.push(corners);
                found(code(text, corners));
            }
        }
    }
    let is_blurred = seen > 0 || finders.iter().all(|f| f.match_.abs() < SHARP);
    if read.is_empty()
        && is_blurred
        && let Some((text, corners)) = blurred::read(picture, &sums, is_over)
    {
        found(code(text, corners));
    }
    seen
}

fn code(text: String, corners: Corners) -> Code {
    Code { text: text.into(), corners, pass: Pass::Modules, symbology: Symbology::Qr }
}

/// Pictures over this many pixels are searched at half their size or less.
const SEARCHED: usize = 240_000;

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

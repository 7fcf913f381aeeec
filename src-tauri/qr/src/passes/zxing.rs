//! A look at a picture in black and white: for codes that lie flat, which settles most pictures, then
//! with rxing, a port of zxing-cpp.
//!
//! rxing's steps are called one by one, so that light codes on dark share the picture in black and
//! white with dark ones on light, and time is looked at between the codes.

use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::common::{BitMatrix, DetectorRXingResult};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{
    EstimateModuleSize, FinderPatternSet, GenerateFinderPatternSets, SampleQR,
};

use super::Pass;
use super::bits::Bits;
use super::piece::View;
use super::search::{Search, Triple};
use super::{finders, flat, flush};
use crate::guard;
use crate::{Code, Corners, Point, Symbology};

/// More finder patterns in a look that no code explains are a texture: a page of small print seems to
/// have hundreds.
const MOST_UNEXPLAINED: usize = 15;

/// After how many triples in a row that are no code the search ends: the likeliest come first. A
/// sheet of 240 patterns had 84 before the next code; small print has thousands.
fn most_misses(patterns: usize) -> usize {
    100.max(2 * patterns)
}

/// Looks for dark codes on light and for light codes on dark.
pub(super) fn look(bits: &Bits, view: View, passes: [Pass; 2], search: &mut Search<'_>) {
    let mut candidates = finders::candidates(bits, search.clock());
    for ((candidates, pass), dark) in candidates.iter_mut().zip(passes).zip([true, false]) {
        if candidates.len() >= 3 && !search.is_over() {
            let clock = search.clock();
            let look = || flat::codes(bits, dark, &flat::patterns(bits, candidates), clock);
            note(guard::contain(look), view, pass, search);
            candidates.retain(|candidate| !search.is_explained(view.out(candidate.place())));
        }
    }
    if candidates.iter().all(|of_a_kind| of_a_kind.len() < 3) {
        return;
    }
    let Some(mut matrix) = bits.matrix() else { return };
    for (turn, (candidates, pass)) in candidates.iter().zip(passes).enumerate() {
        if candidates.len() >= 3 && !search.is_over() {
            if turn == 1 {
                matrix.flip_self();
            }
            let clock = search.clock();
            let patterns = guard::contain(|| finders::patterns(bits, &matrix, candidates, clock));
            read(&matrix, patterns.unwrap_or_default(), view, pass, search);
        }
    }
}

fn note(codes: Option<Vec<flat::Read>>, view: View, pass: Pass, search: &mut Search<'_>) {
    for (text, corners) in codes.unwrap_or_default() {
        let corners = Corners(corners.0.map(|corner| view.out(corner)));
        search.note(Code { text: text.into(), corners, pass, symbology: Symbology::Qr });
    }
}

/// Looks for codes without a border, on a page that is as dark as they are, or as light.
pub(super) fn look_flush(bits: &Bits, view: View, passes: [Pass; 2], search: &mut Search<'_>) {
    for (pass, dark) in passes.into_iter().zip([true, false]) {
        let clock = search.clock();
        let look = || flat::codes(bits, dark, &flush::patterns(bits, dark, clock), clock);
        note(guard::contain(look), view, pass, search);
    }
}

/// Reads what lies between three patterns each.
fn read(
    matrix: &BitMatrix,
    mut patterns: Vec<ConcentricPattern>,
    view: View,
    pass: Pass,
    search: &mut Search<'_>,
) {
    search.count_patterns(patterns.len());
    let mut used: Vec<ConcentricPattern> = Vec::new();
    let mut unread = Vec::new();
    let (mut misses, most) = (0, most_misses(patterns.len()));
    for set in GenerateFinderPatternSets(&mut patterns) {
        if misses > most || search.is_over() {
            break;
        }
        let three = [set.bl, set.tl, set.tr];
        let is_explained = |p: &ConcentricPattern| {
            used.contains(p) || search.is_explained(view.out(Point { x: p.p.x, y: p.p.y }))
        };
        if three.iter().any(is_explained) {
            continue;
        }
        match guard::contain(|| sample(matrix, &set)).flatten() {
            Some((text, corners)) => {
                misses = 0;
                used.extend(three);
                let corners = Corners(corners.map(|corner| view.out(corner)));
                search.note(Code { text: text.into(), corners, pass, symbology: Symbology::Qr });
            }
            None => {
                misses += 1;
                unread.extend(guard::contain(|| triple(matrix, &set, view)).flatten());
            }
        }
    }
    let place = |p: &ConcentricPattern| view.out(Point { x: p.p.x, y: p.p.y });
    let unexplained = patterns.iter().filter(|p| !search.is_explained(place(p))).count();
    if unexplained > MOST_UNEXPLAINED {
        return;
    }
    for triple in unread {
        search.suspect(triple);
    }
    let places = patterns.iter().map(|p| (place(p), view.long(p.size as f32)));
    search.suspect_pairs(&places.collect::<Vec<_>>());
}

fn sample(matrix: &BitMatrix, set: &FinderPatternSet) -> Option<(String, [Point; 4])> {
    let sampled = SampleQR(matrix, set).ok()?;
    let decoded = Decode(sampled.getBits()).ok().filter(|decoded| decoded.isValid())?;
    // rxing has the bottom right corner last.
    let [tl, tr, bl, br] = sampled.getPoints() else { return None };
    let corners = [tl, tr, br, bl].map(|p| Point { x: p.x, y: p.y });
    Some((decoded.text(), corners))
}

/// Three patterns that do look like those of one code: as large as each other, at a right angle, and
/// the same number of modules apart both ways.
fn triple(matrix: &BitMatrix, set: &FinderPatternSet, view: View) -> Option<Triple> {
    let three = [set.bl, set.tl, set.tr];
    let sizes = three.map(|p| p.size);
    let (least, most) = (sizes.iter().min()?, sizes.iter().max()?);
    let (down, across) = ((set.bl - set.tl).p, (set.tr - set.tl).p);
    let cosine = rxing::Point::dot(down, across) / (down.length() * across.length());
    if *most * 2 > *least * 3 || cosine.abs() > 0.4 {
        return None;
    }
    let modules = |a, b| {
        let (one, other) = (EstimateModuleSize(matrix, a, b), EstimateModuleSize(matrix, b, a));
        let module = if one > 0.0 && other > 0.0 { (one + other) / 2.0 } else { return None };
        Some(f64::from(ConcentricPattern::distance(a, b)) / module)
    };
    let (down, across) = (modules(set.tl, set.bl)?, modules(set.tl, set.tr)?);
    // 21 to 177 modules are 14 to 170 from middle to middle.
    let is_a_code = (12.0..180.0).contains(&down) && (down - across).abs() < 3.0 + down * 0.12;
    is_a_code.then(|| Triple {
        centres: three.map(|p| view.out(Point { x: p.p.x, y: p.p.y })),
        size: view.long(*most as f32),
    })
}

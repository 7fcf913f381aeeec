//! Codes of other kinds than QR: Micro QR, rMQR, Data Matrix and Aztec. Whoever shows one is told what it
//! is, instead of that there is no code.
//!
//! All is rxing's, which is not asked for the time: what it looks at is small.

use rxing::aztec::{self, detector::Detector};
use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::common::{BitMatrix, DetectorRXingResult};
use rxing::datamatrix::decoder::Decoder;
use rxing::datamatrix::detector::{DatamatrixDetectorResult, zxing_cpp_detector};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{SampleMQR, SampleRMQR};

use super::Pass;
use super::bits::Bits;
use super::piece::Piece;
use super::search::Search;
use super::{finders, panels};
use crate::guard;
use crate::{Code, Corners, Point, Symbology};

/// A larger picture is looked at this small.
const MOST: usize = 1_000_000;
/// A picture with more finder patterns is none with a single one to a code.
const MOST_PATTERNS: usize = 15;

/// Looks at the picture, then at each of its panels: an Aztec code is found around the middle alone.
pub(super) fn look(whole: &Piece, search: &mut Search<'_>) {
    let small = whole.at_most(MOST);
    let whole = small.as_ref().unwrap_or(whole);
    look_at(whole, search);
    for panel in panels::of(whole) {
        if search.has_found() || search.is_over() {
            return;
        }
        look_at(&panel, search);
    }
}

/// Looks for dark codes on light, then for light codes on dark.
fn look_at(piece: &Piece, search: &mut Search<'_>) {
    let bits = Bits::local(&piece.grey);
    let candidates = finders::candidates(&bits, search.clock());
    let Some(mut matrix) = bits.matrix() else { return };
    for (turn, (candidates, pass)) in
        candidates.iter().zip([Pass::Plain, Pass::Inverse]).enumerate()
    {
        if search.has_found() || search.is_over() {
            return;
        }
        if turn == 1 {
            matrix.flip_self();
        }
        let clock = search.clock();
        let patterns = guard::contain(|| finders::patterns(&bits, &matrix, candidates, clock));
        let patterns = patterns.unwrap_or_default();
        let looks: [&dyn Fn() -> Vec<Seen>; 3] =
            [&|| small(&matrix, &patterns), &|| data_matrices(&matrix), &|| bullseye(&matrix)];
        for look in looks {
            for (symbology, text, corners) in guard::contain(look).unwrap_or_default() {
                let corners = Corners(corners.map(|corner| piece.view.out(corner)));
                search.note(Code { text: text.into(), corners, pass, symbology });
            }
        }
    }
}

/// A code: its kind, its text and where it lies.
type Seen = (Symbology, String, [Point; 4]);

/// Micro QR and rMQR codes, which have one finder pattern each.
fn small(matrix: &BitMatrix, patterns: &[ConcentricPattern]) -> Vec<Seen> {
    if patterns.len() > MOST_PATTERNS {
        return Vec::new();
    }
    let micro = |pattern: &ConcentricPattern| {
        let sampled = SampleMQR(matrix, *pattern).ok()?;
        let is_sure = has_timing(sampled.getBits());
        is_sure.then(|| decoded(&sampled, Symbology::MicroQr)).flatten()
    };
    let rectangular =
        |pattern: &ConcentricPattern| decoded(&SampleRMQR(matrix, *pattern).ok()?, Symbology::Rmqr);
    patterns.iter().filter_map(|pattern| micro(pattern).or_else(|| rectangular(pattern))).collect()
}

fn decoded(sampled: &impl DetectorRXingResult, symbology: Symbology) -> Option<Seen> {
    let decoded = Decode(sampled.getBits()).ok().filter(|decoded| decoded.isValid())?;
    seen(symbology, decoded.text(), sampled.getPoints())
}

/// Whether the timing patterns of a Micro QR code and the light lines around its finder pattern are
/// as they must be. The smallest of these codes have next to no other safeguard (ISO/IEC 18004, 6.3.2).
fn has_timing(bits: &BitMatrix) -> bool {
    // Behind the seven modules of the finder pattern.
    const LIGHT: u32 = 7;
    let has = |x, y, dark| bits.get(x, y) == dark && bits.get(y, x) == dark;
    (0..=LIGHT).all(|at| has(at, LIGHT, false))
        && (LIGHT + 1..bits.width()).all(|at| has(at, 0, at % 2 == 0))
}

/// Data Matrix codes across the middle lines: every line of a screen would cost more than all other passes, and a
/// code beside them is in the middle of its panel.
fn data_matrices(matrix: &BitMatrix) -> Vec<Seen> {
    let found = zxing_cpp_detector::detect(matrix, false, true).unwrap_or_default();
    let decoder = Decoder::new();
    let read = |found: &DatamatrixDetectorResult| {
        let decoded = decoder.decode(found.getBits()).ok()?;
        seen(Symbology::DataMatrix, decoded.getText().to_owned(), found.getPoints())
    };
    found.iter().filter_map(read).collect()
}

/// The Aztec code around the middle.
fn bullseye(matrix: &BitMatrix) -> Vec<Seen> {
    let read = |mirrored| {
        let found = Detector::new(matrix).detect(mirrored).ok()?;
        let decoded = aztec::decoder::decode(&found).ok()?;
        seen(Symbology::Aztec, decoded.getText().to_owned(), found.getPoints())
    };
    read(false).or_else(|| read(true)).into_iter().collect()
}

/// The corners in the order in which they lie around the code; libraries have orders of their own.
fn seen(symbology: Symbology, text: String, corners: &[rxing::Point]) -> Option<Seen> {
    let mut corners = <[rxing::Point; 4]>::try_from(corners).ok()?;
    let middle = corners.iter().sum::<rxing::Point>() / 4.0;
    let angle = |corner: &rxing::Point| (corner.y - middle.y).atan2(corner.x - middle.x);
    corners.sort_by(|one, other| angle(one).total_cmp(&angle(other)));
    (!text.is_empty()).then(|| (symbology, text, corners.map(|p| Point { x: p.x, y: p.y })))
}

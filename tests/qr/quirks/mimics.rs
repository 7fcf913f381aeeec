//! Pictures with the marks of a code and no code.

use image::GrayImage;

use super::drawing::{DARK, LIGHT};

/// Lines of strokes and gaps as text has them.
pub fn writing(width: u32, height: u32) -> GrayImage {
    const LETTER: u32 = 9;
    const LINE: u32 = 22;
    GrayImage::from_fn(width, height, |x, y| {
        let (letter, line) = (x / LETTER, y / LINE);
        let (x, y) = (x % LETTER, y % LINE);
        let is_gap = x >= 7 || !(5..17).contains(&y) || chance(letter, line + 7_919);
        let shape = letter * 31 + line * 17;
        let stroke = [chance(shape, x / 2), chance(y / 2, shape)];
        if !is_gap && stroke == [true, true] { DARK } else { LIGHT }
    })
}

/// Black and white by chance.
pub fn noise(width: u32, height: u32) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| if chance(x, y) { DARK } else { LIGHT })
}

/// Fields in turns.
pub fn board(side: u32, field: u32) -> GrayImage {
    GrayImage::from_fn(side, side, |x, y| {
        if (x / field + y / field).is_multiple_of(2) { DARK } else { LIGHT }
    })
}

/// Three finder patterns as in a code of so many modules a side, and something else inside.
pub fn finders_around(side: u32, inside: fn(u32, u32) -> bool) -> GrayImage {
    const MODULE: u32 = 5;
    let whole = (side + 8) * MODULE;
    GrayImage::from_fn(whole, whole, |x, y| {
        let (x, y) = ((x / MODULE).wrapping_sub(4), (y / MODULE).wrapping_sub(4));
        if x >= side || y >= side {
            return LIGHT;
        }
        let corner = |at: u32| if at < 8 { Some(at) } else { at.checked_sub(side - 7) };
        let dark = match (corner(x), corner(y)) {
            (Some(u), Some(v)) if x < 8 || y < 8 => in_finder(u, v),
            _ => inside(x, y),
        };
        if dark { DARK } else { LIGHT }
    })
}

/// Whether a module of a finder pattern is dark; outside of its seven none is.
pub fn in_finder(x: u32, y: u32) -> bool {
    let ring = 3_u32.abs_diff(x).max(3_u32.abs_diff(y));
    ring == 3 || ring < 2
}

/// Heads or tails for a place, the same each time.
pub fn chance(x: u32, y: u32) -> bool {
    let mixed =
        (x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77)).wrapping_mul(0xc2b2_ae3d);
    (mixed ^ mixed >> 15).wrapping_mul(0x27d4_eb2f) >> 31 == 1
}

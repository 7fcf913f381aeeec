//! Codes that lie flat, or nearly so: three finder patterns, and an alignment pattern if there is
//! one, say where every module is. Most codes were drawn, not photographed.
//!
//! This costs a fraction of following edges, and nothing is lost where it fails: rxing looks then.

use super::bits::Bits;
use super::cut::{self, Line};
use super::finders::Candidate;
use super::frame::Frame;
use super::layout::Layout;
use super::symbol::{self, Modules};
use crate::{Corners, Point};

/// A picture with more finder patterns is left to rxing.
const MOST: usize = 60;
/// Of this many modules of the timing patterns, one may be wrong.
const TIMING: usize = 8;

/// The text of a code, and its place in the picture of the bits.
pub(super) type Read = (String, Corners);

/// Tells the codes that can be read so.
pub(super) fn codes(
    bits: &Bits,
    dark: bool,
    patterns: &[Pattern],
    is_over: &dyn Fn() -> bool,
) -> Vec<Read> {
    let picture = Picture { bits, dark };
    let mut read: Vec<Read> = Vec::new();
    let threes = threes(patterns.len()).map(|three| three.map(|i| patterns[i]));
    for (i, three) in threes.filter_map(corner).enumerate() {
        if i % 64 == 63 && is_over() {
            break;
        }
        let is_known = |p: &Pattern| read.iter().any(|(_, place)| place.has(p.centre));
        if !three.iter().any(is_known) {
            read.extend(code(&picture, three));
        }
    }
    read
}

/// Every choice of three out of `count` patterns; none where there are more than [`MOST`].
fn threes(count: usize) -> impl Iterator<Item = [usize; 3]> {
    let count = if count > MOST { 0 } else { count };
    (0..count).flat_map(move |i| (0..i).flat_map(move |j| (0..j).map(move |k| [i, j, k])))
}

/// A finder pattern.
#[derive(Clone, Copy)]
pub(super) struct Pattern {
    pub(super) centre: Point,
    /// How long a row or a column through it is, in pixels.
    pub(super) size: f32,
}

impl Pattern {
    pub(super) fn has(&self, at: Point) -> bool {
        let reach = self.size / 2.0;
        (at.x - self.centre.x).abs() < reach && (at.y - self.centre.y).abs() < reach
    }
}

/// The candidates that are cut like a pattern across and down, each once.
pub(super) fn patterns(bits: &Bits, candidates: &[Candidate]) -> Vec<Pattern> {
    let mut patterns: Vec<Pattern> = Vec::new();
    for candidate in candidates {
        let at = candidate.place();
        if !patterns.iter().any(|known| known.has(at)) {
            patterns.extend(pattern(bits, candidate));
        }
        if patterns.len() > MOST {
            break;
        }
    }
    patterns
}

fn pattern(bits: &Bits, candidate: &Candidate) -> Option<Pattern> {
    let (mut x, mut y) = (candidate.place().x, candidate.place().y);
    let mut sizes = [0.0; 2];
    // The middle of a line beside the middle is a little off where the pattern is turned.
    for line in [Line::DOWN, Line::ACROSS, Line::DOWN, Line::ACROSS] {
        let pixel = ((x as usize).min(bits.width - 1), (y as usize).min(bits.height - 1));
        let cut = cut::through(bits, pixel, line, candidate.reach())?;
        match line {
            Line::DOWN => y = pixel.1 as f32 + cut.middle,
            _ => x = pixel.0 as f32 + cut.middle,
        }
        sizes = [sizes[1], cut.module * 7.0];
    }
    Some(Pattern { centre: Point { x, y }, size: (sizes[0] + sizes[1]) / 2.0 })
}

/// How much larger than another one of three patterns may be, and one side than the other.
const ALIKE: f32 = 1.4;
/// The cosine of the angle between the sides, at the most.
const ANGLE: f32 = 0.25;

/// The patterns as top left, top right and bottom left, if they are alike and at the corners of a
/// square.
fn corner([a, b, c]: [Pattern; 3]) -> Option<[Pattern; 3]> {
    let sizes = [a.size, b.size, c.size];
    let (least, most) =
        (sizes[0].min(sizes[1]).min(sizes[2]), sizes[0].max(sizes[1]).max(sizes[2]));
    if most > ALIKE * least {
        return None;
    }
    let from = |p: &Pattern, q: &Pattern| (q.centre.x - p.centre.x, q.centre.y - p.centre.y);
    let length = |(x, y): (f32, f32)| x * x + y * y;
    let (ab, bc, ca) = (length(from(&a, &b)), length(from(&b, &c)), length(from(&c, &a)));
    // The corner lies opposite the longest side.
    let [tl, p, q] = match ab.max(bc).max(ca) {
        longest if longest == ab => [c, a, b],
        longest if longest == bc => [a, b, c],
        _ => [b, c, a],
    };
    let (across, down) = (from(&tl, &p), from(&tl, &q));
    let (one, other) = (length(across), length(down));
    let product = across.0 * down.0 + across.1 * down.1;
    if one.max(other) > ALIKE * ALIKE * one.min(other)
        || product * product > ANGLE * ANGLE * one * other
    {
        return None;
    }
    let turns_right = across.0 * down.1 - across.1 * down.0 > 0.0;
    Some(if turns_right { [tl, p, q] } else { [tl, q, p] })
}

fn code(picture: &Picture<'_>, three: [Pattern; 3]) -> Option<Read> {
    let (version, grid) = versions(three)?
        .map(|version| (version, Grid::new(three.map(|p| p.centre), 17 + 4 * version)))
        .find(|(_, grid)| picture.has_timing(grid))?;
    let layout = Layout::of(version)?;
    let frame = picture.alignment(&grid).and_then(|place| grid.frame(place));
    let at = |u, v| frame.as_ref().map_or_else(|| grid.at(u, v), |frame| frame.at(u, v));
    let text = symbol::text(&picture.modules(layout.size, at), &layout, symbol::SOUND)?;
    Some((text, Corners(layout.corners().map(|(u, v)| at(u, v)))))
}

/// The versions that the distances between the patterns allow, likeliest first.
fn versions([tl, tr, bl]: [Pattern; 3]) -> Option<impl Iterator<Item = usize>> {
    let modules = |a: Pattern, b: Pattern| {
        let (x, y) = (b.centre.x - a.centre.x, b.centre.y - a.centre.y);
        // A turned pattern is cut longer than it is.
        (x * x + y * y) / x.abs().max(y.abs()) * 14.0 / (a.size + b.size)
    };
    let (across, down) = (modules(tl, tr), modules(tl, bl));
    if (across - down).abs() > 2.0 + 0.1 * across.min(down) {
        return None;
    }
    // 14 modules from middle to middle in version 1.
    let version = (across + down) / 8.0 - 2.5;
    let nearest = version.round().clamp(1.0, 40.0);
    let next = if version < nearest { nearest - 1.0 } else { nearest + 1.0 };
    Some([nearest, next].into_iter().filter(|v| (1.0..=40.0).contains(v)).map(|v| v as usize))
}

/// Where the modules of a code lie that is seen straight from above.
struct Grid {
    size: usize,
    /// The middles of the finder patterns: top left, top right, bottom left.
    corners: [Point; 3],
    across: Point,
    down: Point,
}

impl Grid {
    fn new(corners: [Point; 3], size: usize) -> Self {
        let [tl, tr, bl] = corners;
        let part = 1.0 / (size as f32 - 7.0);
        let step = |to: Point| Point { x: (to.x - tl.x) * part, y: (to.y - tl.y) * part };
        Self { size, corners, across: step(tr), down: step(bl) }
    }

    fn at(&self, u: f32, v: f32) -> Point {
        let (tl, across, down) = (self.corners[0], self.across, self.down);
        let (u, v) = (u - 3.5, v - 3.5);
        Point { x: tl.x + across.x * u + down.x * v, y: tl.y + across.y * u + down.y * v }
    }

    /// The middle of the last alignment pattern, of the code's corner where it has none.
    fn last(&self) -> f32 {
        self.size as f32 - if self.size > 21 { 6.5 } else { 3.5 }
    }

    /// With the last alignment pattern where it was found, in modules.
    fn frame(&self, alignment: Point) -> Option<Frame> {
        let (near, far, last) = (3.5, self.size as f32 - 3.5, self.last());
        let [tl, tr, bl] = self.corners;
        let pairs = [(near, near, tl), (far, near, tr), (near, far, bl)];
        let fourth = (last, last, self.at(alignment.x, alignment.y));
        let pair = |(x, y, p)| (Point { x, y }, p, 1.0);
        let [a, b, c] = pairs.map(pair);
        Frame::fit(&[a, b, c, pair(fourth)], self.size, 0.0)
    }
}

/// Black and white, or the two exchanged.
struct Picture<'a> {
    bits: &'a Bits,
    dark: bool,
}

impl Picture<'_> {
    /// Nothing outside is dark.
    fn is_dark(&self, p: Point) -> bool {
        let is_in = p.x >= 0.0 && p.y >= 0.0;
        let (x, y) = (p.x as usize, p.y as usize);
        is_in && x < self.bits.width && y < self.bits.height && self.bits.is_dark(x, y) == self.dark
    }

    /// Whether dark and light take turns along the timing patterns.
    fn has_timing(&self, grid: &Grid) -> bool {
        let is_right = |i: usize| {
            let middle = i as f32 + 0.5;
            [grid.at(middle, 6.5), grid.at(6.5, middle)]
                .map(|p| self.is_dark(p) == i.is_multiple_of(2))
        };
        let most = 2 * (grid.size - 16) / TIMING;
        (8..grid.size - 8).flat_map(is_right).filter(|right| !right).nth(most).is_none()
    }

    /// Where the middle of the last alignment pattern lies on the grid; none if it is where it should
    /// be, or nothing looks like it.
    fn alignment(&self, grid: &Grid) -> Option<Point> {
        let last = grid.last();
        let is_there = |u: f32, v: f32| {
            let ring = |reach: f32, dark: bool| {
                let sides = [-reach, 0.0, reach];
                let mut places = sides.into_iter().flat_map(|v| sides.map(|u| (u, v)));
                places.all(|(i, j)| {
                    i.abs().max(j.abs()) < reach || self.is_dark(grid.at(u + i, v + j)) == dark
                })
            };
            ring(0.0, true) && ring(1.0, false) && ring(2.0, true)
        };
        if grid.size == 21 || is_there(last, last) {
            return None;
        }
        // Every third of a module, up to two modules around; of all that fit, the middle.
        let steps = || (-6..=6).map(|step| last + step as f32 / 3.0);
        let (mut x, mut y, mut count) = (0.0, 0.0, 0.0);
        for (u, v) in steps().flat_map(|v| steps().map(move |u| (u, v))) {
            if is_there(u, v) {
                (x, y, count) = (x + u, y + v, count + 1.0);
            }
        }
        (count > 0.0).then(|| Point { x: x / count, y: y / count })
    }

    fn modules(&self, size: usize, at: impl Fn(f32, f32) -> Point) -> Modules {
        let mut values = Vec::with_capacity(size * size);
        for y in 0..size {
            for x in 0..size {
                let is_dark = self.is_dark(at(x as f32 + 0.5, y as f32 + 0.5));
                values.push(if is_dark { 1.0 } else { -1.0 });
            }
        }
        Modules { size, values }
    }
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma, imageops};
    use qrcode::{EcLevel, QrCode, Version};

    use super::super::finders;
    use super::*;

    const TEXT: &str = "otpauth://totp/Tessera:ada?secret=JBSWY3DPEHPK3PXP";

    /// On a border of four modules.
    fn drawn(version: i16, module: u32) -> GrayImage {
        let code = QrCode::with_version(TEXT, Version::Normal(version), EcLevel::L).unwrap();
        code.render::<Luma<u8>>().module_dimensions(module, module).build()
    }

    fn read(picture: &GrayImage, dark: bool) -> Vec<Read> {
        let bits = Bits::local(picture);
        let candidates = finders::candidates(&bits, &|| false);
        codes(&bits, dark, &patterns(&bits, &candidates[usize::from(!dark)]), &|| false)
    }

    /// The picture that has at each place what `from` says of the first.
    fn warped(picture: &GrayImage, from: impl Fn(f32, f32) -> (f32, f32)) -> GrayImage {
        GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
            let (x, y) = from(x as f32, y as f32);
            imageops::interpolate_bilinear(picture, x, y).unwrap_or(Luma([255]))
        })
    }

    #[test]
    fn a_drawn_code_of_any_version_is_read_where_it_lies() {
        for (version, module) in [(3, 2), (3, 9), (6, 3), (7, 3), (14, 3), (25, 3), (40, 4)] {
            let [(text, place)] = &read(&drawn(version, module), true)[..] else {
                panic!("version {version} of {module} pixels a module");
            };
            assert_eq!(text, TEXT);
            let (near, far) = (4.0, 4.0 + 17.0 + 4.0 * f32::from(version));
            for (corner, (x, y)) in
                place.0.iter().zip([(near, near), (far, near), (far, far), (near, far)])
            {
                let off = (corner.x / module as f32 - x).hypot(corner.y / module as f32 - y);
                assert!(off < 0.5, "version {version}: {corner:?}");
            }
        }
    }

    #[test]
    fn a_code_is_read_turned_mirrored_inverted_and_a_little_from_the_side() {
        let code = drawn(5, 6);
        let middle = code.width() as f32 / 2.0;
        for degrees in (0..360).step_by(15) {
            let (sin, cos) = (degrees as f32).to_radians().sin_cos();
            let turned = warped(&code, |x, y| {
                let (x, y) = ((x - middle) * 1.3, (y - middle) * 1.3);
                let away = 1.0 + y / middle / 30.0;
                let (x, y) = (x * away, y * away);
                (middle + x * cos - y * sin, middle + x * sin + y * cos)
            });
            assert_eq!(read(&turned, true).len(), 1, "{degrees} degrees");
            let mut negative = imageops::flip_horizontal(&turned);
            imageops::invert(&mut negative);
            assert_eq!(read(&negative, false).len(), 1, "{degrees} degrees, mirrored and inverted");
        }
    }

    #[test]
    fn a_code_without_its_format_information_is_not_guessed() {
        let mut code = drawn(3, 4);
        let layout = Layout::of(3).unwrap();
        for (x, y) in layout.format().into_iter().flatten() {
            let white = GrayImage::from_pixel(4, 4, Luma([255]));
            imageops::replace(&mut code, &white, (x as i64 + 4) * 4, (y as i64 + 4) * 4);
        }
        assert!(read(&code, true).is_empty());
    }
}

//! Codes drawn by the test itself, so that nothing between the modules and the picture is unknown.

use image::{GrayImage, Luma};
use qrcode::{Color, EcLevel, QrCode};

pub const DARK: Luma<u8> = Luma([0]);
pub const LIGHT: Luma<u8> = Luma([255]);

/// The modules of a code.
pub struct Code {
    side: u32,
    colours: Vec<Color>,
}

impl Code {
    pub fn of(text: &str, level: EcLevel) -> Self {
        let code = QrCode::with_error_correction_level(text, level).unwrap();
        Self { side: code.width() as u32, colours: code.into_colors() }
    }

    /// Modules a side.
    pub fn side(&self) -> u32 {
        self.side
    }

    /// So many pixels a module, and so many modules of paper on each side.
    pub fn drawn(&self, module: u32, border: u32) -> GrayImage {
        let side = (self.side + 2 * border) * module;
        GrayImage::from_fn(side, side, |x, y| {
            let at = |pixel: u32| i64::from(pixel / module) - i64::from(border);
            if self.is_dark(at(x), at(y)) { DARK } else { LIGHT }
        })
    }

    /// Turned around its middle, with grey edges as in a photograph.
    pub fn turned(&self, module: f32, degrees: f32) -> GrayImage {
        const PARTS: u32 = 4;
        let side = ((self.side as f32 + 8.0) * module * 1.42) as u32;
        let (sin, cos) = degrees.to_radians().sin_cos();
        let middle = side as f32 / 2.0;
        let is_dark = |x: f32, y: f32| {
            let (x, y) = ((x - middle) / module, (y - middle) / module);
            let half = self.side as f32 / 2.0;
            let (u, v) = (x * cos + y * sin + half, y * cos - x * sin + half);
            self.is_dark(u.floor() as i64, v.floor() as i64)
        };
        GrayImage::from_fn(side, side, |x, y| {
            let part = |at: u32, i: u32| at as f32 + (i as f32 + 0.5) / PARTS as f32;
            let parts = (0..PARTS * PARTS).map(|i| (part(x, i % PARTS), part(y, i / PARTS)));
            let dark = parts.filter(|&(x, y)| is_dark(x, y)).count() as u32;
            Luma([255 - (255 * dark / (PARTS * PARTS)) as u8])
        })
    }

    /// Dots of a radius in modules; the finder patterns are whole, as designers leave them.
    pub fn dotted(&self, module: u32, radius: f32) -> GrayImage {
        let side = (self.side + 8) * module;
        GrayImage::from_fn(side, side, |x, y| {
            let at = |pixel: u32| i64::from(pixel / module) - 4;
            let off = |pixel: u32| (pixel % module) as f32 + 0.5 - module as f32 / 2.0;
            let inside = off(x).hypot(off(y)) <= radius * module as f32;
            let ink = inside || self.is_in_a_finder(at(x), at(y));
            if ink && self.is_dark(at(x), at(y)) { DARK } else { LIGHT }
        })
    }

    fn is_in_a_finder(&self, x: i64, y: i64) -> bool {
        let far = i64::from(self.side) - 7;
        (x < 7 || x >= far) && (y < 7 || y >= far) && (x < 7 || y < 7)
    }

    fn is_dark(&self, x: i64, y: i64) -> bool {
        let within = 0..i64::from(self.side);
        within.contains(&x)
            && within.contains(&y)
            && self.colours[(y * i64::from(self.side) + x) as usize] == Color::Dark
    }
}

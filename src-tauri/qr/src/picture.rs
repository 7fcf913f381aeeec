//! Picture files to grey values, under limits that are checked before memory is spent.

mod frames;
mod open;
mod pdf;
mod raster;
mod svg;

use image::{ColorType, DynamicImage, GrayImage, Rgb, RgbImage, Rgba, RgbaImage};

pub(super) use frames::is_new;
pub(super) use open::Pictures;

use super::{Limits, PictureError, Point};

/// A decoded picture, within the limits.
pub(super) struct Picture {
    rgba: RgbaImage,
    grey: GrayImage,
}

impl Picture {
    pub(super) fn new(picture: DynamicImage) -> Self {
        let rgba = stretched(picture).into_rgba8();
        Self { grey: on_paper(&rgba, 255), rgba }
    }

    /// Width and height in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        self.rgba.dimensions()
    }

    /// Grey values on white paper.
    pub(super) fn grey(&self) -> &GrayImage {
        &self.grey
    }

    /// Grey values on black paper, where anything is transparent.
    pub(super) fn on_black(&self) -> Option<GrayImage> {
        let is_clear = |row: &[u8]| row.iter().skip(3).step_by(4).fold(255, |a, &b| a.min(b)) < 255;
        let mut rows = self.rgba.as_raw().chunks_exact(4 * self.rgba.width() as usize);
        rows.any(is_clear).then(|| on_paper(&self.rgba, 0))
    }

    /// The one of red, green and blue in which the picture differs most, where that is more than its
    /// grey values do.
    pub(super) fn strongest_colour(&self) -> Option<GrayImage> {
        let (width, height) = self.size();
        let row_of = width as usize;
        // A sample says it well enough.
        let apart = ((f64::from(width) * f64::from(height) / SAMPLE).sqrt() as usize).max(1);
        let rows = self.rgba.as_raw().chunks_exact(4 * row_of);
        let mut spreads = [Spread::default(); 4];
        for (colours, greys) in rows.zip(self.grey.as_raw().chunks_exact(row_of)).step_by(apart) {
            let pixels = colours.chunks_exact(4).zip(greys).step_by(apart);
            for (colour, &grey) in pixels {
                for (spread, &value) in spreads.iter_mut().zip([&grey].into_iter().chain(colour)) {
                    spread.add(value);
                }
            }
        }
        let [grey, colours @ ..] = spreads.map(Spread::variance);
        let channel = (0..3).max_by(|&a, &b| colours[a].total_cmp(&colours[b]))?;
        if colours[channel] <= grey * MORE {
            return None;
        }
        let values = self.rgba.as_raw().iter().skip(channel).step_by(4).copied().collect();
        GrayImage::from_raw(width, height, values)
    }

    /// The mean colours of the squares of this side from a point on, so many across and down; paper
    /// outside.
    pub(super) fn mosaic(&self, from: Point, side: f32, tiles: u32, paper: Rgb<u8>) -> RgbImage {
        let (width, height) = self.size();
        let places = |from: f32, whole: u32| -> Vec<_> {
            let within = |at: f32| at.clamp(0.0, whole as f32);
            let place = |i: u32| {
                let low = within(i as f32 * side + from) as usize;
                let high = within((i + 1) as f32 * side + from).ceil() as usize;
                // Three values a side are mean enough.
                let apart = high.saturating_sub(low).div_ceil(3).max(1);
                (low + apart / 2..high).step_by(apart)
            };
            (0..tiles).map(place).collect()
        };
        let (columns, rows) = (places(from.x, width), places(from.y, height));
        RgbImage::from_fn(tiles, tiles, |i, j| {
            let (mut sum, mut count) = ([0_u32; 3], 0_u32);
            for y in rows[j as usize].clone() {
                let row = &self.rgba.as_raw()[y * width as usize * 4..];
                for x in columns[i as usize].clone() {
                    let &[ref colours @ .., alpha] = &row.as_chunks::<4>().0[x];
                    let alpha = u32::from(alpha);
                    for (sum, &colour) in sum.iter_mut().zip(colours) {
                        // On white paper, which few pictures need.
                        let colour = u32::from(colour);
                        *sum += match alpha {
                            255 => colour,
                            _ => (colour * alpha + 255 * (255 - alpha)) / 255,
                        };
                    }
                    count += 1;
                }
            }
            if count == 0 { paper } else { Rgb(sum.map(|sum| (sum / count) as u8)) }
        })
    }
}

/// About how many pixels are sampled to judge the colours of a picture.
const SAMPLE: f64 = 20_000.0;
/// A colour must vary so much more than grey does to show what grey does not.
const MORE: f64 = 1.5;

/// How values lie around their mean.
#[derive(Clone, Copy, Default)]
struct Spread {
    count: u64,
    sum: u64,
    squares: u64,
}

impl Spread {
    fn add(&mut self, value: u8) {
        let value = u64::from(value);
        self.count += 1;
        self.sum += value;
        self.squares += value * value;
    }

    fn variance(self) -> f64 {
        let count = self.count.max(1) as f64;
        self.squares as f64 / count - (self.sum as f64 / count).powi(2)
    }
}

pub(super) fn from_rgba(
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    limits: &Limits,
) -> Result<Picture, PictureError> {
    limits.allow(width, height)?;
    // from_raw takes a buffer that is too long.
    if rgba.len() as u64 != u64::from(width) * u64::from(height) * 4 {
        return Err(PictureError::Damaged);
    }
    let picture = RgbaImage::from_raw(width, height, rgba).ok_or(PictureError::Damaged)?;
    Ok(Picture::new(picture.into()))
}

/// Sixteen bits a colour to eight: over the values that are used, where those are few.
fn stretched(picture: DynamicImage) -> DynamicImage {
    if !matches!(picture.color(), ColorType::L16 | ColorType::Rgb16 | ColorType::Rgba16) {
        return picture;
    }
    let mut picture = picture.into_rgba16();
    let colours = |pixel: &Rgba<u16>| [pixel.0[0], pixel.0[1], pixel.0[2]];
    let low = picture.pixels().flat_map(colours).min().unwrap_or_default();
    let high = picture.pixels().flat_map(colours).max().unwrap_or_default();
    let span = u32::from(high - low).max(1);
    if span < 0x4000 {
        for pixel in picture.pixels_mut() {
            for value in &mut pixel.0[..3] {
                *value = (u32::from(*value - low) * 0xffff / span) as u16;
            }
        }
    }
    picture.into()
}

/// Grey values on paper of this grey.
fn on_paper(rgba: &RgbaImage, paper: u32) -> GrayImage {
    let grey = rgba.pixels().map(|&Rgba([r, g, b, a])| {
        // Rec. 709 luma in thousandths.
        let grey = 213 * u32::from(r) + 715 * u32::from(g) + 72 * u32::from(b);
        if a == 255 {
            return (grey / 1_000) as u8;
        }
        let alpha = u32::from(a);
        ((grey * alpha / 1_000 + paper * (255 - alpha)) / 255) as u8
    });
    let values = grey.collect();
    GrayImage::from_raw(rgba.width(), rgba.height(), values).unwrap_or_default()
}

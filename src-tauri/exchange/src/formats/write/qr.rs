//! QR codes to be shown, printed or saved.

use std::io::{self, Write};

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};
use qrcode::{Color, EcLevel, QrCode};
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use super::{File, WriteError};

/// The modules of a QR code, without the quiet zone around it. Wiped when it is dropped.
pub struct Modules {
    /// How many modules a side has: 21 to 177.
    pub side: usize,
    /// Row by row from the top left; true is dark.
    pub dark: Zeroizing<Vec<bool>>,
}

/// The light margin that readers need, in modules (ISO/IEC 18004, 9.1).
pub const QUIET: usize = 4;

impl Modules {
    /// Draws a text, as robust as its length allows: an account with a quarter of it to spare, a
    /// transfer with as little as there is, because many small modules read worse than a spare.
    ///
    /// # Errors
    /// [`WriteError::TooLarge`] where the text is longer than a code holds, 2,953 bytes.
    pub fn of(text: &SecretText) -> Result<Self, WriteError> {
        let text = text.expose().as_bytes();
        let level = if text.len() > 200 { EcLevel::L } else { EcLevel::M };
        let code = QrCode::with_error_correction_level(text, level);
        let code = code.map_err(|_| WriteError::TooLarge)?;
        let side = code.width();
        let dark = code.into_colors().into_iter().map(|colour| colour == Color::Dark).collect();
        Ok(Self { side, dark: Zeroizing::new(dark) })
    }

    /// Whether a module is dark; light beyond the edge.
    fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }

    /// Draws them as a path of SVG to be stroked, a unit a module: a line for each run of dark ones.
    pub(super) fn path(&self, out: &mut impl Write) -> io::Result<()> {
        for y in 0..self.side {
            let mut x = 0;
            while x < self.side {
                let start = x;
                while self.is_dark(x, y) {
                    x += 1;
                }
                if x > start {
                    write!(out, "M{start} {y}h{}", x - start)?;
                }
                x += 1;
            }
        }
        Ok(())
    }

    /// A picture in grey, with its quiet zone: `scale` pixels a module.
    ///
    /// # Errors
    /// [`WriteError::TooLarge`] where memory does not hold it.
    pub(super) fn png(&self, scale: usize) -> Result<File, WriteError> {
        let side = (self.side + 2 * QUIET) * scale;
        let mut grey = Zeroizing::new(vec![255_u8; side * side]);
        for (y, row) in grey.chunks_exact_mut(side).enumerate() {
            for (x, pixel) in row.iter_mut().enumerate() {
                let module = |at: usize| (at / scale).checked_sub(QUIET);
                if let (Some(x), Some(y)) = (module(x), module(y))
                    && self.is_dark(x, y)
                {
                    *pixel = 0;
                }
            }
        }
        let length = u32::try_from(side).map_err(|_| WriteError::TooLarge)?;
        // More than any such picture packs to, so that no copy is left behind.
        let mut png = Zeroizing::new(Vec::with_capacity(grey.len() + 1_024));
        encode(&grey, length, &mut png).map_err(|_| WriteError::TooLarge)?;
        Ok(png)
    }
}

fn encode(grey: &[u8], side: u32, out: &mut Vec<u8>) -> Result<(), EncodingError> {
    let mut encoder = Encoder::new(out, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    encoder.write_header()?.write_image_data(grey)
}

impl std::fmt::Debug for Modules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

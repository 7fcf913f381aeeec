//! Which pictures are taken, and why others are not.

/// What a picture may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest side, in pixels.
    pub side: u32,
    /// The most pixels that are decoded.
    pub area: u64,
    /// The most memory that decoding may take, in bytes.
    pub memory: u64,
}

impl Default for Limits {
    /// 16,384 pixels a side, 64 megapixels, 512 MiB.
    fn default() -> Self {
        Self { side: 16_384, area: 64_000_000, memory: 512 * 1024 * 1024 }
    }
}

impl Limits {
    /// Whether a picture of this size is taken: each pixel becomes four bytes, whatever it was.
    ///
    /// # Errors
    /// [`PictureError::TooLarge`]; [`PictureError::Damaged`] where it has no pixel at all.
    pub fn allow(&self, width: u32, height: u32) -> Result<(), PictureError> {
        let area = u64::from(width) * u64::from(height);
        if width.max(height) > self.side || area > self.area.min(self.memory / 4) {
            return Err(PictureError::TooLarge);
        }
        if area == 0 {
            return Err(PictureError::Damaged);
        }
        Ok(())
    }
}

/// Why a picture gives no texts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PictureError {
    /// None of the formats that are read.
    #[error("this is not a picture")]
    NotAPicture,
    /// A picture of a kind that is not decoded: HEIC, AVIF, JPEG XL.
    #[error("pictures of this kind (HEIC, AVIF, JPEG XL) are not read; save it as PNG or JPEG")]
    OtherKind,
    /// Over the [`Limits`].
    #[error("the picture is too large")]
    TooLarge,
    /// The file starts as a picture does, but cannot be decoded.
    #[error("the picture is damaged")]
    Damaged,
}

/// Whether a file is a drawing in SVG, told by its beginning: the element comes first, or behind what XML
/// puts before it.
#[must_use]
pub fn is_drawing(file: &[u8]) -> bool {
    let head = &file[..file.len().min(4_096)];
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let before = head.find("<svg").map(|at| &head[..at]);
    head.starts_with('<') && before.is_some_and(|before| !before.contains("<html"))
}

//! How an X server lays out a picture, and the same as red, green, blue and alpha bytes.

use x11rb::protocol::xproto::{ImageOrder, Screen, Setup, VisualClass};

/// The layout of a screen's pictures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Bytes of a pixel: two to four.
    bytes: usize,
    /// Every row begins at a multiple of this number of bytes.
    pad: usize,
    /// The first byte is the highest.
    high_first: bool,
    /// The bits of red, green and blue.
    masks: [u32; 3],
}

impl Layout {
    /// None where colours come from a palette.
    pub(super) fn of(setup: &Setup, screen: &Screen) -> Option<Self> {
        let format = setup.pixmap_formats.iter().find(|f| f.depth == screen.root_depth)?;
        let mut visuals = screen.allowed_depths.iter().flat_map(|depth| &depth.visuals);
        let visual = visuals.find(|visual| visual.visual_id == screen.root_visual)?;
        let direct = [VisualClass::TRUE_COLOR, VisualClass::DIRECT_COLOR].contains(&visual.class);
        let masks = [visual.red_mask, visual.green_mask, visual.blue_mask];
        let bytes = usize::from(format.bits_per_pixel) / 8;
        let known = direct && (2..=4).contains(&bytes) && masks.iter().all(|mask| *mask != 0);
        known.then_some(Self {
            bytes,
            pad: usize::from(format.scanline_pad / 8).max(1),
            high_first: setup.image_byte_order == ImageOrder::MSB_FIRST,
            masks,
        })
    }

    /// The bytes of a row.
    pub(super) fn stride(self, width: u16) -> usize {
        (usize::from(width) * self.bytes).next_multiple_of(self.pad)
    }

    /// Appends rows; none where there are fewer bytes than they have.
    pub(super) fn append(
        self,
        data: &[u8],
        width: u16,
        rows: u16,
        rgba: &mut Vec<u8>,
    ) -> Option<()> {
        let stride = self.stride(width);
        let data = data.get(..stride * usize::from(rows))?;
        for row in data.chunks_exact(stride) {
            for pixel in row[..usize::from(width) * self.bytes].chunks_exact(self.bytes) {
                let value = self.value(pixel);
                let [r, g, b] = self.masks.map(|mask| channel(value, mask));
                rgba.extend_from_slice(&[r, g, b, u8::MAX]);
            }
        }
        Some(())
    }

    fn value(self, pixel: &[u8]) -> u32 {
        let join = |value: u32, byte: &u8| value << 8 | u32::from(*byte);
        if self.high_first { pixel.iter().fold(0, join) } else { pixel.iter().rev().fold(0, join) }
    }
}

/// The bits under a mask, stretched or shrunk to eight.
fn channel(pixel: u32, mask: u32) -> u8 {
    let shift = mask.trailing_zeros();
    let (value, most) = ((pixel & mask) >> shift, mask >> shift);
    if most == 255 {
        return value as u8;
    }
    (u64::from(value) * 255 / u64::from(most)) as u8
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const USUAL: [u32; 3] = [0xff_0000, 0xff00, 0xff];

    #[test]
    fn every_layout_gives_the_same_colours() {
        let orange = [255, 128, 0, 255];
        let layout = |bytes, high_first, masks| Layout { bytes, pad: 4, high_first, masks };
        for (layout, pixel) in [
            (layout(4, false, USUAL), &[0, 128, 255, 9][..]),
            (layout(4, true, USUAL), &[9, 255, 128, 0]),
            (layout(3, false, USUAL), &[0, 128, 255]),
            (layout(4, false, [0xff, 0xff00, 0xff_0000]), &[255, 128, 0, 0]),
            // Ten bits a colour: 1023, 514, 0.
            (layout(4, false, [0x3ff0_0000, 0xf_fc00, 0x3ff]), &[0, 0x08, 0xf8, 0x3f]),
            // Five, six and five bits.
            (layout(2, false, [0xf800, 0x07e0, 0x1f]), &[0x00, 0xfc]),
        ] {
            let mut row = pixel.repeat(3);
            row.resize(layout.stride(3), 7);
            let mut rgba = Vec::new();
            layout.append(&row, 3, 1, &mut rgba).unwrap();
            for seen in rgba.chunks_exact(4) {
                let near = seen.iter().zip(orange).all(|(a, b)| a.abs_diff(b) < 5);
                assert!(near, "{layout:?} gave {seen:?}");
            }
            assert_eq!(rgba.len(), 12);
        }
    }

    #[test]
    fn too_few_bytes_are_no_picture() {
        let layout = Layout { bytes: 4, pad: 4, high_first: false, masks: USUAL };
        assert_eq!(layout.append(&[0; 15], 2, 2, &mut Vec::new()), None);
    }
}

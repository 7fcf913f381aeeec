//! Thumbnails as the page shows them. Only pixels come in, with every code painted over: nothing of
//! the picture's file.

use data_encoding::BASE64;
use png::{BitDepth, ColorType, Encoder};
use tessera_reader_client::Thumbnail;

/// None where the thumbnail has not the pixels that it should have.
pub(super) fn data_url(thumbnail: &Thumbnail) -> Option<String> {
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, Thumbnail::SIDE, Thumbnail::SIDE);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&thumbnail.0).ok()?;
    writer.finish().ok()?;
    Some(format!("data:image/png;base64,{}", BASE64.encode(&png)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbnail_becomes_a_picture_of_its_size() {
        let side = Thumbnail::SIDE as usize;
        let url = data_url(&Thumbnail(vec![7; side * side * 3])).unwrap_or_default();
        let base64 = url.strip_prefix("data:image/png;base64,").unwrap_or_default();
        let png = BASE64.decode(base64.as_bytes()).unwrap_or_default();
        let decoded = image::load_from_memory(&png).map(|picture| picture.into_rgb8());
        assert!(
            decoded.is_ok_and(|p| p.width() == 96 && p.height() == 96 && p.iter().all(|b| *b == 7))
        );
    }

    #[test]
    fn a_thumbnail_of_another_size_is_none() {
        assert_eq!(data_url(&Thumbnail(vec![7; 30])), None);
    }
}

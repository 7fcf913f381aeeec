//! rxing, a port of zxing-cpp: quick, and settles most pictures.

use image::GrayImage;
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8Source};

use super::Pass;
use crate::qr::code::{Code, Corners, Point};
use crate::qr::guard;

pub(super) fn codes(picture: &GrayImage, pass: Pass, found: &mut dyn FnMut(Code)) {
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let results = guard::contain(|| {
        let Ok(source) =
            Luma8Source::new_with_slice(picture.as_raw(), picture.width(), picture.height())
        else {
            return Vec::new();
        };
        let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        QrReader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default()
    });
    for result in results.unwrap_or_default() {
        let points: Vec<_> = result.getPoints().iter().map(|p| Point { x: p.x, y: p.y }).collect();
        let Ok(corners) = points.try_into() else { continue };
        found(Code { text: result.getText().to_owned().into(), corners: Corners(corners), pass });
    }
}

//! Anything at all from outside: read or refused, never a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod support;

use proptest::prelude::*;
use support::{forge, password, pictures, rng};
use tessera_core::base32;
use tessera_core::formats::{self, Found};
use tessera_core::intake::{self, Source};
use tessera_core::qr::Limits;
use tessera_core::secret::{Password, SecretText};
use tessera_core::vault::{Vault, inspect};

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..600)
}

/// Bytes of something that is right, with some of them changed.
fn nearly(sound: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8);
    (changes, any::<prop::sample::Index>(), any::<bool>()).prop_map(move |(changes, cut, whole)| {
        let mut bytes = sound.clone();
        changes.iter().for_each(|(index, byte)| bytes[index.index(sound.len())] = *byte);
        bytes.truncate(if whole { sound.len() } else { cut.index(sound.len()) });
        bytes
    })
}

/// The header alone, so that the changes fall there.
fn nearly_a_vault() -> impl Strategy<Value = Vec<u8>> {
    nearly(forge::front(forge::header().as_bytes())).prop_map(|mut front| {
        front.resize(front.len() + forge::BLOCK + 16, 0);
        front
    })
}

fn picture(format: image::ImageFormat) -> Vec<u8> {
    let code = qrcode::QrCode::new("otpauth://totp/a?secret=AA").unwrap();
    let code = code.render::<image::Luma<u8>>().module_dimensions(2, 2).build();
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::from(code).into_rgb8().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn as_a_vault(bytes in prop_oneof![any_bytes(), nearly_a_vault()]) {
        let _ = inspect(&bytes);
        let _ = inspect(&[&forge::MAGIC[..], &[0, 1], &bytes].concat());
    }

    #[test]
    fn as_a_text(text in "\\PC{0,80}", bytes in any_bytes()) {
        let any = String::from_utf8_lossy(&bytes).into_owned();
        for text in [
            text.clone(),
            any.clone(),
            format!("otpauth-migration://offline?data={text}"),
            format!("otpauth-migration://offline?data={}", data_encoding::BASE64.encode(&bytes)),
            format!("otpauth://hotp/{any}?{text}"),
        ] {
            let mut found = Found::default();
            formats::lines(&SecretText::new(text.clone()), &mut found);
            let _ = (found.batches.batches(), base32::decode(&text), Password::new(&text));
        }
    }

    #[test]
    fn as_a_file_of_any_kind(bytes in any_bytes()) {
        if intake::tell(&bytes) == Ok(Source::Text) {
            let _ = intake::text(&bytes, &mut Found::default());
        }
        let _ = pictures::texts(&bytes, &Limits::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn as_a_picture(
        bytes in prop::sample::select(&[
            image::ImageFormat::Png,
            image::ImageFormat::Jpeg,
            image::ImageFormat::WebP,
            image::ImageFormat::Gif,
            image::ImageFormat::Bmp,
        ][..]).prop_flat_map(|format| nearly(picture(format))),
    ) {
        let limits = Limits { side: 1_000, area: 200_000, memory: 4_000_000 };
        let _ = pictures::texts(&bytes, &limits);
    }

    #[test]
    fn as_pixels(width in 1..60_u32, height in 1..60_u32, seed in any_bytes()) {
        let wanted = (width * height * 4) as usize;
        let pixels = seed.iter().copied().chain([0, 255, 7]).cycle().take(wanted).collect();
        let _ = pictures::texts_of_rgba(width, height, pixels, &Limits::default());
    }

    #[test]
    fn as_the_json_of_a_payload_that_was_sealed_with_the_right_key(
        bytes in nearly(format!(r#"{{"entries":[{}],"tombstones":[]}}"#, support::defects::entry(1)).into_bytes()),
    ) {
        let file = forge::file(&forge::header(), &forge::plaintext(&bytes));
        if let Ok(mut vault) = Vault::open(&file, &password(forge::PASSWORD), &mut rng()) {
            let saved = vault.seal(support::NOW, &mut rng()).unwrap();
            let again = Vault::open(&saved, &password(forge::PASSWORD), &mut rng()).unwrap();
            prop_assert_eq!(again.contents().all(), vault.contents().all());
            prop_assert_eq!(again.contents().quarantined(), vault.contents().quarantined());
        }
    }
}

//! Anything at all from outside: read or refused, never a panic.

use std::cell::Cell;
use std::time::Duration;

use proptest::prelude::*;
use tessera_core::base32;
use tessera_core::secret::Password;
use tessera_core::vault::{Vault, inspect};
use tessera_exchange::formats::Found;
use tessera_exchange::intake::{self, Source};
use tessera_qr::{self as qr, Budget, Event, Limits};

use crate::support::{self, forge, password, rng};
use crate::{pictures, samples};

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

/// Enough for a small picture, so that what asks for more is refused at once.
const SMALL: Limits = Limits { side: 1_000, area: 700_000, memory: 4_000_000 };

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
            found.extend(intake::text(text.as_bytes(), &|| false).map(|text| text.pieces).unwrap_or_default());
            let _ = (found.batches.batches(), base32::decode(&text), Password::new(&text));
        }
    }

    #[test]
    fn as_a_file_of_any_kind(bytes in any_bytes()) {
        if intake::classify(&bytes, &|| false) == Ok(Source::Text) {
            let _ = intake::text(&bytes, &|| false);
        }
        let _ = pictures::texts(&bytes, &Limits::default());
    }
}

#[test]
fn as_a_picture_that_ends_anywhere() {
    for (name, file) in samples::all() {
        assert_eq!(
            pictures::texts(&file, &SMALL).as_deref(),
            Ok(&[samples::TEXT.into()][..]),
            "{name}"
        );
        for length in (0..file.len()).step_by(file.len() / 100 + 1) {
            let texts = pictures::texts(&file[..length], &SMALL).unwrap_or_default();
            assert!(texts.iter().all(|text| text == samples::TEXT), "{name} cut to {length}");
        }
    }
}

#[test]
fn as_pixels_that_are_none() {
    for (width, height) in [(0, 0), (0, 9), (9, 0)] {
        let texts = pictures::texts_of_rgba(width, height, Vec::new(), &SMALL);
        assert!(texts.unwrap_or_default().is_empty(), "{width} by {height}");
    }
}

/// Patterns that every search for codes begins with, edge to edge: a thousand pixels a side hold
/// twenty thousand of the smallest, and three of them could be a code.
#[test]
fn as_a_grid_of_finder_patterns() {
    for (module, step) in [(1, 7), (1, 8), (2, 8), (3, 9), (5, 10), (5, 14), (12, 8)] {
        let grid = image::GrayImage::from_fn(1_000, 1_000, |x, y| {
            let ring = |at: u32| 3_u32.abs_diff(at / module % step);
            let dark = matches!(ring(x).max(ring(y)), 0 | 1 | 3);
            image::Luma([if dark { 0 } else { 255 }])
        });
        let (looks, took) = counted(&grid.into());
        // A millisecond for each look at the clock: a hundred more after the last one are few.
        assert!(
            took < Budget::USUAL + Duration::from_millis(100),
            "{module} {step}: {looks} looks"
        );
    }
}

/// Reads pixels on a clock that goes on by a millisecond at each look: how many looks there were,
/// and what the search says it took.
fn counted(picture: &image::DynamicImage) -> (u32, Duration) {
    let looks = Cell::new(0);
    let clock = || {
        looks.set(looks.get() + 1);
        Duration::from_millis(looks.get().into())
    };
    let budget = Budget { clock: &clock, limit: Budget::USUAL };
    let rgba = picture.to_rgba8();
    let (mut ended, (width, height)) = (None, rgba.dimensions());
    let tell = &mut |event| {
        if let Event::End { took, .. } = event {
            ended = Some(took);
        }
    };
    qr::read_rgba(width, height, rgba.into_raw(), &Limits::default(), &budget, tell).unwrap();
    (looks.get(), ended.unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn as_a_picture(
        bytes in prop::sample::select(samples::all()).prop_flat_map(|(_, file)| nearly(file)),
    ) {
        let _ = pictures::texts(&bytes, &SMALL);
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
